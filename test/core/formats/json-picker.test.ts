import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonPicker, type Picked } from '../../../src/core/formats/json-picker.ts';
import { FormatError } from '../../../src/core/formats/problem.ts';
import { cutUp } from './read.ts';

function pickAll(pieces: Iterable<string>): unknown {
  const picker = new JsonPicker('all', () => {});
  for (const piece of pieces) picker.push(piece);
  picker.end();
  return picker.root;
}

function failure(text: string, lengths = [text.length || 1]) {
  try {
    pickAll(cutUp(text, lengths));
  } catch (error) {
    if (error instanceof FormatError) return error.problem;
    throw error;
  }
  return null;
}

function accepted(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const lengths = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });

describe('JsonPicker', () => {
  it('gives what JSON.parse gives, wherever the text is cut and however it is spaced', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ stringUnit: 'binary' }),
        fc.constantFrom(undefined, 2, '\t'),
        lengths,
        (value, space, cuts) => {
          const text = JSON.stringify(value, null, space);
          expect(pickAll(cutUp(text, cuts))).toEqual(JSON.parse(text));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('takes and refuses the same texts as JSON.parse', () => {
    const token = fc.constantFrom(
      ...[
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '"a"',
        '"',
        '\\',
        '1',
        '-',
        '01',
        '1e5',
        'true',
        'nul',
        ' ',
      ],
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 9 }), lengths, (tokens, cuts) => {
        const text = tokens.join('');
        expect(failure(text, cuts) === null, text).toBe(accepted(text));
      }),
      { numRuns: 3000 },
    );
  });

  it('keeps a member named __proto__ as a member', () => {
    const root = pickAll(['{"__proto__":{"polluted":true}}']);
    expect(Object.keys(root as object)).toEqual(['__proto__']);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('says where a text is not JSON', () => {
    expect(failure('{"a": 1,\n  oops}')).toEqual({
      where: '',
      why: 'not_json',
      values: ['2', '3', 'o'],
    });
    expect(failure('{"a": 1,\n  oops}', [3])?.values).toEqual(['2', '3', 'o']);
    expect(failure('{"a":[1,2')).toMatchObject({ why: 'incomplete', values: ['1', '10'] });
    expect(failure('')).toMatchObject({ why: 'empty' });
    expect(failure('{} x')).toMatchObject({ why: 'more_after_end', values: ['1', '4'] });
    expect(failure('\u0000PK')).toMatchObject({ why: 'not_json', values: ['1', '1', '\\u{0}'] });
    expect(failure('['.repeat(100_000))).toMatchObject({ why: 'too_deep' });
  });

  it('takes a byte order mark', () => {
    expect(pickAll(['\ufeff{"a":1}'])).toEqual({ a: 1 });
  });

  it('hands over the elements of an array one by one, with only the members wanted', () => {
    const picked: Picked[] = [];
    const picker = new JsonPicker(
      { members: { list: { each: { members: { a: 'all' } }, as: 'thing' } } },
      (one) => picked.push(one),
    );
    picker.push('{"other":[{"a":0}],"list":[{"a":[1,{}],"b":2}, 7, [3], {"b":{"a":4}}]}');
    picker.end();
    expect(picked.map(({ value }) => value)).toEqual([{ a: [1, {}] }, 7, [], {}]);
    expect(picked.map(({ index }) => index)).toEqual([0, 1, 2, 3]);
    expect(picker.root).toEqual({ list: [] });
  });

  it('cuts a string that is too long, never in the middle of an escape', () => {
    const longest = 1_048_576;
    for (const tail of ['\\"', '\\\\', '\\u00e9', 'é']) {
      const text = `["${'x'.repeat(longest - 3)}${tail.repeat(9)}"]`;
      const picked: Picked[] = [];
      const picker = new JsonPicker({ each: 'all', as: 'text' }, (one) => picked.push(one));
      for (const piece of cutUp(text, [50_001])) picker.push(piece);
      picker.end();
      expect(picked[0]?.cut).toBe(true);
      expect(String(picked[0]?.value).length).toBeLessThanOrEqual(longest);
      expect(String(picked[0]?.value).length).toBeGreaterThanOrEqual(longest - 3);
    }
  });

  it('stops holding an element that is too large, and starts anew with the next', () => {
    const picked: Picked[] = [];
    const picker = new JsonPicker({ each: 'all', as: 'list' }, (one) => picked.push(one));
    picker.push('[[');
    for (let i = 0; i < 400_000; i++) picker.push('"0123456789",');
    picker.push('1],["next"]]');
    picker.end();
    const [first, second] = picked as [Picked, Picked];
    expect(first.cut).toBe(true);
    expect((first.value as unknown[]).length).toBeLessThan(200_000);
    expect(second).toMatchObject({ cut: false, value: ['next'] });
  });
});
