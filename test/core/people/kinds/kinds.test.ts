import { describe, expect, test } from 'vitest';
import { createSessionFold } from '../../../../src/core/session/fold.ts';
import { fold } from '../../support/fold.ts';
import { ANON, ANON_2, type LogBuilder, log } from '../../support/log.ts';

const UUID = '0f8fad5b-d9cb-469f-a165-70867728950e';
const UUID_2 = '7C9E6679-7425-40DE-944B-E07FC1F90AE7';
const BOB = 'bob@example.com';

/** Each form of an ID that a program makes, by the name that the reasons give it. */
const MADE: Readonly<Record<string, string>> = {
  uuid: UUID,
  hex44: '1a2b'.repeat(11),
  mixpanel: '16d69282477336-0212e5ad1ba155-3c604504-2073600-16d6928247822b',
  ga: '1033501218.1368477899',
  ulid: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
  random: 'q2JhK9-xWvB7_dTz4LmNpA',
};

type Steps = (page: LogBuilder) => LogBuilder;
type Row = readonly [what: string, steps: Steps, kind: string, use: string];

/** The table of docs/identity-kinds.md for an ID that a program made. */
const rows = (id: string): readonly Row[] => [
  ['joined with a name', (s) => s.alias(id, BOB), 'anonymous', 'with-name'],
  ['joined with a name, the other way round', (s) => s.alias(BOB, id), 'anonymous', 'with-name'],
  [
    'joined with a name, the alias blocked',
    (s) => s.alias(id, BOB, { delivery: 'blocked' }),
    'anonymous',
    'with-name',
  ],
  [
    'events before and after its alias with a name',
    (s) => s.event(id, 'Visited').alias(id, BOB).event(id, 'Visited'),
    'anonymous',
    'with-name',
  ],
  ['identified', (s) => s.call('identify', id), 'named', 'identified'],
  ['identified by a call that waits', (s) => s.queued('identify', id), 'named', 'identified'],
  ['identified by ?kmi=', (s) => s.page(`https://a.test/?kmi=${id}`), 'named', 'identified'],
  ['the current identity of the library', (s) => s.named(id), 'named', 'identified'],
  ['the identity before a call', (s) => s.callAs(id, 'record', 'A'), 'named', 'identified'],
  [
    'joined with a name, then identified',
    (s) => s.alias(id, BOB).call('identify', id),
    'named',
    'identified',
  ],
  ['joined with an anonymous ID', (s) => s.alias(ANON, id), 'named', 'with-anonymous'],
  [
    'joined with a name and with an anonymous ID',
    (s) => s.alias(id, BOB).alias(ANON, id),
    'named',
    'with-anonymous',
  ],
  [
    'joined with an anonymous ID that lost its +',
    (s) => s.alias(ANON.replace('+', ' '), id),
    'named',
    'with-anonymous',
  ],
  [
    'joined with a marked device',
    (s) => s.alias(`$device:${UUID_2}`, id),
    'named',
    'with-anonymous',
  ],
  ['joined with another like it', (s) => s.alias(id, UUID_2), 'anonymous', 'with-unknown'],
  [
    'joined with another like it that is identified',
    (s) => s.alias(id, UUID_2).call('identify', UUID_2),
    'anonymous',
    'with-name',
  ],
  ['joined with itself', (s) => s.alias(id, id), 'named', 'alone'],
  ['joined with nothing', (s) => s.alias(id, ''), 'named', 'alone'],
  ['events alone', (s) => s.event(id, 'Visited'), 'named', 'alone'],
  ['cleared with its name in another call', (s) => s.call('record', id), 'named', 'alone'],
];

describe.each(Object.entries(MADE))('an ID of the form %s', (shape, id) => {
  test.each(rows(id))('is judged by its use: %s', (_, steps, kind, use) => {
    const { kinds } = fold(steps(log().page('https://a.test/')));
    expect([kinds.of(id), kinds.reason(id)]).toEqual([kind, { by: 'use', shape, use }]);
    expect(kinds.isNamed(id)).toBe(kind === 'named');
  });
});

