import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import fc from 'fast-check';
import { openDB } from 'idb';
import * as v from 'valibot';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { LOG_RECORD } from '../../src/background/log-record.ts';
import { openLogStore } from '../../src/background/log-store.ts';
import type { Observation } from '../../src/core/session/observation.ts';
import { log, START } from '../core/support/log.ts';
import { recordOf } from './memory-store.ts';

const NAME = 'kissmetrics-identity-debugger';
const story = log()
  .page('https://shop.example.com/cart?token=secret#top')
  .library('loaded')
  .alias('anon', 'bob')
  .event('bob', 'Signed Up').observations;

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
});

/** What version 1 of the extension left. */
async function versionOne(
  observations: readonly (readonly [string, readonly unknown[]])[],
  tabs: readonly (readonly [number, string])[],
): Promise<void> {
  const database = await openDB(NAME, 1, {
    upgrade(db) {
      db.createObjectStore('observations');
      db.createObjectStore('logs');
    },
  });
  for (const [logId, all] of observations)
    for (const [seq, one] of all.entries()) await database.put('observations', one, [logId, seq]);
  for (const [tabId, logId] of tabs) await database.put('logs', logId, tabId);
  database.close();
}

/** Version 1 has no lists there. */
const noList = fc.jsonValue().filter((value) => !Array.isArray(value));

describe('the database', () => {
  it('gives what was appended, from any position on, however it was cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 8 }),
        fc.integer({ min: -1, max: 80 }),
        async (sizes, after) => {
          vi.stubGlobal('indexedDB', new IDBFactory());
          const store = await openLogStore('today');
          const all: Observation[] = [];
          for (const size of sizes) {
            const part = Array.from({ length: size }, (_, index): Observation => {
              return { type: 'note', seq: all.length + index, at: START, frameId: 0, code: 'gap' };
            });
            all.push(...part);
            await store.append('a', part, recordOf('a', all));
            await store.append('b', part.slice(0, 1), recordOf('b', part.slice(0, 1)));
          }
          expect(await store.last('a')).toBe(all.length - 1);
          const { observations, more } = await store.read('a', after);
          expect({ observations, more }).toEqual({
            observations: all.slice(after + 1),
            more: false,
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('gives a long log in parts, each once', async () => {
    const store = await openLogStore('today');
    const all: Observation[] = [];
    for (let record = 0; record < 1_203; record += 1) {
      const part = Array.from({ length: 1 + (record % 23) }, (_, index): Observation => {
        return { type: 'note', seq: all.length + index, at: START, frameId: 0, code: 'gap' };
      });
      all.push(...part);
      await store.append('a', part, recordOf('a', part));
    }
    const read: Observation[] = [];
    let parts = 0;
    for (let more = true; more; parts += 1) {
      const chunk = await store.read('a', read.at(-1)?.seq ?? -1);
      read.push(...chunk.observations);
      more = chunk.more;
    }
    expect(parts).toBeGreaterThan(1);
    expect(read).toEqual(all);
  });

  it('takes over what version 1 has, and makes a record of each log', async () => {
    await versionOne(
      [
        ['a', story],
        ['b', story.slice(0, 1)],
      ],
      [
        [7, 'a'],
        [8, 'empty'],
      ],
    );
    const store = await openLogStore('today');
    expect(await store.read('a', -1)).toEqual({ observations: story, more: false });
    expect(await store.last('b')).toBe(0);
    expect(await store.tabs()).toEqual(
      new Map([
        [7, 'a'],
        [8, 'empty'],
      ]),
    );
    const [a, b, ...more] = await store.records();
    expect(more).toEqual([]);
    expect(a).toEqual({
      ...{ logId: 'a', tabId: 7, session: 'today', closed: false, kept: 'disk' },
      ...{ began: story[0]?.at, grew: story.at(-1)?.at, count: story.length },
      size: JSON.stringify(story).length,
      hosts: ['shop.example.com'],
      page: 'https://shop.example.com/cart',
      apiKey: 'abc123',
    });
    expect(b).toMatchObject({ tabId: -1, closed: true, count: 1 });
  });

  it('takes over a log of many thousands', async () => {
    const many = Array.from({ length: 5_003 }, (_, seq): Observation => {
      return { type: 'note', seq, at: START + seq, frameId: 0, code: 'gap' };
    });
    await versionOne([['a', many]], []);
    const [record] = await (await openLogStore('')).records();
    expect(record).toMatchObject({ count: 5_003, began: START, grew: START + 5_002 });
  });

  it('opens whatever version 1 has in the place of observations', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(noList, { maxLength: 4 }), async (values) => {
        vi.stubGlobal('indexedDB', new IDBFactory());
        await versionOne([['a', values]], [[1, 'a']]);
        const store = await openLogStore('');
        const { observations } = await store.read('a', -1);
        expect(observations.map(({ seq }) => seq)).toEqual(values.map((_, index) => index));
        for (const one of observations) expect(one).toMatchObject({ code: 'damaged' });
        expect((await store.records()).length).toBe(values.length > 0 ? 1 : 0);
      }),
      { numRuns: 50 },
    );
  });

  it('makes a record anew where there is another thing, once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.jsonValue(),
          fc
            .tuple(fc.constantFrom(...Object.keys(recordOf('a'))), fc.jsonValue())
            .map(([name, other]) => ({ ...recordOf('a', story), [name]: other })),
        ),
        async (value) => {
          vi.stubGlobal('indexedDB', new IDBFactory());
          await (await openLogStore('today')).append('a', story, recordOf('a', story));
          const database = await openDB(NAME);
          await database.put('records', value, 'a');
          database.close();
          for (const session of ['today', 'later']) {
            const [record] = await (await openLogStore(session)).records();
            expect(v.is(LOG_RECORD, record)).toBe(true);
            expect(record?.logId).toBe('a');
            if (!v.is(LOG_RECORD, value)) expect(record?.count).toBe(story.length);
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it('writes observations and record together, or neither', async () => {
    const store = await openLogStore('today');
    await store.append('a', story.slice(0, 2), recordOf('a', story.slice(0, 2)));
    const unwritable = { ...story[2], detail: () => {} } as unknown as Observation;
    await expect(store.append('a', [unwritable], recordOf('a', story))).rejects.toThrow();
    expect(await store.last('a')).toBe(1);
    expect((await store.records())[0]?.count).toBe(2);
  });

  it('removes a log with its record, and then everything', async () => {
    const store = await openLogStore('today');
    for (const logId of ['a', 'b', 'c']) await store.append(logId, story, recordOf(logId, story));
    await store.setLog(1, 'a');
    await store.remove(['a', 'c']);
    expect(await store.last('a')).toBe(-1);
    expect((await store.records()).map(({ logId }) => logId)).toEqual(['b']);
    expect((await store.read('b', 0)).observations).toEqual(story.slice(1));
    await store.purge();
    expect([await store.records(), await store.last('b'), await store.logOf(1)]).toEqual([
      ...[[], -1, undefined],
    ]);
  });
});
