import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLayeredStore } from '../../src/background/layered-store.ts';
import type { LogStore } from '../../src/background/log-store.ts';
import { createTabLogs } from '../../src/background/tab-logs.ts';
import { createVolatileStore } from '../../src/background/volatile-store.ts';
import type { NoteObservation, Observation } from '../../src/core/session/observation.ts';
import type { KeyValueArea } from '../../src/platform/storage.ts';
import { keeperOptions, memoryStore, recordOf } from './memory-store.ts';

/** The browser's memory area; it holds no more than `room` values. */
function memoryArea(room = Number.POSITIVE_INFINITY): KeyValueArea {
  const values = new Map<string, unknown>();
  return {
    get: async (key) => structuredClone(values.get(key)),
    async set(added) {
      const fresh = Object.keys(added).filter((key) => !values.has(key)).length;
      if (values.size + fresh > room) throw new Error('QUOTA_BYTES quota exceeded');
      for (const [key, value] of Object.entries(added)) values.set(key, structuredClone(value));
    },
    async remove(keys) {
      for (const key of keys) values.delete(key);
    },
    keys: async () => [...values.keys()],
  };
}

/** A disk that takes only so many observations. */
function smallDisk(room: number): ReturnType<typeof memoryStore> {
  const disk = memoryStore();
  let left = room;
  return {
    ...disk,
    async append(logId, observations, record) {
      left -= observations.length;
      if (left < 0) throw new DOMException('full', 'QuotaExceededError');
      return disk.append(logId, observations, record);
    },
  };
}

const note = (seq: number): NoteObservation => ({
  seq,
  at: seq,
  frameId: 0,
  type: 'note',
  code: 'reset',
});
const append = (store: LogStore, logId: string, ...observations: Observation[]) =>
  store.append(logId, observations, recordOf(logId, observations));
const seqs = (observations: readonly Observation[]) => observations.map(({ seq }) => seq);
const never = async () => false;

async function readAll(store: LogStore, logId: string, after = -1): Promise<number[]> {
  const all: number[] = [];
  for (;;) {
    const { observations, more } = await store.read(logId, all.at(-1) ?? after);
    all.push(...seqs(observations));
    if (!more) return all;
  }
}

describe('the log store over disk and memory', () => {
  test('gives back every observation once and in order, wherever disk and memory end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 150 }), { maxLength: 12 }),
        fc.nat(400),
        fc.integer({ min: 2, max: 12 }),
        fc.integer({ min: -1, max: 500 }),
        async (batches, disk, area, after) => {
          const volatile = createVolatileStore(memoryArea(area));
          const store = createLayeredStore(smallDisk(disk), volatile, never);
          await store.setLog(1, 'a');
          let next = 0;
          for (const size of batches) {
            const batch = Array.from({ length: size }, () => note(next++));
            await append(store, 'a', ...batch);
            expect(await store.last('a')).toBe(next - 1);
          }
          const expected = Array.from({ length: next }, (_, seq) => seq);
          expect(await readAll(store, 'a', after)).toEqual(expected.filter((seq) => seq > after));
        },
      ),
    );
  });

  test('writes nothing of a private tab to the disk, also when the background was killed', async () => {
    const disk = memoryStore();
    const area = memoryArea();
    const isPrivate = async (tabId: number) => tabId === 7;
    const open = () => createLayeredStore(disk, createVolatileStore(area), isPrivate);
    const first = open();
    await first.setLog(7, 'private');
    await first.setLog(8, 'open');
    await append(first, 'private', note(0), note(1));
    await append(first, 'open', note(0));

    const second = open();
    const logId = (await second.logOf(7)) ?? '';
    await append(second, logId, note(2));
    expect(await readAll(second, logId)).toEqual([0, 1, 2]);
    expect(await disk.logOf(7)).toBeUndefined();
    expect(disk.sizes()).toEqual([1]);

    await second.remove(['private']);
    expect((await area.keys()).filter((key) => key.includes(':private'))).toEqual([]);
  });

  test('goes on in memory without any database', async () => {
    const store = createLayeredStore(null, createVolatileStore(memoryArea()), never);
    await store.setLog(1, 'a');
    await append(store, 'a', note(0));
    expect(await store.logOf(1)).toBe('a');
    expect(await readAll(store, 'a')).toEqual([0]);
    await store.purge();
    expect(await store.logOf(1)).toBeUndefined();
  });

  test('returns to the disk with a new log', async () => {
    const disk = memoryStore();
    let full = true;
    const lasting: LogStore = {
      ...disk,
      setLog: (tabId, logId) =>
        full ? Promise.reject(new Error('full')) : disk.setLog(tabId, logId),
    };
    const store = createLayeredStore(lasting, createVolatileStore(memoryArea()), never);
    await store.setLog(1, 'a');
    expect(await store.logOf(1)).toBe('a');
    full = false;
    await store.setLog(1, 'b');
    await append(store, 'b', note(0));
    expect(await store.logOf(1)).toBe('b');
    expect(disk.sizes()).toEqual([1]);
  });

  test('removes the oldest log of a closed tab, once, before it leaves a full disk', async () => {
    const disk = memoryStore();
    const small: LogStore = {
      ...disk,
      async append(logId, observations, record) {
        const taken = disk.sizes().reduce((sum, size) => sum + size, 0);
        if (taken + observations.length > 4) throw new DOMException('full', 'QuotaExceededError');
        return disk.append(logId, observations, record);
      },
    };
    const store = createLayeredStore(small, createVolatileStore(memoryArea()), never);
    const logs = createTabLogs(async () => ({ store, ...keeperOptions() }), {
      ...{ appended() {}, cleared() {}, earlier() {} },
    });
    const codes = async (tabId: number) =>
      (await logs.read(tabId, -1)).observations.map((one) => one.type === 'note' && one.code);
    const reset = (count: number) =>
      Array.from({ length: count }, () => {
        return { type: 'note', at: 0, frameId: 0, code: 'reset' } as const;
      });
    await logs.record(1, reset(2));
    logs.closed(1);
    await logs.record(2, reset(1));
    await logs.record(3, reset(2));
    expect((await logs.earlier()).logs).toEqual([]);
    expect(await codes(3)).toEqual(['reset', 'reset', 'evicted']);
    expect((await logs.read(3, -1)).kept).toBe('disk');
    // There is no closed tab left: what is open is not removed, and goes on in memory.
    await logs.record(3, reset(1));
    expect(await codes(3)).toEqual(['reset', 'reset', 'evicted', 'reset', 'unsaved']);
    expect(await codes(2)).toEqual(['reset']);
    expect((await logs.read(3, -1)).kept).toBe('overflowed');
  });

  test('says in the log, once, that the disk is full', async () => {
    const store = createLayeredStore(smallDisk(2), createVolatileStore(memoryArea()), never);
    const logs = createTabLogs(async () => ({ store, ...keeperOptions() }), {
      ...{ appended() {}, cleared() {}, earlier() {} },
    });
    for (let i = 0; i < 4; i++) {
      logs.record(1, [{ type: 'note', at: i, frameId: 0, code: 'reset' }]);
      await logs.read(1, -1);
    }
    const { observations } = await logs.read(1, -1);
    const codes = observations.map((one) => (one.type === 'note' ? one.code : one.type));
    expect(codes.filter((code) => code === 'unsaved')).toHaveLength(1);
    expect(codes.filter((code) => code === 'reset')).toHaveLength(4);
    expect(seqs(observations)).toEqual([0, 1, 2, 3, 4]);
  });
});
