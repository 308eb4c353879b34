import { expect, it } from 'vitest';
import { createTimes } from '../../src/ui/times.ts';

const AT = Date.UTC(2026, 0, 2, 15, 4, 5, 41);

it('says times to the millisecond, whatever the hour', () => {
  const { precise, full } = createTimes('en-GB', 'UTC');
  expect(precise(AT)).toBe('15:04:05.041');
  expect(precise(Date.UTC(2026, 0, 2, 0, 0, 0, 7))).toBe('00:00:00.007');
  expect(full(AT)).toBe('2 Jan 2026, 15:04:05');
});

it('says how long after something it was, in milliseconds, with a minus if before', () => {
  const { since } = createTimes('en-GB', 'UTC');
  expect([0, 1_234, 59_999].map(since)).toEqual([
    '+0.000\u202fs',
    '+1.234\u202fs',
    '+59.999\u202fs',
  ]);
  expect([60_000, 125_007, 3_723_400].map(since)).toEqual([
    '+1:00.000',
    '+2:05.007',
    '+1:02:03.400',
  ]);
  expect([since(-12), since(Number.NaN), since(1e300)]).toEqual(['−0.012\u202fs', '–', '–']);
  expect(createTimes('de', 'UTC').since(1_234)).toBe('+1,234\u202fs');
});

it('tells the hours as the rows do, whatever the language', () => {
  const { minute, full, precise } = createTimes('en-US', 'UTC');
  expect([minute(AT), full(AT), precise(AT)]).toEqual([
    '15:04',
    'Jan 2, 2026, 15:04:05',
    '15:04:05.041',
  ]);
});

it('says from when to when, with seconds at both ends and a date once', () => {
  const { range } = createTimes('en-GB', 'UTC');
  const spaces = (text: string) => text.replace(/\s/gu, ' ');
  expect(spaces(range(AT, AT + 65_000))).toBe('2 Jan 2026, 15:04:05 – 15:05:10');
  expect(spaces(range(AT, AT + 86_400_000))).toBe('2 Jan 2026, 15:04:05 – 3 Jan 2026, 15:04:05');
});

it('speaks the language that is asked for', () => {
  expect(createTimes('de', 'UTC').count(12_345)).toBe('12.345');
  expect(createTimes('de', 'UTC').full(AT)).toBe('02.01.2026, 15:04:05');
});

it('has a sign for times that no calendar has', () => {
  const times = createTimes('en-GB', 'UTC');
  for (const at of [Number.NaN, Number.POSITIVE_INFINITY, 1e300, -1e300])
    expect([
      times.precise(at),
      times.minute(at),
      times.full(at),
      times.range(at, AT),
      times.range(AT, at),
    ]).toEqual(['–', '–', '–', '–', '–']);
});
