import { describe, expect, test } from 'vitest';
import { CALLS, callFacts, OTHER_METHODS } from '../../../src/core/kissmetrics/calls.ts';
import { COOKIES, cookieFacts } from '../../../src/core/kissmetrics/cookies.ts';
import { METHODS } from '../../../src/core/kissmetrics/names.ts';
import { PARAMETERS, parameterMeaning } from '../../../src/core/kissmetrics/parameters.ts';
import { catalogue } from '../support/rule.ts';

describe('what is known of Kissmetrics', () => {
  test('every method is described once, and no other', () => {
    expect(CALLS.map(({ name }) => name).sort()).toEqual([...METHODS].sort());
    for (const { name, meaning } of CALLS) expect(catalogue[meaning], name).toBeDefined();
    expect(OTHER_METHODS.filter((name) => callFacts(name))).toEqual([]);
    expect(callFacts('constructor')).toBeUndefined();
  });

  test('every parameter has a meaning in each kind of request that takes it', () => {
    for (const { name, kinds, meaning } of PARAMETERS) {
      expect(Object.keys(meaning).sort(), name).toEqual([...kinds].sort());
      for (const kind of kinds) {
        expect(catalogue[parameterMeaning(kind, name)], `${name} of ${kind}`).toBeDefined();
      }
    }
  });

  test('other parameters are properties, but not in an alias and not of reserved names', () => {
    expect(parameterMeaning('event', 'Plan')).toBe('parameter_property');
    expect(parameterMeaning('properties', '__proto__')).toBe('parameter_unknown');
    expect(parameterMeaning('properties', '_n')).toBe('parameter_unknown');
    expect(parameterMeaning('alias', 'Plan')).toBe('parameter_unknown');
    for (const key of ['parameter_property', 'parameter_unknown']) {
      expect(catalogue[key]).toBeDefined();
    }
  });

  test('every cookie is described', () => {
    for (const { name, meaning } of COOKIES) expect(catalogue[meaning], name).toBeDefined();
    expect(cookieFacts('km_ai')?.identity).toBe(true);
    expect(cookieFacts('km_ignore')?.identity).toBe(false);
    expect(cookieFacts('session')).toBeUndefined();
  });
});
