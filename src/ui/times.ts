/** Formats of times, given in milliseconds since 1970, and of numbers. */
export interface Times {
  /** `14:03:22.041` */
  precise(at: number): string;
  /** `20:03` */
  minute(at: number): string;
  /** Date and time to the second. */
  full(at: number): string;
  /** `12,345` */
  count(number: number): string;
}

/** Times and numbers in a language; formatters are costly to make and made once. */
export function createTimes(language: string, timeZone?: string): Times {
  const zone = timeZone === undefined ? {} : { timeZone };
  const precise = new Intl.DateTimeFormat(language, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    hourCycle: 'h23',
    ...zone,
  });
  const minute = new Intl.DateTimeFormat(language, { timeStyle: 'short', ...zone });
  const full = new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'medium',
    ...zone,
  });
  const count = new Intl.NumberFormat(language);
  const safe = (format: Intl.DateTimeFormat) => (at: number) =>
    Math.abs(at) <= 8.64e15 ? format.format(at) : '–';
  return {
    precise: safe(precise),
    minute: safe(minute),
    full: safe(full),
    count: (n) => count.format(n),
  };
}
