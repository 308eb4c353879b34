import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { COOKIE_NAMES, readCookies } from '../../../src/core/kissmetrics/cookies.ts';

const ANON = '5tyjZxK+/Q1aB2cD3eF4gH5iJau=';

describe('Kissmetrics cookies of a document', () => {
  test.each([
    ['', []],
    [
      `; km_vs=1; km_ai=${encodeURIComponent(ANON)}`,
      [
        ['km_ai', ANON],
        ['km_vs', '1'],
      ],
    ],
    ['km_ai=a+b%zz', [['km_ai', 'a+b%zz']]],
    ['km_ni=; km_ai=first; km_ai=second; km_other=1; xkm_vs=1', [['km_ai', 'first']]],
    ['kvcd=1=2', [['kvcd', '1=2']]],
    ['km_ai', []],
  ])('in %j are %j', (text, pairs) => {
    expect(readCookies(text, 99)).toEqual(pairs.map(([name, value]) => ({ name, value })));
  });

  test('are cut with their length told', () => {
    expect(readCookies('km_uq=12345', 3)).toEqual([{ name: 'km_uq', value: '123', fullLength: 5 }]);
  });

  test('come back as they were written, whatever stands around them', () => {
    const value = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
    const foreign = fc.stringMatching(/^[a-jl-z_]{1,8}=[^;]{0,9}$/);
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...COOKIE_NAMES), value),
        fc.array(foreign),
        (values, others) => {
          const own = Object.entries(values).map(([k, v]) => `${k}=${encodeURIComponent(v)}`);
          const read = readCookies([...others, ...own].join('; '), 99);
          expect(Object.fromEntries(read.map((one) => [one.name, one.value]))).toEqual({
            ...values,
          });
          expect(read.map(({ name }) => name)).toEqual(
            COOKIE_NAMES.filter((name) => name in values),
          );
        },
      ),
    );
  });

  test('never throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(), (text, longest) => {
        for (const { value } of readCookies(text, longest))
          expect(value.length).toBeLessThanOrEqual(longest);
      }),
    );
  });
});
