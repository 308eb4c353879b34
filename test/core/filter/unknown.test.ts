import { describe, expect, it } from 'vitest';
import { FIELDS } from '../../../src/core/filter/query.ts';
import { CLOSED, unknownIn } from '../../../src/core/filter/unknown.ts';

describe('what a filter asks for and nothing can have', () => {
  it('is a field that there is not', () => {
    const expected = { what: 'field', field: 'nonsense', known: FIELDS };
    for (const filter of ['nonsense:foo', 'bob nonsense:"a b"', 'kind:alias nonsense:'])
      expect(unknownIn(filter)).toEqual(expected);
  });

  it('is a value that a closed field does not have', () => {
    const zebra = { what: 'value', field: 'kind', value: 'zebra', known: CLOSED.kind };
    expect(unknownIn('kind:zebra')).toEqual(zebra);
    expect(unknownIn('bob kind:alias,zebra')).toEqual(zebra);
    expect(unknownIn('status:gone')).toMatchObject({ field: 'status', value: 'gone' });
    expect(unknownIn('has:wings')).toMatchObject({ field: 'has', value: 'wings' });
  });

  it.each([
    '',
    'bob',
    'kind:AL,navigation',
    'kind:',
    'status:404,4,blo',
    'status:waiting',
    'has:finding',
    'id:anybody',
    'rule:anything',
    'https://shop.test/',
    '"nonsense:foo"',
    '-kind:zebra',
    '-nonsense:foo',
    '-',
  ])('is nothing in ‘%s’', (filter) => {
    expect(unknownIn(filter)).toBeNull();
  });
});
