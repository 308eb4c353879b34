import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aliasFacts } from '../../../src/core/compare/alias-facts.ts';
import { type Comparison, compareSessions } from '../../../src/core/compare/compare.ts';
import type { Observation } from '../../../src/core/session/observation.ts';
import { arbitraryLog } from '../support/arbitrary.ts';
import { fold } from '../support/fold.ts';
import { ANON, ANON_2, type LogBuilder, log } from '../support/log.ts';

const BOB = 'bob@example.com';
const ANN = 'ann@example.com';

const page = () => log().page('https://shop.test/');
const compare = (before: LogBuilder, after: LogBuilder) =>
  compareSessions(fold(before), fold(after));

/** A comparison in short: signs and identities. */
function short({ aliases, people }: Comparison): string[] {
  return [
    ...aliases.missing.map(({ pair }) => `- ${pair.join(' ')}`),
    ...aliases.added.map(({ pair }) => `+ ${pair.join(' ')}`),
    ...aliases.changed.map(({ before, difference }) => `~ ${before.pair[1]} ${difference}`),
    ...people.missing.map(({ identities }) => `- person of ${identities.length}`),
    ...people.added.map(({ identities }) => `+ person of ${identities.length}`),
    ...people.changed.map(
      ({ difference: { gained, lost, key } }) =>
        `~ person${gained.map(({ id }) => ` +${id}`)}${lost.map(({ id }) => ` -${id}`)}${key ? ' key' : ''}`,
    ),
  ];
}

describe('two sessions', () => {
  it.each<[string, LogBuilder, LogBuilder, string[]]>([
    ['the same sign-up', page().alias(ANON, BOB), page().alias(ANON, BOB), []],
    ['of another visitor', page().alias(ANON, BOB), page().alias(ANON_2, BOB), []],
    ['sent in the other order', page().alias(ANON, BOB), page().alias(BOB, ANON), []],
    ['sent by a retry, too', page().alias(ANON, BOB), page().alias(ANON, BOB).again(), []],
    [
      'with an alias less',
      page().alias(ANON, BOB).alias(BOB, ANN),
      page().alias(ANON, BOB),
      [`- ${BOB} ${ANN}`, `~ person -${ANN}`],
    ],
    ['with a person more', page(), page().alias(ANON, BOB), [`+ ${ANON} ${BOB}`, '+ person of 2']],
    [
      'under another API key',
      page().alias(ANON, BOB),
      page().alias(ANON_2, BOB, { apiKey: 'test-key' }),
      [`~ ${BOB} apiKey`, '~ person key'],
    ],
    [
      'blocked',
      page().alias(ANON, BOB),
      page().alias(ANON, BOB, { delivery: 'blocked' }),
      [`~ ${BOB} deliveries,rules`, '- person of 2'],
    ],
    [
      'sent by another call',
      page().library('loaded').call('identify', BOB).alias(ANON, BOB),
      page().library('loaded').call('alias', BOB, ANON).alias(ANON, BOB),
      [`~ ${BOB} causes`],
    ],
    [
      'with two browsers in the place of one',
      page().alias(ANON, BOB),
      page().alias(ANON, BOB).alias(ANON_2, BOB),
      [`+ ${ANON_2} ${BOB}`, `~ person +${ANON_2}`],
    ],
    [
      'with nobody else in common but one name',
      page().alias(ANON, BOB).alias(BOB, ANN),
      page().alias(BOB, 'bob'),
      [`- ${ANON} ${BOB}`, `- ${BOB} ${ANN}`, `+ ${BOB} bob`, `~ person +bob -${ANN}, -${ANON}`],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(short(compare(before, after))).toEqual(expected);
  });
});

describe('any two sessions', () => {
  const session = arbitraryLog.map((observations) => fold(observations));

  it('have no difference from themselves', () => {
    fc.assert(
      fc.property(session, (one) => {
        expect(short(compareSessions(one, one))).toEqual([]);
      }),
    );
  });

  it('compare the same from either side', () => {
    fc.assert(
      fc.property(session, session, (one, other) => {
        const there = compareSessions(one, other);
        const back = compareSessions(other, one);
        for (const part of ['aliases', 'people'] as const) {
          expect(back[part].missing).toEqual(there[part].added);
          expect(back[part].added).toEqual(there[part].missing);
          const turned = back[part].changed.map(({ before, after }) => [after, before]);
          const pairs = there[part].changed.map(({ before, after }) => [before, after]);
          expect(new Set(turned)).toEqual(new Set(pairs));
          expect(back[part].same.length).toBe(there[part].same.length);
        }
      }),
    );
  });

  it('have each alias and each person in one place of the comparison', () => {
    fc.assert(
      fc.property(session, session, (one, other) => {
        const { aliases, people } = compareSessions(one, other);
        const keys = [
          ...aliases.missing,
          ...[...aliases.changed, ...aliases.same].map(({ before }) => before),
        ].map(({ entry }) => entry);
        const all = aliasFacts(one).map(({ entry }) => entry);
        expect(keys.sort((a, b) => a - b)).toEqual(all.sort((a, b) => a - b));
        const before = [...people.changed, ...people.same].map((pair) => pair.before);
        expect(before.length + people.missing.length).toBe(one.people.list().length);
        expect(new Set([...people.missing, ...before])).toEqual(new Set(one.people.list()));
      }),
    );
  });

  it('lack nothing when only the anonymous IDs are others', () => {
    const swap = (text: string) =>
      text
        .replaceAll(encodeURIComponent(ANON), 'X')
        .replaceAll(encodeURIComponent(ANON_2), encodeURIComponent(ANON))
        .replaceAll('X', encodeURIComponent(ANON_2));
    fc.assert(
      fc.property(arbitraryLog, (observations) => {
        const others = observations.map(
          (one): Observation => (one.type === 'request' ? { ...one, url: swap(one.url) } : one),
        );
        const { aliases, people } = compareSessions(fold(observations), fold(others));
        expect([...aliases.missing, ...aliases.added, ...people.missing, ...people.added]).toEqual(
          [],
        );
      }),
    );
  });
});
