import { describe, expect, test } from 'vitest';
import { lineage } from '../../../src/core/people/lineage.ts';
import { fold } from '../support/fold.ts';
import { ANON, ANON_2, type LogBuilder, log } from '../support/log.ts';

const BOB = 'bob@example.com';
const visit = () => log().page('https://a.test/').library('loaded').anonymous(ANON);
const signUp = (delivery: 'delivered' | 'blocked' | 'pending' = 'delivered') =>
  visit().callAs(ANON, 'identify', BOB).alias(ANON, BOB, { delivery }).named(BOB);

function told(made: LogBuilder) {
  const session = fold(made);
  const story = lineage(session);
  return (
    story && {
      is: story.is,
      before: story.before,
      alias: story.alias && [story.alias.request.p, story.alias.request.n],
    }
  );
}

describe('who the visitor was before', () => {
  test('is not told without an identity', () => {
    expect(told(log().page('https://a.test/').library('loaded'))).toBeNull();
    expect(told(visit().noIdentity())).toBeNull();
    expect(told(log().alias(ANON, BOB))).toBeNull();
  });

  test('is nobody for the first', () => {
    expect(told(visit())).toEqual({ is: 'first', before: null, alias: null });
  });

  test('is one person with who they are where an alias joined both', () => {
    const one = { is: 'one', before: ANON, alias: [ANON, BOB] };
    expect(told(signUp())).toEqual(one);
    expect(told(signUp('pending'))).toEqual(one);
    expect(told(signUp().page('https://a.test/next'))).toEqual(one);
  });

  test('is another where the alias of the call was kept from it', () => {
    expect(told(signUp('blocked'))).toEqual({ is: 'kept', before: ANON, alias: [ANON, BOB] });
  });

  test('is another where nothing joined them', () => {
    const two = { is: 'two', before: BOB, alias: null };
    expect(told(signUp().call('clearIdentity').anonymous(ANON_2))).toEqual(two);
    expect(told(signUp().named('ann'))).toEqual(two);
  });

  test('is one person since the last alias of a chain', () => {
    const chain = visit().alias('x', BOB).alias(ANON, 'x').named(BOB);
    expect(told(chain)).toEqual({ is: 'one', before: ANON, alias: [ANON, 'x'] });
    const other = visit().alias(ANON, 'x').alias('x', BOB).named(BOB);
    expect(told(other)).toEqual({ is: 'one', before: ANON, alias: ['x', BOB] });
  });

  test('is who was there before there was nobody for a while', () => {
    const two = { is: 'two', before: BOB, alias: null };
    expect(told(signUp().noIdentity().anonymous(ANON_2))).toEqual(two);
    expect(told(signUp().noIdentity().named(BOB))).toEqual({
      ...{ is: 'one', before: ANON, alias: [ANON, BOB] },
    });
  });

  test('is one person since the alias that joined them, not since a shorter way', () => {
    const made = visit().alias(ANON, 'x').alias('x', BOB).wait(60_000).alias(ANON, BOB).named(BOB);
    expect(told(made)).toEqual({ is: 'one', before: ANON, alias: ['x', BOB] });
  });

  test('is two people where the alias is under another key', () => {
    const made = visit().alias(ANON, BOB, { apiKey: 'other' }).named(BOB);
    expect(told(made)).toEqual({ is: 'two', before: ANON, alias: null });
  });
});
