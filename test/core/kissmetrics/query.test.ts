import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeComponent, decodeQuery } from '../../../src/core/kissmetrics/query.ts';

const text = fc.string({ unit: 'binary' });

describe('decodeComponent', () => {
  test.each([
    ['a+b', 'a b', false],
    ['a%2Bb', 'a+b', false],
    ['bob%40example.com', 'bob@example.com', false],
    ['Jos%C3%A9', 'José', false],
    ['%F0%9F%98%80', '😀', false],
    ['100%', '100%', true],
    ['100%+sure%21', '100% sure!', true],
    ['caf%E9+%C3%A9', 'caf%E9 é', true],
    ['%ED%A0%80', '%ED%A0%80', true],
    ['%C0%AF', '%C0%AF', true],
    ['%F4%90%80%80', '%F4%90%80%80', true],
    ['%zz%41', '%zzA', true],
    ['%C3%A9%C3', 'é%C3', true],
    ['\ud800', '\ud800', false],
  ])('%s', (encoded, decoded, broken) => {
    expect(decodeComponent(encoded)).toEqual({ text: decoded, broken });
  });

  test('gives back what was encoded', () => {
    fc.assert(
      fc.property(text, (value) => {
        expect(decodeComponent(encodeURIComponent(value))).toEqual({ text: value, broken: false });
      }),
    );
  });

  test('takes any bytes and leaves what it cannot decode', () => {
    const bytes = fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 40 });
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    fc.assert(
      fc.property(bytes, (values) => {
        const encoded = values.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
        let expected: string | null = null;
        try {
          expected = decoder.decode(Uint8Array.from(values));
        } catch {
          expected = null;
        }
        const decoded = decodeComponent(encoded);
        expect(decoded.broken).toBe(expected === null);
        if (expected !== null) expect(decoded.text).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });
});

describe('decodeQuery', () => {
  test('keeps order, repetition and empty values, and skips empty pieces', () => {
    expect(decodeQuery('&b=1&&a&b=2=3&')).toEqual([
      { name: 'b', value: '1', broken: false },
      { name: 'a', value: '', broken: false },
      { name: 'b', value: '2=3', broken: false },
    ]);
  });

  test('takes any text', () => {
    const unsound = fc.string({
      unit: fc.constantFrom('%', '+', '&', '=', 'C', '3', 'é', '\ud800'),
    });
    fc.assert(
      fc.property(fc.oneof(unsound, text), (query) => {
        for (const { name, value } of decodeQuery(query)) {
          expect(typeof name).toBe('string');
          expect(typeof value).toBe('string');
        }
      }),
    );
  });

  test('gives back every list of parameters', () => {
    const pairs = fc.array(fc.tuple(text, text).filter(([name]) => name !== ''));
    fc.assert(
      fc.property(pairs, (list) => {
        const query = list.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
        const decoded = decodeQuery(query);
        expect(decoded).toEqual(list.map(([name, value]) => ({ name, value, broken: false })));
      }),
    );
  });

  test.each([
    ['valid', '%41'],
    ['invalid', '%FF'],
    ['truncated', '%E2%82'],
    ['lone', '%'],
    ['separators', '&'],
  ])('takes megabytes of %s encoding', (_, piece) => {
    const query = `a=${piece.repeat(1_000_000)}%`;
    expect(decodeQuery(query)[0]?.name).toBe('a');
  });
});
