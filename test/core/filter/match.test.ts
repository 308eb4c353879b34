import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { marksOf } from '../../../src/core/filter/match.ts';
import { createFiltered } from '../../../src/panel/filter.ts';
import { arbitraryLog } from '../support/arbitrary.ts';
import { fold } from '../support/fold.ts';
import { ANON, log } from '../support/log.ts';

const BOB = 'Bob@Example.com';

const story = log()
  .page('https://shop.test/checkout?step=1')
  .library('loaded')
  .anonymous(ANON)
  .callAs(ANON, 'identify', BOB)
  .alias(ANON, BOB, { apiKey: 'key-1' })
  .named(BOB)
  .event(BOB, 'Signed Up', { and: { plan: 'Großkunde' }, delivery: 'blocked', error: 'net::ERR_X' })
  .event(BOB, 'Left', { method: 'POST', body: '_d=1', status: 204 })
  .again()
  .alias(ANON, 'guest', { apiKey: 'key-2' })
  .frame(7)
  .page('https://pay.test/form')
  .event('frida', 'Paid');

/** What a filter lets through, in short. */
function shown(filter: string): string[] {
  const session = fold(story);
  const filtered = createFiltered();
  filtered.search(filter, session.entries);
  return filtered.positions.map((at) => {
    const entry = session.entries[at];
    if (!entry) return 'nothing';
    return 'request' in entry ? `${entry.kind} ${entry.request.n}` : entry.kind;
  });
}

describe('a filter lets through', () => {
  it.each<[string, string[]]>([
    ['kind:alias', ['alias Bob@Example.com', 'alias guest']],
    ['kind:page', ['navigation', 'navigation']],
    ['kind:al,call', ['call', 'alias Bob@Example.com', 'alias guest']],
    ['grosskunde', []],
    ['großkunde', ['event Signed Up']],
    ['"signed up" plan', ['event Signed Up']],
    ['id:frida', ['event Paid']],
    ['id:bob kind:identity', ['identity']],
    ['id:bob -kind:event', ['call', 'alias Bob@Example.com', 'identity']],
    ['status:blocked', ['event Signed Up']],
    ['status:204', ['event Left']],
    ['status:sent', ['call']],
    ['err_x', ['event Signed Up']],
    ['has:retry', ['event Left']],
    ['has:body -has:retry', ['event Left']],
    ['has:cause', ['alias Bob@Example.com', 'identity']],
    ['has:error kind:alias', ['alias guest']],
    ['rule:shared', ['alias guest']],
    ['key:key-2', ['alias guest']],
    ['event:paid', ['event Paid']],
    ['method:identify', ['call', 'alias Bob@Example.com', 'identity']],
    ['frame:7', ['navigation', 'event Paid']],
    ['frame:pay.test', ['navigation', 'event Paid']],
    ['frame:top kind:alias', ['alias Bob@Example.com', 'alias guest']],
    ['frame:checkout kind:event', ['event Signed Up', 'event Left', 'event Left']],
    ['url:step=1 kind:navigation', ['navigation']],
    ['nobody', []],
    [ANON.slice(2, 14), ['identity', 'call', 'alias Bob@Example.com', 'identity', 'alias guest']],
  ])('%s', (filter, expected) => {
    expect(shown(filter)).toEqual(expected);
  });

  it('everything, as long as it asks for nothing', () => {
    const all = fold(story).entries.length;
    for (const filter of ['', ' ', 'kind:', '-has:', '-', '""'])
      expect(shown(filter)).toHaveLength(all);
  });

  it('what a negation does not, and nothing else', () => {
    for (const filter of ['kind:alias', 'bob', 'id:bob,frida', 'frame:top', 'has:finding']) {
      const both = [...shown(filter), ...shown(`-${filter}`)];
      expect(both.sort()).toEqual(shown('').sort());
    }
  });
});

describe('any filter over any log', () => {
  const filter = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc
      .array(
        fc.tuple(
          fc.constantFrom('', '-'),
          fc.constantFrom('', 'kind:', 'id:', 'status:', 'has:', 'frame:', 'rule:', 'method:'),
          fc.constantFrom('alias', 'bob', 'e', 'blocked', 'top', 'error', '"', '5', ','),
        ),
        { maxLength: 3 },
      )
      .map((words) => words.map((parts) => parts.join('')).join(' ')),
  );

  it('lets the same through whether it came before or after the entries, in one step or many', () => {
    fc.assert(
      fc.property(arbitraryLog, filter, fc.nat({ max: 40 }), (observations, text, cut) => {
        const { entries } = fold(observations);
        const whole = createFiltered();
        whole.search(text, entries);

        let now = 0;
        const steps = createFiltered({ budgetMs: 0, clock: () => now++ });
        steps.search(text, entries.slice(0, cut));
        steps.update(entries, Math.min(cut, entries.length));
        while (steps.prepare(entries));
        while (steps.pending) steps.proceed(entries);
        expect(steps.positions).toEqual(whole.positions);
      }),
    );
  });
});

describe('the steps of a filter', () => {
  it('end when the time is up, and lose nothing', () => {
    const many = log().page('http://a.test/');
    for (let i = 0; i < 2_000; i++) many.event(BOB, `Event ${i}`);
    const { entries } = fold(many);
    let now = 0;
    const filtered = createFiltered({ budgetMs: 2, clock: () => now++ });
    filtered.search('event', entries);
    expect(filtered.pending).toBe(true);
    const first = filtered.positions.length;
    expect(first).toBeGreaterThan(200);
    expect(first).toBeLessThan(1_500);
    while (filtered.pending) filtered.proceed(entries);
    expect(filtered.positions).toHaveLength(2_000);
    // All rows are back at once, so that the list does not jump.
    filtered.search('', entries);
    expect(filtered.pending).toBe(false);
    expect(filtered.positions).toHaveLength(entries.length);
  });
});

describe('what is marked in a row', () => {
  it.each([
    ['bob', 'Bob and bOB', ['Bob', 'bOB']],
    ['a ab', 'ab a', ['ab', 'a']],
    ['id:b+b -c kind:x', 'b+b c x', ['b+b']],
    ['"(.*" ^$', 'a (.* ^$ b', ['(.*', '^$']],
  ])('by %s', (filter, text, expected) => {
    expect(text.match(marksOf(filter) ?? /$^/g)).toEqual(expected);
  });

  it('is nothing for a filter that looks for no text', () => {
    for (const filter of ['', 'kind:alias', '-bob', 'has:finding'])
      expect(marksOf(filter)).toBeNull();
  });

  it('can be looked for whatever the filter is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (filter, text) => {
        const marks = marksOf(filter);
        if (marks) for (const [hit] of text.matchAll(marks)) expect(hit).not.toBe('');
      }),
    );
  });
});
