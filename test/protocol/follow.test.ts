import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { NoteObservation } from '../../src/core/session/observation.ts';
import type { BackgroundApi, BackgroundPushes } from '../../src/protocol/api.ts';
import { memoryChannels } from '../../src/protocol/channel.ts';
import { follow, type LinkState } from '../../src/protocol/follow.ts';
import { BACKGROUND_GUARDS } from '../../src/protocol/guards.ts';
import type { Kept } from '../../src/protocol/kept.ts';
import { type Handlers, push, serve } from '../../src/protocol/rpc.ts';

const note = (seq: number): NoteObservation => ({
  type: 'note',
  seq,
  at: seq,
  frameId: 0,
  code: 'gap',
});

/** A background in memory whose worker can die, and whose log outlives it. */
function background(chunk = 3) {
  let log = { id: 'first', notes: [] as NoteObservation[], kept: 'disk' as Kept };
  let worker = new AbortController();
  let alive: ReturnType<typeof memoryChannels>[1][] = [];
  let gone = false;
  const handlers: Handlers<BackgroundApi> = {
    'log.read': ({ after }) => {
      const rest = log.notes.filter(({ seq }) => seq > after);
      const where = { logId: log.id, kept: log.kept };
      return { ...where, observations: rest.slice(0, chunk), more: rest.length > chunk };
    },
    'log.clear': () => null,
    'log.clear-all': () => null,
    'earlier.list': () => ({ logs: [], evicted: null }),
    'earlier.read': () => ({ observations: [], more: false }),
    'earlier.remove': () => null,
    'log.witness': () => null,
    'badge.tell': () => null,
    'access.read': () => ({ site: true, tracking: true, frames: [] }),
    'access.open': () => null,
    'page.reload': () => null,
    'page.read': () => ({ state: 'browser-page' }),
    'page.act': () => {
      throw new Error('not here');
    },
    'page.undo': () => {
      throw new Error('not here');
    },
    'rehearsal.read': () => ({ sandbox: null, simulation: null, undo: null, elsewhere: [] }),
    'sandbox.set': () => null,
    'simulation.start': () => {
      throw new Error('not here');
    },
    'simulation.end': () => {
      throw new Error('not here');
    },
  };
  const tell = <Name extends keyof BackgroundPushes>(name: Name, data: BackgroundPushes[Name]) => {
    for (const channel of alive) push<BackgroundPushes>(channel, name, data);
  };
  return {
    connect() {
      if (gone) throw new Error('Extension context invalidated.');
      const [near, far] = memoryChannels();
      serve<BackgroundApi>(far, BACKGROUND_GUARDS, handlers, worker.signal);
      alive.push(far);
      const own = worker;
      return { ...near, closed: own.signal, close: () => own.abort() };
    },
    append(count: number) {
      const added = Array.from({ length: count }, (_, i) => note(log.notes.length + i));
      log.notes.push(...added);
      tell('log.appended', { logId: log.id, kept: log.kept, observations: added });
    },
    overflow() {
      log.kept = 'overflowed';
    },
    removeEarlier() {
      tell('earlier.changed', { all: true });
    },
    kill() {
      alive = [];
      const dying = worker;
      worker = new AbortController();
      dying.abort();
    },
    clear() {
      log = { id: `${log.id}+`, notes: [], kept: 'disk' };
      tell('log.cleared', { logId: log.id });
    },
    remove() {
      gone = true;
      this.kill();
    },
    get length() {
      return log.notes.length;
    },
  };
}

describe('following a log', () => {
  let end: AbortController;
  beforeEach(() => {
    vi.useFakeTimers();
    end = new AbortController();
  });
  afterEach(() => {
    end.abort();
    vi.useRealTimers();
  });

  function panel(from: ReturnType<typeof background>) {
    const seen: number[] = [];
    const states: LinkState[] = [];
    const places: Kept[] = [];
    const removals: boolean[] = [];
    const follower = follow(
      1,
      () => from.connect(),
      {
        reset: () => seen.splice(0),
        observed: (notes) => seen.push(...notes.map(({ seq }) => seq)),
        state: (state) => states.push(state),
        kept: (kept) => places.push(kept),
        earlier: (all) => removals.push(all),
      },
      end.signal,
    );
    return { seen, states, places, removals, follower };
  }
  const settle = () => vi.advanceTimersByTimeAsync(1000);
  const upTo = (length: number) => Array.from({ length }, (_, i) => i);

  it('reads what is there in parts, then hears what comes', async () => {
    const far = background();
    far.append(8);
    const { seen, states } = panel(far);
    far.append(1);
    await settle();
    far.append(2);
    await settle();
    expect(seen).toEqual(upTo(11));
    expect(states).toEqual(['connected']);
  });

  it('says where the log is, and when that changes', async () => {
    const far = background();
    const { places, removals } = panel(far);
    await settle();
    far.append(1);
    far.overflow();
    far.append(1);
    far.append(1);
    far.removeEarlier();
    await settle();
    expect(places).toEqual(['disk', 'overflowed']);
    expect(removals).toEqual([true]);
  });

  it('asks again for what it lacks after the worker died', async () => {
    const far = background();
    const { seen, states } = panel(far);
    await settle();
    far.append(2);
    far.kill();
    far.append(5);
    await settle();
    expect(seen).toEqual(upTo(7));
    expect(states).toEqual(['connected', 'interrupted', 'connected']);
  });

  it('begins anew when the log was cleared, also while it was away', async () => {
    const far = background();
    far.append(4);
    const { seen } = panel(far);
    await settle();
    far.clear();
    far.append(2);
    await settle();
    expect(seen).toEqual([0, 1]);
    far.kill();
    far.clear();
    far.append(5);
    await settle();
    expect(seen).toEqual(upTo(5));
  });

  it('says so when the extension is gone', async () => {
    const far = background();
    const { states } = panel(far);
    await settle();
    far.remove();
    await settle();
    expect(states.at(-1)).toBe('invalidated');
  });

  it('misses nothing and sees nothing twice, whatever happens in whatever order', async () => {
    const event = fc.oneof(
      fc.record({ do: fc.constant('append' as const), count: fc.integer({ min: 1, max: 9 }) }),
      fc.record({ do: fc.constantFrom('kill' as const, 'clear' as const, 'wait' as const) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 20 }), async (events) => {
        const far = background();
        const { seen } = panel(far);
        for (const event of events) {
          if (event.do === 'append') far.append(event.count);
          else if (event.do === 'kill') far.kill();
          else if (event.do === 'clear') far.clear();
          else await settle();
        }
        await settle();
        expect(seen).toEqual(upTo(far.length));
      }),
    );
  });
});
