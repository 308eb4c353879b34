import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countSeverities } from '../../../src/core/findings/gravity.ts';
import type { KindLists } from '../../../src/core/people/kinds/kind-lists.ts';
import { createSessionFold } from '../../../src/core/session/fold.ts';
import type { Observation } from '../../../src/core/session/observation.ts';
import { arbitraryLog } from '../support/arbitrary.ts';
import { fold, plain } from '../support/fold.ts';

const patterns = fc.subarray(['bob', '0f8fad5b*', '*', 'g*t', 'alice']);
const kindLists = fc.record({ anonymous: patterns, named: patterns });

/** A log and another order of its arrival; `seq` and `at` stay. */
const shuffled = arbitraryLog.chain((observations) =>
  fc.record({
    observations: fc.constant(observations),
    arrival: fc.shuffledSubarray([...observations], {
      minLength: observations.length,
      maxLength: observations.length,
    }),
    cuts: fc.array(fc.nat({ max: 60 }), { maxLength: 12 }),
    times: fc.array(fc.integer({ min: -10_000, max: 20_000 }), { maxLength: 12 }),
    lists: fc.array(kindLists, { maxLength: 12 }),
    kinds: kindLists,
  }),
);

function replayInPieces(
  arrival: readonly Observation[],
  cuts: readonly number[],
  times: readonly number[],
  now: number,
) {
  const folded = createSessionFold();
  let from = 0;
  for (const [index, cut] of [...cuts, arrival.length].sort((a, b) => a - b).entries()) {
    folded.append(arrival.slice(from, cut));
    from = cut;
    const shift = times[index];
    folded.settle(shift === undefined ? undefined : now + shift);
  }
  folded.append(arrival);
  folded.settle(now);
  return folded.session;
}

/** The same while the user changes what is anonymous, which ends as in `kinds`. */
function replayWithLists(
  arrival: readonly Observation[],
  cuts: readonly number[],
  lists: readonly KindLists[],
  kinds: KindLists,
) {
  const folded = createSessionFold();
  let from = 0;
  for (const [index, cut] of [...cuts, arrival.length].sort((a, b) => a - b).entries()) {
    folded.append(arrival.slice(from, cut));
    from = cut;
    const next = lists[index];
    if (next !== undefined) folded.setKindLists(next);
    folded.settle();
  }
  folded.append(arrival);
  folded.setKindLists(kinds);
  folded.settle();
  return folded.session;
}

describe('the session of a log', () => {
  test('does not depend on the order of arrival, nor on when it is settled', () => {
    fc.assert(
      fc.property(shuffled, ({ observations, arrival, cuts, times }) => {
        const now = Math.max(0, ...observations.map(({ at }) => at)) + 3000;
        const expected = plain(fold(observations, now));
        expect(plain(replayInPieces(observations, cuts, times, now))).toEqual(expected);
        expect(plain(replayInPieces(arrival, cuts, times, now))).toEqual(expected);
      }),
      { numRuns: 400 },
    );
  });

  test('does not depend on when the user says what is anonymous', () => {
    fc.assert(
      fc.property(shuffled, ({ observations, arrival, cuts, lists, kinds }) => {
        const expected = createSessionFold({ kinds });
        expected.append(observations);
        expected.settle();
        const session = replayWithLists(arrival, cuts, lists, kinds);
        expect(plain(session)).toEqual(plain(expected.session));
      }),
      { numRuns: 300 },
    );
  });

  test('keeps its books: counts, findings and entries agree', () => {
    fc.assert(
      fc.property(shuffled, ({ arrival, cuts, times }) => {
        const session = replayInPieces(arrival, cuts, times, 0);
        const found = session.entries.flatMap(({ findings }) => findings);
        expect(session.findings).toEqual(found);
        expect(session.counts.finding).toBe(found.length);
        expect(session.severities).toEqual(countSeverities(found));
        for (const [index, entry] of session.entries.entries()) {
          expect(session.entry(entry.key)).toBe(entry);
          const before = session.entries[index - 1];
          if (before) expect(before.at <= entry.at).toBe(true);
          for (const finding of entry.findings) expect(finding.entry).toBe(entry.key);
        }
      }),
    );
  });

  test('says from where it changed', () => {
    fc.assert(
      fc.property(shuffled, ({ arrival, cuts }) => {
        const folded = createSessionFold();
        let from = 0;
        for (const cut of [...cuts, arrival.length].sort((a, b) => a - b)) {
          const before = folded.session.entries.map((entry) => ({ ...entry }));
          folded.append(arrival.slice(from, cut));
          from = cut;
          const change = folded.settle();
          expect(change.from).toBeLessThanOrEqual(folded.session.entries.length);
          const kept = folded.session.entries.slice(0, change.from);
          expect(kept).toEqual(before.slice(0, change.from));
        }
      }),
    );
  });
});
