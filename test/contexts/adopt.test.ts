import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adoptLogs } from '../../src/background/adopt.ts';
import { createTabLogs } from '../../src/background/tab-logs.ts';
import type { Observation } from '../../src/core/session/observation.ts';
import { keeperOptions, memoryStore } from './memory-store.ts';

const note = (at: number): Observation => ({ type: 'note', seq: 0, at, frameId: 0, code: 'gap' });

/** Logs of tabs 0, 1, … that were written last at these times; those of `closed` tabs are closed. */
async function written(times: readonly number[], closed: readonly number[] = []) {
  const store = memoryStore();
  let clock = 0;
  const options = keeperOptions({ session: 'before', now: () => clock });
  const logs = createTabLogs(
    async () => ({ store, ...options }),
    { appended() {}, cleared() {}, earlier() {} },
    0,
  );
  for (const [tabId, at] of times.entries()) {
    clock = at;
    await logs.record(tabId, [note(at)]);
  }
  for (const tabId of closed) logs.closed(tabId);
  await logs.earlier();
  return store;
}

/** What the next background finds in a tab's log, where nothing is kept beyond a browser session. */
async function found(store: ReturnType<typeof memoryStore>) {
  const logs = createTabLogs(
    async () => ({ store, ...keeperOptions({ session: 'now' }) }),
    { appended() {}, cleared() {}, earlier() {} },
    0,
  );
  return {
    count: async (tabId: number) => (await logs.read(tabId, -1)).observations.length,
    earlier: async () => (await logs.earlier()).logs.length,
  };
}

const open = (began: Readonly<Record<number, number | undefined>>) => ({
  ids: async () => Object.keys(began).map(Number),
  documentBegan: async (tabId: number) => began[tabId],
});

describe('the logs of the browser session before', () => {
  it('go on when a document is older than the last word of its tab’s log', async () => {
    const store = await written([1_000, 1_000, 1_000], [2]);
    // The page of tab 1 was loaded since; that of tab 0 proves that the browser did not end.
    const adopted = await adoptLogs(store, 'now', open({ 0: 900, 1: 1_100 }));
    expect(adopted).toEqual([0, 1]);
    const after = await found(store);
    expect(await after.count(0)).toBe(1);
    expect(await after.count(1)).toBe(1);
    expect(await after.earlier()).toBe(1);
  });

  it('become those of closed tabs where the tab was closed meanwhile', async () => {
    const store = await written([1_000, 1_000]);
    expect(await adoptLogs(store, 'now', open({ 0: 900 }))).toEqual([0]);
    const after = await found(store);
    expect(await after.earlier()).toBe(1);
    expect(await after.count(1)).toBe(0);
  });

  it('stay where they are when nobody may ask, and when nobody answers', async () => {
    for (const documentBegan of [
      async () => undefined,
      () => Promise.reject(new Error('no access')),
      () => new Promise<never>(() => {}),
    ]) {
      const store = await written([1_000]);
      const tabs = { ids: async () => [0], documentBegan };
      expect(await adoptLogs(store, 'now', tabs, 1)).toEqual([]);
      expect(await (await found(store)).count(0)).toBe(0);
    }
  });

  it('never go on after a browser ended, whichever numbers its tabs have then', async () => {
    const time = fc.integer({ min: 0, max: 1_000 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(time, { maxLength: 4 }),
        fc.dictionary(fc.constantFrom('0', '1', '2', '3', '4'), time),
        async (times, later) => {
          const store = await written(times.toSorted((a, b) => a - b));
          const began = Object.entries(later).map(([tabId, at]) => [tabId, 1_001 + at]);
          expect(await adoptLogs(store, 'now', open(Object.fromEntries(began)))).toEqual([]);
          const after = await found(store);
          for (const tabId of [0, 1, 2, 3, 4]) expect(await after.count(tabId)).toBe(0);
          expect(await after.earlier()).toBe(0);
        },
      ),
    );
  });
});
