import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  BUSY_MS,
  createPace,
  FLOOD_MS,
  type Pace,
  QUIET_MS,
  SCREEN,
} from '../../src/panel/pace.ts';
import { ANON, log, START } from '../core/support/log.ts';

let end: AbortController;
let draw: ReturnType<typeof vi.fn>;
let pace: Pace;

beforeEach(() => {
  vi.useFakeTimers({ now: START });
  end = new AbortController();
  draw = vi.fn(() => pace.drawn());
  pace = createPace(draw as () => void, end.signal);
});
afterEach(() => {
  end.abort();
  vi.useRealTimers();
});

const [request, outcome] = log().alias(ANON, 'bob').observations;
const say = (observation = request): void => {
  if (observation) pace.hear([observation]);
  pace.ask();
};

describe('the pace of drawing', () => {
  it('draws the first news at once, and what follows closely together', () => {
    say();
    vi.advanceTimersByTime(0);
    expect(draw).toHaveBeenCalledTimes(1);
    say(outcome);
    vi.advanceTimersByTime(QUIET_MS - 1);
    pace.ask();
    vi.advanceTimersByTime(QUIET_MS - 1);
    expect(draw).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(1);
    expect(draw).toHaveBeenCalledTimes(2);
  });

  it('draws now and then while news keep coming', () => {
    say(outcome);
    vi.advanceTimersByTime(0);
    for (let time = 0; time < 3 * BUSY_MS; time += 10) {
      pace.ask();
      vi.advanceTimersByTime(10);
    }
    expect(draw).toHaveBeenCalledTimes(4);
  });

  it('draws more rarely while more comes than fits a screen', () => {
    say();
    vi.advanceTimersByTime(0);
    const flood = Array.from({ length: SCREEN + 1 }, () => request).filter((one) => one != null);
    for (let time = 0; time < 3 * FLOOD_MS; time += 10) {
      pace.hear(flood);
      pace.ask();
      vi.advanceTimersByTime(10);
    }
    expect(draw).toHaveBeenCalledTimes(4);
    pace.ask();
    vi.advanceTimersByTime(FLOOD_MS);
    expect(draw).toHaveBeenCalledTimes(5);
    say();
    vi.advanceTimersByTime(BUSY_MS);
    expect(draw).toHaveBeenCalledTimes(6);
  });

  it('waits longer while requests are under way, and no longer once they have ended', () => {
    say();
    vi.advanceTimersByTime(0);
    pace.ask();
    vi.advanceTimersByTime(QUIET_MS + 20);
    expect(draw).toHaveBeenCalledTimes(1);
    say(outcome);
    vi.advanceTimersByTime(QUIET_MS);
    expect(draw).toHaveBeenCalledTimes(2);
  });

  it('does not wait for a request whose end was told before its beginning', () => {
    say(outcome);
    vi.advanceTimersByTime(0);
    say(request);
    vi.advanceTimersByTime(QUIET_MS);
    expect(draw).toHaveBeenCalledTimes(2);
  });

  it('draws in the end also what never gets an answer', () => {
    say();
    vi.advanceTimersByTime(0);
    pace.ask();
    vi.advanceTimersByTime(1_000);
    expect(draw).toHaveBeenCalledTimes(2);
  });

  it('draws nothing after the end', () => {
    say();
    end.abort();
    pace.ask();
    vi.advanceTimersByTime(1_000);
    expect(draw).not.toHaveBeenCalled();
  });
});
