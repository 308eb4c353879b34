import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Draft } from '../../src/background/draft.ts';
import { createTabLogs } from '../../src/background/tab-logs.ts';
import { keeperOptions, memoryStore } from './memory-store.ts';

const draft = (at: number): Draft => ({ type: 'note', at, frameId: 0, code: 'gap' });

function worker(store = memoryStore()) {
  const told: { tabId: number; seqs: number[]; stored: number }[] = [];
  const cleared: number[] = [];
  const logs = createTabLogs(async () => ({ store, ...keeperOptions() }), {
    earlier() {},
    appended: (tabId, _logId, observations) =>
      told.push({
        tabId,
        seqs: observations.map(({ seq }) => seq),
        stored: store.sizes().reduce((sum, size) => sum + size, 0),
      }),
    cleared: (tabId) => cleared.push(tabId),
  });
  const all = async (tabId: number) => {
    const times: number[] = [];
    let after = -1;
    for (;;) {
      const { observations, more } = await logs.read(tabId, after);
      times.push(...observations.map(({ at }) => at));
      after = observations.at(-1)?.seq ?? after;
      if (!more) return times;
    }
  };
  return { logs, told, cleared, all, store };
}

describe('the logs of the tabs', () => {
  it('numbers what arrives in order, each tab for itself', async () => {
    const { logs, all, told } = worker();
    logs.record(1, [draft(10), draft(11)]);
    logs.record(2, [draft(20)]);
    logs.record(1, [draft(12)]);
    expect(await all(1)).toEqual([10, 11, 12]);
    expect(await all(2)).toEqual([20]);
    expect(told.filter(({ tabId }) => tabId === 1).flatMap(({ seqs }) => seqs)).toEqual([0, 1, 2]);
  });

  it('tells nobody of what is not stored yet', async () => {
    const { logs, all, told } = worker();
    logs.record(1, [draft(1)]);
    await all(1);
    logs.record(1, [draft(2)]);
    await all(1);
    expect(told.map(({ stored }) => stored)).toEqual([1, 2]);
  });

  it('keeps nothing of a private tab that was closed, whoever still asks or tells', async () => {
    const store = { ...memoryStore(), kept: async () => 'private' as const };
    const { logs, all } = worker(store);
    await logs.record(1, [draft(1)]);
    logs.closed(1);
    expect(await all(1)).toEqual([]);
    await logs.record(1, [draft(2)]);
    expect(await all(1)).toEqual([]);
    expect(store.sizes()).toEqual([]);
  });

  it('goes on where an earlier worker ended', async () => {
    const first = worker();
    first.logs.record(1, [draft(1), draft(2)]);
    await first.all(1);
    const second = worker(first.store);
    second.logs.record(1, [draft(3)]);
    expect(await second.all(1)).toEqual([1, 2, 3]);
    expect(second.told[0]?.seqs).toEqual([2]);
  });

  it('begins another log after clearing, and removes the old one', async () => {
    const { logs, all, cleared, store } = worker();
    logs.record(1, [draft(1)]);
    const before = await logs.read(1, -1);
    await logs.clear(1);
    logs.record(1, [draft(2)]);
    expect(await all(1)).toEqual([2]);
    expect((await logs.read(1, -1)).logId).not.toBe(before.logId);
    expect(cleared).toEqual([1]);
    expect(store.sizes()).toEqual([1]);
  });

  it('goes on when the store refuses a write', async () => {
    const store = memoryStore();
    const { append } = store;
    let full = true;
    const flaky = {
      ...store,
      append: (...args: Parameters<typeof append>) =>
        full ? Promise.reject(new Error('quota')) : append(...args),
    };
    const { logs, all } = worker(flaky);
    logs.record(1, [draft(1)]);
    await all(1);
    full = false;
    logs.record(1, [draft(2)]);
    expect(await all(1)).toContain(2);
  });

  it('gives every position once, whatever is recorded and whenever the worker dies', async () => {
    const event = fc.oneof(
      fc.record({ tab: fc.integer({ min: 1, max: 3 }), count: fc.integer({ min: 1, max: 5 }) }),
      fc.constant('die' as const),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 30 }), async (events) => {
        let current = worker(memoryStore(4));
        const expected = new Map<number, number[]>();
        let clock = 0;
        for (const event of events) {
          if (event === 'die') {
            await current.all(1);
            current = worker(current.store);
            continue;
          }
          const drafts = Array.from({ length: event.count }, () => draft(clock++));
          current.logs.record(event.tab, drafts);
          const list = expected.get(event.tab) ?? [];
          expected.set(event.tab, [...list, ...drafts.map(({ at }) => at)]);
        }
        for (const [tab, times] of expected) expect(await current.all(tab)).toEqual(times);
      }),
    );
  });

  it('makes no log for a tab that closes without one', async () => {
    const { logs, all, store } = worker();
    logs.closed(7);
    expect(await all(1)).toEqual([]);
    expect(await store.logOf(7)).toBeUndefined();
  });
});
