import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  LONGEST_PATTERN,
  listMatcher,
  patternProblem,
} from '../../src/core/people/kinds/kind-lists.ts';
import { KIND_LISTS, MOST_PATTERNS } from '../../src/protocol/identity-kinds.ts';
import { settingFrom } from '../../src/protocol/settings.ts';

describe('the stored lists of anonymous and named identities', () => {
  it('take exactly the patterns that the options take', () => {
    const pattern = fc.oneof(
      fc.string({ unit: fc.constantFrom('*', 'a', ' ', '\n', '\ud800'), maxLength: 4 }),
      fc.constantFrom('x'.repeat(LONGEST_PATTERN), 'x'.repeat(LONGEST_PATTERN + 1)),
    );
    fc.assert(
      fc.property(pattern, (one) => {
        const stored = { anonymous: [one], named: [] };
        const kept = settingFrom(KIND_LISTS, stored).anonymous.length === 1;
        expect(kept).toBe(patternProblem(one) === null);
      }),
    );
  });

  it('are empty where what is stored cannot be used, and never stop anything', () => {
    const many = Array.from({ length: MOST_PATTERNS + 1 }, (_, index) => `guest-${index}`);
    for (const stored of [{ anonymous: many, named: [] }, { anonymous: 'x', named: [] }, []])
      expect(settingFrom(KIND_LISTS, stored)).toEqual({ anonymous: [], named: [] });
    fc.assert(
      fc.property(fc.anything(), fc.string(), (stored, id) => {
        listMatcher(settingFrom(KIND_LISTS, stored))(id);
      }),
    );
  });
});
