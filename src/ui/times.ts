/** Formats of times, given in milliseconds since 1970, and of numbers. */
export interface Times {
  /** `14:03:22.041` */
  precise(at: number): string;
  /** `+1.234 s`, `+2:05.123`, `+1:02:05.123`, from milliseconds. */
  since(ms: number): string;
  /** From when to when, with dates and seconds; a date that is the same stands once. */
  range(from: number, to: number): string;
  /** `20:03` */
  minute(at: number): string;
  /** Date and time to the second. */
  full(at: number): string;
  /** `12,345` */
  count(number: number): string;
  /** The same in UTC. */
  readonly utc: Pick<Times, 'precise' | 'full'>;
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
  const seconds = (least: number) =>
    new Intl.NumberFormat(language, {
      minimumIntegerDigits: least,
      minimumFractionDigits: 3,
      maximumFractionDigits: 3,
    });
  const [few, rest] = [seconds(1), seconds(2)];
  const two = new Intl.NumberFormat(language, { minimumIntegerDigits: 2 });
  const minute = new Intl.DateTimeFormat(language, {
    timeStyle: 'short',
    hourCycle: 'h23',
    ...zone,
  });
  const full = new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'medium',
    hourCycle: 'h23',
    ...zone,
  });
  const count = new Intl.NumberFormat(language);
  const isTime = (at: number): boolean => Math.abs(at) <= 8.64e15;
  const safe = (format: Intl.DateTimeFormat) => (at: number) =>
    isTime(at) ? format.format(at) : '–';
  const since = (ms: number): string => {
    if (!isTime(ms)) return '–';
    const sign = ms < 0 ? '−' : '+';
    const whole = Math.round(Math.abs(ms));
    const minutes = Math.floor(whole / 60_000);
    const under = (whole % 60_000) / 1_000;
    if (minutes === 0) return `${sign}${few.format(under)}\u202fs`;
    const hours = Math.floor(minutes / 60);
    const clock = rest.format(under);
    if (hours === 0) return `${sign}${count.format(minutes)}:${clock}`;
    return `${sign}${count.format(hours)}:${two.format(minutes % 60)}:${clock}`;
  };
  let utc: Times | undefined;
  return {
    get utc() {
      utc ??= createTimes(language, 'UTC');
      return utc;
    },
    precise: safe(precise),
    since,
    minute: safe(minute),
    full: safe(full),
    range: (from, to) => (isTime(from) && isTime(to) ? full.formatRange(from, to) : '–'),
    count: (n) => count.format(n),
  };
}
