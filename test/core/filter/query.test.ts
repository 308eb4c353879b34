import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIELDS, parseFilter, quoted, wordsOf } from '../../../src/core/filter/query.ts';

/** Terms as a text that says everything of them. */
const read = (text: string): string[] =>
  parseFilter(text).map(
    ({ negated, field, values }) =>
      `${negated ? 'not ' : ''}${field ?? 'text'} [${values.join('|')}]`,
  );

describe('a filter', () => {
  it.each<[string, string[]]>([
    ['', []],
    ['  \t\n', []],
    ['Bob', ['text [bob]']],
    ['bob ann', ['text [bob]', 'text [ann]']],
    ['"Signed Up"', ['text [signed up]']],
    ['kind:alias', ['kind [alias]']],
    ['KIND:Alias', ['kind [alias]']],
    ['kind:alias,event', ['kind [alias|event]']],
    ['-kind:event', ['not kind [event]']],
    ['id:"Bob, Jr."', ['id [bob, jr.]']],
    [
      'id:bob status:blocked -has:finding x',
      ['id [bob]', 'status [blocked]', 'not has [finding]', 'text [x]'],
    ],
    ['-"not this"', ['not text [not this]']],
    ['a,b', ['text [a,b]']],
    ['colour:red', ['text [colour:red]']],
    ['https://shop.test/?a=b', ['text [https://shop.test/?a=b]']],
    ['-', []],
    ['bob -', ['text [bob]']],
    ['"-"', ['text [-]']],
    ['--x', ['not text [-x]']],
    ['kind:', []],
    ['-kind: x', ['text [x]']],
    ['kind:,', []],
    ['""', []],
    ['"open end', ['text [open end]']],
    ['"say \\"hi\\""', ['text [say "hi"]']],
    ['a"b c"d', ['text [ab cd]']],
    ['__proto__:x', ['text [__proto__:x]']],
    ['constructor:x', ['text [constructor:x]']],
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc
      .array(fc.constantFrom('-', '"', '\\', ':', ',', ' ', 'kind', 'id', 'x', '\u202e', '\ud800'))
      .map((parts) => parts.join('')),
  );

  it('can be any text', () => {
    fc.assert(
      fc.property(anything, (text) => {
        for (const { values } of parseFilter(text)) {
          expect(values.length).toBeGreaterThan(0);
          for (const value of values) expect(value).toBe(value.toLowerCase());
        }
      }),
    );
  });

  it('has words that stand in the text in order, with nothing but spaces between', () => {
    fc.assert(
      fc.property(anything, (text) => {
        let at = 0;
        for (const { start, end, valueStart } of wordsOf(text)) {
          expect(text.slice(at, start).trim()).toBe('');
          expect(start).toBeLessThanOrEqual(valueStart);
          expect(valueStart).toBeLessThanOrEqual(end);
          expect(end).toBeGreaterThan(start);
          at = end;
        }
        expect(text.slice(at).trim()).toBe('');
      }),
    );
  });

  it('reads every value that is quoted as itself', () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1 }),
      fc.constantFrom('id:a', 'a \\', ' \\\\', 'a\\" b\\'),
    );
    fc.assert(
      fc.property(value, fc.constantFrom(...FIELDS), fc.boolean(), (text, field, negated) => {
        const written = `${negated ? '-' : ''}${field}:${quoted(text)}`;
        expect(parseFilter(`x ${written} y`)[1]).toEqual({
          negated,
          field,
          values: [text.toLowerCase()],
        });
        expect(parseFilter(quoted(text))).toEqual([
          { negated: false, field: null, values: [text.toLowerCase()] },
        ]);
      }),
    );
  });

  it('takes time in proportion to its length', () => {
    const long = '-"a'.repeat(100_000);
    const start = performance.now();
    parseFilter(long);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});
