import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { type Setting, settingFrom } from '../../src/protocol/settings.ts';

const days: Setting<number> = {
  name: 'days',
  guard: v.picklist([1, 7, 30]),
  initial: 1,
  upgrade: (stored) => Number((stored as { weeks: number }).weeks) * 7,
};

describe('a stored setting', () => {
  it.each([
    ['nothing', undefined, 1],
    ['a value that fits', 30, 30],
    ['an older shape', { weeks: 1 }, 7],
    ['an older shape that fits nothing', { weeks: 2 }, 1],
    ['what the upgrade cannot read', null, 1],
  ])('%s', (_, stored, expected) => {
    expect(settingFrom(days, stored)).toBe(expected);
  });

  it('is always something that its guard accepts', () => {
    fc.assert(
      fc.property(fc.anything(), (stored) => {
        expect([1, 7, 30]).toContain(settingFrom(days, stored));
      }),
    );
  });
});
