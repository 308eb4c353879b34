import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  clearsIdentity,
  identityArgument,
  propertyNames,
} from '../../../src/core/kissmetrics/arguments.ts';
import { argument } from '../support/log.ts';

describe('arguments of calls', () => {
  const clearing = [
    null,
    undefined,
    '',
    'null',
    'nil',
    "'null'",
    "'nil'",
    '"null"',
    '"nil"',
    "''",
    '""',
    0,
    -0,
    Number.NaN,
    false,
  ];
  test.each(clearing)('identify(%j) clears', (value) => {
    expect(clearsIdentity(argument(value))).toBe(true);
  });

  test.each(['bob', ' ', 'NULL', 'undefined', '0', 'false', 1, true, {}, [], () => 1])(
    'identify(%j) does not',
    (value) => {
      expect(clearsIdentity(argument(value))).toBe(false);
    },
  );

  test('what an argument becomes on the wire', () => {
    const of = (value: unknown) => identityArgument(argument(value));
    expect(['bob', 42, true, { a: 1 }].map(of)).toEqual(['bob', '42', 'true', '[object Object]']);
    expect(['', null, undefined, [1], () => 1].map(of)).toEqual([null, null, null, null, null]);
    expect(identityArgument(undefined)).toBeNull();
  });

  test('names of properties, where the whole object is known', () => {
    expect(propertyNames(argument({ a: 1, __proto__: 2, b: {} }))).toEqual(['a', 'b']);
    expect(propertyNames({ type: 'object', text: '{"a":1,"b"', fullLength: 900 })).toBeNull();
    expect(propertyNames({ type: 'object', text: '{"a":1' })).toBeNull();
    expect(propertyNames(argument('{"a":1}'))).toBeNull();
    expect(propertyNames(undefined)).toBeNull();
  });

  test('take any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const value = { type: 'object', text } as const;
        expect(clearsIdentity(value)).toBe(false);
        identityArgument(value);
        propertyNames(value);
      }),
    );
  });
});
