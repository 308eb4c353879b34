import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../../src/core/session/session.ts';
import { createLanes, type LaneRow, MOST_LANES } from '../../src/panel/lanes.ts';
import { arbitraryLog } from '../core/support/arbitrary.ts';
import { fold } from '../core/support/fold.ts';
import { ANON, ANON_2, type LogBuilder, log } from '../core/support/log.ts';

const BOB = 'bob@example.com';

function lanesOf(entries: readonly Entry[]) {
  const lanes = createLanes();
  lanes.update(entries, 0);
  return lanes;
}
const drawn = (entries: readonly Entry[]): (LaneRow | undefined)[] => {
  const lanes = lanesOf(entries);
  return entries.map((_, at) => lanes.at(at));
};
const last = (made: LogBuilder) => drawn(fold(made).entries).at(-1);
const running = (row: LaneRow | undefined) => row?.after.filter((line) => line !== null).length;

const IDS = [ANON, ANON_2, ...'abcdefghij'];
const id = fc.constantFrom(...IDS);
/** Entries of enough identities that lines give way, join, end and jump. */
const manyLines = fc
  .array(
    fc.oneof(
      fc.tuple(fc.constant('alias'), id, id, fc.constantFrom('delivered', 'blocked', 'pending')),
      fc.tuple(fc.constant('event'), id),
      fc.tuple(fc.constant('named'), id),
      fc.tuple(fc.constant('clear'), fc.constantFrom(ANON, ANON_2)),
    ),
    { minLength: 10, maxLength: 40 },
  )
  .map((steps) => {
    const made = log().page('https://a.test/');
    for (const step of steps) {
      if (step[0] === 'alias') made.alias(step[1], step[2], { delivery: step[3] });
      else if (step[0] === 'event') made.event(step[1], 'One');
      else if (step[0] === 'named') made.named(step[1]);
      else made.call('clearIdentity').anonymous(step[1]);
    }
    return fold(made).entries;
  });

describe('lines of identities', () => {
  it('join where an alias was sent', () => {
    const row = last(log().event(ANON, 'One').event(BOB, 'Two').alias(ANON, BOB));
    expect(row?.link).toEqual({ from: 0, to: 1, how: 'join' });
    expect([row?.before.slice(0, 3), running(row)]).toEqual([[0, 1, null], 1]);
  });

  it.each(['held', 'blocked', 'failed'] as const)('stay two where an alias was %s', (delivery) => {
    const row = last(log().alias(ANON, BOB, { delivery }));
    expect([row?.link?.how, running(row)]).toEqual(['kept', 2]);
  });

  it('are one for whatever comes under either identity after the join', () => {
    const entries = fold(log().alias(ANON, BOB).event(ANON, 'One').event(BOB, 'Two')).entries;
    const [, one, two] = drawn(entries);
    expect(one?.at).toBe(two?.at);
    const lanes = lanesOf(entries);
    expect(new Set(lanes.at(0)?.lines.map(lanes.whole)).size).toBe(1);
  });

  it('end where the identity was cleared, and jump where another logs in', () => {
    const page = () => log().page('https://a.test/').named(BOB);
    const cleared = last(page().call('clearIdentity').anonymous(ANON_2));
    expect([cleared?.link?.how, running(cleared)]).toEqual(['clear', 1]);
    const jumped = last(page().named('ann'));
    expect([jumped?.link?.how, running(jumped)]).toEqual(['jump', 2]);
  });

  it('give way to another, the least lately used first', () => {
    const made = log();
    for (let i = 0; i < MOST_LANES; i++) made.event(`id${i}`, 'One');
    const row = last(made.event('id0', 'Two').event('more', 'Three'));
    expect(row?.before.slice(0, 2)).toEqual([0, 1]);
    expect(row?.after.slice(0, 2)).toEqual([0, MOST_LANES]);
  });

  it('are the same whatever was drawn before and taken back', () => {
    const cuts = fc.array(fc.nat({ max: 40 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(manyLines, manyLines, cuts, (a, b, cuts) => {
        const lanes = lanesOf(a);
        let now: readonly Entry[] = a;
        for (const [at, cut] of cuts.entries()) {
          const from = Math.min(cut, now.length);
          now = [...now.slice(0, from), ...(at % 2 ? a : b).slice(from)];
          lanes.update(now, from);
          const fresh = lanesOf(now);
          expect(now.map((_, row) => lanes.at(row))).toEqual(now.map((_, row) => fresh.at(row)));
          for (let line = 0; line <= IDS.length; line++) {
            expect(lanes.whole(line)).toBe(fresh.whole(line));
            expect(lanes.identities(line, 3)).toEqual(fresh.identities(line, 3));
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('go on from row to row, each in one lane, and are linked where they are', () => {
    fc.assert(
      fc.property(arbitraryLog, (observations) => {
        const made = drawn(fold(observations).entries);
        for (const [index, row] of made.entries()) {
          if (!row) throw new Error(`no row ${index}`);
          const there = row.after.filter((line) => line !== null);
          expect(row.after).toHaveLength(MOST_LANES);
          expect(new Set(there).size).toBe(there.length);
          if (index > 0) expect(row.before).toBe(made[index - 1]?.after);
          if (row.link) expect(row.link.from).not.toBe(row.link.to);
        }
      }),
    );
  });

  it('stay as they are after an answer, unless it keeps two from becoming one', () => {
    const after = (delivery: 'pending' | 'delivered' | 'blocked') =>
      fold(log().alias(ANON, BOB, { delivery }).event(BOB, 'Next')).entries;
    const lanes = lanesOf(after('pending'));
    const before = [lanes.at(0), lanes.at(1)];
    lanes.update(after('delivered'), 0);
    expect([lanes.at(0), lanes.at(1)].every((row, at) => row === before[at])).toBe(true);
    lanes.update(after('blocked'), 0);
    expect([lanes.at(0), lanes.at(1)]).toEqual(drawn(after('blocked')));
    expect(lanes.at(0)?.link?.how).toBe('kept');
    lanes.update([], 0);
    expect(lanes.at(0)).toBeUndefined();
  });

  it('name the first of thousands of identities that share one', () => {
    const made = log();
    for (let i = 0; i < 1_000; i++) made.alias(`id${i}`, BOB);
    const lanes = lanesOf(fold(made).entries);
    expect(lanes.identities(5, 3)).toEqual({ ids: ['id0', BOB, 'id1'], count: 1_001 });
    lanes.update(fold(made).entries.slice(0, 2), 0);
    expect(lanes.identities(0, 9)).toEqual({ ids: ['id0', BOB, 'id1'], count: 3 });
  });

  it('cost nothing for rows that stay', () => {
    const made = log();
    for (let i = 0; i < 300; i++) made.event(`id${i % 9}`, 'One');
    const { entries } = fold(made);
    const lanes = lanesOf(entries);
    const looked: number[] = [];
    const watched = new Proxy(entries as Entry[], {
      get(target, name) {
        if (typeof name === 'string' && /^\d+$/.test(name)) looked.push(Number(name));
        return Reflect.get(target, name);
      },
    });
    lanes.update(watched, 298);
    expect(looked).toEqual([298, 299]);
  });
});
