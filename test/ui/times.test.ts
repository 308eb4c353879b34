import { expect, it } from 'vitest';
import { createTimes } from '../../src/ui/times.ts';

const AT = Date.UTC(2026, 0, 2, 15, 4, 5, 41);

it('says times to the millisecond, whatever the hour', () => {
  const { precise, full } = createTimes('en-GB', 'UTC');
  expect(precise(AT)).toBe('15:04:05.041');
  expect(precise(Date.UTC(2026, 0, 2, 0, 0, 0, 7))).toBe('00:00:00.007');
  expect(full(AT)).toBe('2 Jan 2026, 15:04:05');
});

it('speaks the language that is asked for', () => {
  expect(createTimes('de', 'UTC').count(12_345)).toBe('12.345');
  expect(createTimes('en-US', 'UTC').minute(AT)).toMatch(/^3:04\sPM$/);
});

it('has a sign for times that no calendar has', () => {
  const times = createTimes('en-GB', 'UTC');
  for (const at of [Number.NaN, Number.POSITIVE_INFINITY, 1e300, -1e300])
    expect([times.precise(at), times.minute(at), times.full(at)]).toEqual(['–', '–', '–']);
});
