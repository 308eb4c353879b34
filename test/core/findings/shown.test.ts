import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shown } from '../../../src/core/findings/shown.ts';

describe('shown', () => {
  test.each([
    ['bob@example.com', 'bob@example.com'],
    ['José 😀', 'José 😀'],
    ['a\u202eb', 'a\\u{202e}b'],
    [' a b  c ', '␣a b␣␣c␣'],
    ['   ', '␣␣␣'],
    ['a\u0000\n', 'a\\u{0}\\u{a}'],
    ['\ud800', '\\u{d800}'],
    ['x'.repeat(80), 'x'.repeat(80)],
    ['x'.repeat(81), `${'x'.repeat(79)}…`],
    ['😀'.repeat(80), '😀'.repeat(80)],
    ['😀'.repeat(3_000_000), `${'😀'.repeat(79)}…`],
  ])('%#', (text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  test('bounds any text and leaves nothing invisible', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const result = shown(text);
        expect([...result].length).toBeLessThanOrEqual(80 * '\\u{10ffff}'.length);
        expect(result).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });
});
