import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type KindLists,
  LONGEST_PATTERN,
  listMatcher,
  patternProblem,
} from '../../../../src/core/people/kinds/kind-lists.ts';
import { createSessionFold } from '../../../../src/core/session/fold.ts';
import { fold, plain } from '../../support/fold.ts';
import { ANON, log } from '../../support/log.ts';

const anonymous = (...patterns: string[]) => listMatcher({ anonymous: patterns, named: [] });

describe('the lists', () => {
  test.each([
    ['an exact identity', 'Guest 1', 'Guest 1', 'Guest 12'],
    ['a beginning', 'Guest *', 'Guest 12', 'a Guest 12'],
    ['an end', '*@guest.test', 'x@guest.test', 'x@guest.test.com'],
    ['both', 'a*b', 'a--b', 'a--bc'],
    ['pieces in their order', 'a*b*c*d', 'a1b2c3d', 'a1c2b3d'],
    ['pieces that do not overlap', 'ab*bc', 'abbc', 'abc'],
    ['hyphens of a UUID', '*-*-*-*-*', '0f8fad5b-d9cb-469f-a165-70867728950e', 'a-b-c-d'],
    ['characters of expressions as they are', 'a.c(*)[x]', 'a.c(1)[x]', 'abc(1)[x]'],
    ['a star of an identity', '*|EMAIL|*', '*|EMAIL|*', '|NAME|'],
  ])('fit %s', (_, pattern, fits, not) => {
    expect([anonymous(pattern)(fits), anonymous(pattern)(not)]).toEqual(['anonymous', null]);
  });

  test('say named where both fit', () => {
    const of = listMatcher({ anonymous: ['Guest *'], named: ['Guest 7'] });
    expect([of('Guest 7'), of('Guest 8'), of('bob')]).toEqual(['named', 'anonymous', null]);
  });

  test('fit what an expression of the same meaning fits, and in little time', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 12 });
    fc.assert(
      fc.property(text, text, (pattern, id) => {
        const same = new RegExp(`^${pattern.replaceAll('*', '[^]*')}$`);
        const fits = same.test(id) || pattern === id;
        expect(anonymous(pattern)(id)).toBe(fits ? 'anonymous' : null);
      }),
    );
    const hostile = `${'a*'.repeat(127)}b`;
    expect(anonymous(hostile)('a'.repeat(1_000))).toBeNull();
    expect(anonymous('a*')('a'.repeat(1_000_000))).toBeNull();
  });

  test.each([
    ['', 'empty'],
    ['*', 'everything'],
    ['***', 'everything'],
    ['x'.repeat(LONGEST_PATTERN + 1), 'long'],
    ['x'.repeat(LONGEST_PATTERN), null],
    ['Guest *', null],
  ])('say what is wrong with a pattern: %j', (pattern, problem) => {
    expect(patternProblem(pattern)).toBe(problem);
  });
});

describe('what the user says', () => {
  const story = log()
    .page('https://a.test/')
    .library('loaded')
    .named('Guest 5')
    .callAs('Guest 5', 'identify', 'bob')
    .alias('Guest 5', 'bob')
    .named('bob')
    .event('bob', 'A').observations;
  const lists: KindLists = { anonymous: ['Guest *'], named: [] };

  const foldWith = (kinds: KindLists) => {
    const made = createSessionFold({ kinds });
    made.append(story);
    made.settle();
    return made.session;
  };

  test('counts more than form and use', () => {
    const rules = (kinds: KindLists) => foldWith(kinds).findings.map(({ rule }) => rule);
    expect(rules({ anonymous: [], named: [] })).toEqual([
      'identity-not-cleared',
      'merges-two-named',
    ]);
    expect(rules(lists)).toEqual([]);
    const named = fold(log().alias(ANON, 'bob'));
    expect(named.findings.map(({ rule }) => rule)).toEqual(['alias-never-seen']);
    const session = foldWith({ anonymous: ['bob'], named: ['Guest 5'] });
    expect(session.people.list()[0]?.identities.map(({ kind }) => kind)).toEqual([
      'named',
      'anonymous',
    ]);
    expect(session.kinds.reason('bob')).toEqual({ by: 'list' });
  });

  test('shows in who the visitor is, and in changes of identity', () => {
    const made = createSessionFold({ kinds: { anonymous: ['bob'], named: [] } });
    made.append(story);
    made.settle();
    expect(made.session.current()).toMatchObject({ identity: 'bob', kind: 'anonymous' });
    const changes = made.session.entries.filter((entry) => entry.kind === 'identity');
    expect(changes.map(({ identityKind }) => identityKind)).toEqual(['named', 'anonymous']);
  });

  test('does not change what a call is expected to send', () => {
    const calls = log()
      .page('https://a.test/')
      .library('loaded')
      .named('Guest 5')
      .callAs('Guest 5', 'identify', 'bob')
      .wait(60_000)
      .event('bob', 'A').observations;
    const made = createSessionFold({ kinds: lists });
    made.append(calls);
    made.settle();
    // The library has a name, so it sends no alias: nothing is missing.
    expect(made.session.findings.map(({ rule }) => rule)).not.toContain('called-not-sent');
  });

  test('applies at once, and can be taken back', () => {
    const made = createSessionFold();
    made.append(story);
    made.settle();
    const before = plain(made.session);
    made.setKindLists(lists);
    expect(made.settle().from).toBe(0);
    expect(plain(made.session)).toEqual(plain(foldWith(lists)));
    made.setKindLists({ anonymous: [], named: [] });
    made.settle();
    expect(plain(made.session)).toEqual(before);
  });
});