describe('an identity that tells its kind by itself', () => {
  test.each([
    ['the library’s own', ANON, 'anonymous', 'library'],
    ['the library’s own without its =', ANON.slice(0, -1), 'anonymous', 'library'],
    ['a device of Mixpanel', `$device:${UUID}`, 'anonymous', 'device'],
    ['an e-mail address', BOB, 'named', 'text'],
    ['a number', '12345', 'named', 'text'],
    ['an object’s ID in 24 hex digits', '507f1f77bcf86cd799439011', 'named', 'text'],
    ['a hash in 32 hex digits', 'd41d8cd98f00b204e9800998ecf8427e', 'named', 'text'],
    ['a hash in 40 hex digits', 'da39a3ee5e6b4b0d3255bfef95601890afd80709', 'named', 'text'],
    ['a guest with a number', 'Guest 12345', 'named', 'text'],
    ['22 characters of words', 'JohnSmith-Marketing-22', 'named', 'text'],
    ['nearly a UUID', `${UUID}0`, 'named', 'text'],
    ['an object’s own property', '__proto__', 'named', 'text'],
  ])('keeps it whatever it is joined with: %s', (_, id, kind, by) => {
    for (const steps of [
      (s: LogBuilder) => s.event(id, 'A'),
      (s: LogBuilder) => s.alias(id, 'ann'),
      (s: LogBuilder) => s.alias(ANON_2, id),
      (s: LogBuilder) => s.call('identify', id),
    ]) {
      const { kinds } = fold(steps(log().page('https://a.test/')));
      expect([kinds.of(id), kinds.reason(id)]).toEqual([kind, { by }]);
    }
  });

  test('names nobody once it has lost its +', () => {
    const { kinds } = fold(log().event('a', 'A'));
    const id = ANON.replace('+', ' ');
    expect([kinds.of(id), kinds.isNamed(id), kinds.reason(id).by]).toEqual([
      'named',
      false,
      'library',
    ]);
  });
});

describe('what follows from the kind', () => {
  test('an ordinary sign-up by another sender gives no finding but what is still to be seen', () => {
    for (const id of Object.values(MADE)) {
      const session = fold(log().event(id, 'Visited').alias(BOB, id).event(BOB, 'Signed up'));
      expect(session.findings).toEqual([]);
      expect(session.people.list()[0]?.identities).toEqual([
        { id: BOB, kind: 'named' },
        { id, kind: 'anonymous' },
      ]);
    }
  });

  test('two sign-ups with one of them merge two people by way of it', () => {
    const rules = fold(log().alias(UUID, 'al').alias(UUID, 'bob')).findings.map(({ rule }) => rule);
    expect(rules).toContain('chained-merge');
    expect(rules).not.toContain('merges-two-named');
  });

  test('an event under it after its alias is reported', () => {
    const { findings } = fold(log().alias(UUID, BOB).event(UUID, 'Bought').event(BOB, 'A'));
    expect(findings.map(({ rule }) => rule)).toEqual(['event-under-anonymous']);
  });

  test('an account ID that is identified later makes two named of its earlier alias', () => {
    const made = log().page('https://a.test/').alias(UUID, BOB).event(BOB, 'A');
    expect(fold(made).findings).toEqual([]);
    const { findings, people } = fold(made.call('identify', UUID));
    expect(findings.map(({ rule }) => rule)).toContain('merges-two-named');
    expect(people.list()[0]?.identities[0]).toEqual({ id: UUID, kind: 'named' });
  });
});

describe('a kind that changes later', () => {
  const many = (count: number) =>
    Array.from(
      { length: count },
      (_, n) => `0f8fad5b-d9cb-469f-a165-${String(n).padStart(12, '0')}`,
    );

  test('costs nothing where the log comes in order and a name joins what was anonymous', () => {
    const made = log();
    for (const id of many(50)) made.event(id, 'Visited');
    const folded = createSessionFold();
    folded.append(made.observations);
    folded.settle();
    for (const id of many(50)) {
      const from = made.observations.length;
      const entries = folded.session.entries.length;
      made.alias(id, `bob-${id}@example.com`);
      folded.append(made.observations.slice(from));
      expect(folded.settle().from).toBe(entries);
    }
  });

  test('goes back to the first alias that names the identity, and no further', () => {
    const made = log().page('https://a.test/').event('ann', 'A').event(UUID, 'A').event('ann', 'B');
    const folded = createSessionFold();
    const alias = made.observations.length;
    made.alias(UUID, BOB).event(BOB, 'C');
    folded.append(made.observations);
    folded.settle();
    const from = made.observations.length;
    made.named(UUID);
    folded.append(made.observations.slice(from));
    const index = folded.session.indexOf(made.observations[alias]?.seq ?? -1);
    expect(folded.settle().from).toBe(index);
    expect(index).toBeGreaterThan(0);
  });

  test('is another object to read kinds from, so that views see it', () => {
    const made = log().event(UUID, 'A');
    const folded = createSessionFold();
    folded.append(made.observations);
    const before = folded.session.kinds;
    folded.append(log().event('x', 'A').observations);
    expect(folded.session.kinds).toBe(before);
    folded.append(made.alias(UUID, BOB).observations);
    expect(folded.session.kinds).not.toBe(before);
    expect(folded.session.kinds.of(UUID)).toBe('anonymous');
  });
});
