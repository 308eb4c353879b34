import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFilter } from '../../src/core/filter/query.ts';
import { completions } from '../../src/panel/completions.ts';
import { arbitraryLog } from '../core/support/arbitrary.ts';
import { fold } from '../core/support/fold.ts';
import { ANON, log } from '../core/support/log.ts';

const session = fold(
  log()
    .page('https://a.test/')
    .alias(ANON, 'Bob "B", Jr.')
    .event('bob', 'Signed Up', { apiKey: 'other' }),
);
const labels = (filter: string, caret = filter.length, saved: string[] = []) =>
  completions(filter, caret, session, saved).map(({ label }) => label);

describe('completions', () => {
  it.each<[string, string[]]>([
    ['key:', ['key:abc123', 'key:other']],
    ['key:abc123,', ['key:abc123,other']],
    ['id:jr', ['id:"Bob \\"B\\", Jr."']],
    ['-event:s', ['-event:"Signed Up"']],
    ['status:b', ['status:blocked']],
    ['ru', ['rule:']],
    ['kind:alias', []],
    ['kind:alias,call', []],
    ['id:"Bob \\"B\\", Jr."', []],
    ['id:bob', ['id:"Bob \\"B\\", Jr."']],
    ['-k', ['-kind:', '-key:']],
    ['bob', []],
  ])('of %j', (filter, expected) => {
    expect(labels(filter)).toEqual(expected);
  });

  it('of a lone minus are what can be excluded', () => {
    expect(labels('bob -').slice(0, 2)).toEqual(['-kind:', '-id:']);
  });

  it('are of the word where the caret is, and keep what stands around it', () => {
    const [offer] = completions('a kind:al b', 9, session, []);
    expect(offer?.filter).toBe('a kind:alias b');
    expect(offer?.caret).toBe('a kind:alias'.length);
  });

  it('have saved filters at the beginning only', () => {
    expect(labels('', 0, ['kind:alias']).at(0)).toBe('kind:alias');
    expect(labels('bob ', 4, ['kind:alias'])).not.toContain('kind:alias');
  });

  it('can be read, whatever the filter and the log hold', () => {
    fc.assert(
      fc.property(
        arbitraryLog,
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 20 }),
          fc.constantFrom('id:', 'x id:b y', '-rule:', 'method:', 'url:', 'frame:', 'id:a,'),
        ),
        fc.nat({ max: 20 }),
        (observations, filter, at) => {
          const caret = Math.min(at, filter.length);
          const offers = completions(filter, caret, fold(observations), ['saved']);
          expect(offers.length).toBeLessThanOrEqual(12);
          for (const offer of offers) {
            expect(offer.caret).toBeLessThanOrEqual(offer.filter.length);
            if (offer.sort === 'value')
              expect(parseFilter(offer.filter).map(({ field }) => field)).toContain(offer.field);
          }
        },
      ),
    );
  });
});
