import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSessionFold } from '../../../src/core/session/fold.ts';
import { arbitraryLog } from '../support/arbitrary.ts';
import { calls, fold, identities, requests } from '../support/fold.ts';
import { ANON, log } from '../support/log.ts';

const BOB = 'bob@example.com';
const BEFORE = { km_ai: ANON, km_vs: '1' };
const AFTER = { km_ai: ANON, km_ni: BOB, km_vs: '1' };
const list = (values: Record<string, string>) =>
  Object.entries(values).map(([name, value]) => ({ name, value }));

const watched = () => log().page('https://a.test/').library('loaded');

describe('cookies before and after', () => {
  test('of a call, of the alias that it caused, and of the identity that it made', () => {
    const session = fold(
      watched()
        .cookies(BEFORE)
        .anonymous(ANON)
        .callAs(ANON, 'identify', BOB)
        .alias(ANON, BOB)
        .cookies(AFTER, 'ran')
        .named(BOB),
    );
    const expected = { before: list(BEFORE), after: list(AFTER) };
    expect(calls(session)[0]?.cookies).toEqual(expected);
    expect(requests(session)[0]?.cookies).toEqual(expected);
    expect(identities(session).map(({ cookies }) => cookies)).toEqual([
      { before: null, after: list(BEFORE) },
      expected,
    ]);
  });

  test('are the same for a call that changes none, and no copies', () => {
    const session = fold(
      watched()
        .cookies(BEFORE)
        .anonymous(ANON)
        .callAs(ANON, 'record', 'One')
        .callAs(ANON, 'record', 'Two'),
    );
    const [one, two] = calls(session);
    expect(one?.cookies?.before).toEqual(list(BEFORE));
    expect(one?.cookies?.after).toBe(one?.cookies?.before);
    expect(two?.cookies).toBe(one?.cookies);
  });

  test('of a call are not what changed only later', () => {
    const session = fold(
      watched()
        .cookies(BEFORE)
        .anonymous(ANON)
        .callAs(ANON, 'record', 'One')
        .cookies(AFTER)
        .callAs(ANON, 'record', 'Two'),
    );
    const [one, two] = calls(session);
    expect(one?.cookies?.after).toEqual(list(BEFORE));
    expect(two?.cookies?.before).toEqual(list(AFTER));
  });

  test('of an alias without a call end with the next look, if it is soon', () => {
    const sent = () => watched().cookies(BEFORE).anonymous(ANON).alias(ANON, BOB);
    const after = (session: ReturnType<typeof fold>) => requests(session)[0]?.cookies?.after;
    expect(after(fold(sent().cookies(AFTER)))).toEqual(list(AFTER));
    expect(after(fold(sent().wait(1_500).cookies(AFTER)))).toEqual(list(BEFORE));
  });

  test('are not claimed where they were not looked at', () => {
    const old = fold(watched().anonymous(ANON).callAs(ANON, 'identify', BOB).alias(ANON, BOB));
    const taken = fold(watched().cookies(BEFORE).anonymous(ANON).call('identify', BOB));
    expect([...old.entries, ...calls(taken)].filter((one) => 'cookies' in one)).toEqual([]);
  });

  test('of one document are nothing to another', () => {
    const made = watched().cookies(BEFORE).anonymous(ANON);
    const session = fold(made.page('https://b.test/').library('loaded').callAs(ANON, 'set', {}));
    expect(calls(session)[0]).not.toHaveProperty('cookies');
  });

  test('are no entries, and change nothing else', () => {
    fc.assert(
      fc.property(arbitraryLog, (log) => {
        // A document that is seen in another frame has moved there, whoever says so.
        const observations = log.map((one) =>
          one.documentId === undefined
            ? one
            : { ...one, documentId: `${one.documentId} in ${one.frameId}` },
        );
        const shape = (all: typeof observations) => {
          const folded = createSessionFold();
          folded.append(all);
          folded.settle();
          return folded.session.entries.map((entry) => ({ ...entry, cookies: undefined }));
        };
        // One that makes a document known, or lets time pass, has a say in that.
        const places = new Set<string>();
        const said = observations.filter((one) => {
          const known = places.has(`${one.frameId} ${one.documentId}`);
          // A request may turn out to be none, a call to be known.
          if (['library', 'navigation', 'identity'].includes(one.type))
            places.add(`${one.frameId} ${one.documentId}`);
          return one.type !== 'cookies' || known;
        });
        const times = observations.map(({ at }) => at);
        fc.pre(times.every((at, i) => at >= (times[i - 1] ?? 0)));
        fc.pre(said.at(-1)?.type !== 'cookies');
        expect(shape(said)).toEqual(shape(said.filter(({ type }) => type !== 'cookies')));
      }),
    );
  });
});
