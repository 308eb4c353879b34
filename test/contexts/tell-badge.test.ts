import { type Signal, signal } from '@preact/signals';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SeverityCounts } from '../../src/core/findings/gravity.ts';
import { FLOOD_MS } from '../../src/panel/pace.ts';
import { createSessionStore, type SessionStore } from '../../src/panel/store.ts';
import { tellBadge } from '../../src/panel/tell-badge.ts';
import { ANON, log, START } from '../core/support/log.ts';

const NONE = { error: 0, warning: 0, info: 0 };
const clean = () => log().page('https://a.test/').alias(ANON, 'bob@example.com');
const wrong = () => clean().alias('guest', 'bob@example.com');

let end: AbortController;
let store: SessionStore;
let connected: Signal<boolean>;
let isPart: Signal<boolean>;
let told: (SeverityCounts | null)[];

beforeEach(() => {
  vi.useFakeTimers({ now: START });
  end = new AbortController();
  store = createSessionStore(end.signal);
  connected = signal(true);
  isPart = signal(false);
  told = [];
  tellBadge(store, connected, isPart, (count) => {
    expect(count?.upTo ?? store.observations.at(-1)?.seq ?? -1).toBe(
      store.observations.at(-1)?.seq ?? -1,
    );
    told.push(count === null ? null : count.severities);
  });
});
afterEach(() => {
  end.abort();
  vi.useRealTimers();
});

const settle = (): void => void vi.advanceTimersByTime(FLOOD_MS);

describe('the panel tells what it has counted', () => {
  it('whenever that has changed, and only then', () => {
    store.observed(clean().observations);
    settle();
    const first = { ...store.session.severities };
    store.observed(wrong().observations.slice(clean().observations.length));
    settle();
    store.observed(wrong().event('bob@example.com', 'Seen').observations.slice(-1));
    settle();
    expect(told.slice(0, 2)).toEqual([NONE, first]);
    expect(told.at(-1)).toEqual(store.session.severities);
    expect(told.at(-1)?.error).toBeGreaterThan(0);
    expect(new Set(told.map((one) => JSON.stringify(one))).size).toBe(told.length);
  });

  it('again to the next background, once all that came is counted', () => {
    store.observed(wrong().observations);
    settle();
    connected.value = false;
    told = [];
    connected.value = true;
    expect(told).toEqual([store.session.severities]);
    connected.value = false;
    told = [];
    store.observed(wrong().alias('null', 'ann').observations.slice(-2));
    connected.value = true;
    expect(told).toEqual([]);
    settle();
    expect(told).toEqual([store.session.severities]);
  });

  it('that it counts no more while the view stands still, or shows but a part of the log', () => {
    store.observed(wrong().observations);
    settle();
    told = [];
    store.pause(true);
    store.observed(wrong().alias('null', 'ann').observations.slice(-2));
    store.pause(false);
    expect(told).toEqual([null]);
    settle();
    const severities = { ...store.session.severities };
    isPart.value = true;
    expect(told).toEqual([null, severities, null]);
  });
});
