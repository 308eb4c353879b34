import type { TimeDoubt } from '../session/observation.ts';
import { isTime } from './time.ts';

/** A time as a file gives it. */
export interface FileTime {
  /** Milliseconds since 1970, perhaps with a fraction; as UTC where no zone is named. */
  readonly at: number;
  /** Whether it names its zone. */
  readonly zone: boolean;
}

const CLOCK = String.raw`(?<hour>\d{1,2}):(?<minute>\d{1,2})(?::(?<second>\d{1,2})(?:[.,](?<decimals>\d{1,12}))?)?`;
const ZONE = String.raw`(?<utc>Z|UTC|GMT)?(?<offset>[+-]\d{2}(?::?\d{2})?)?(?: ?\([^)]*\))?`;
/** ISO 8601, also with a space for its `T` and with single digits. */
const ISO = new RegExp(
  String.raw`^(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})[T ]${CLOCK} ?${ZONE}$`,
  'i',
);
/** As HTTP writes dates and JavaScript prints them: `Thu, 02 Jan 2014 …`, `Thu Jan 02 2014 …`. */
const WORDS = new RegExp(
  String.raw`^[a-z]{3},? (?:(?<day>\d{1,2}) (?<month>[a-z]{3})|(?<month2>[a-z]{3}) (?<day2>\d{1,2})) (?<year>\d{4}) ${CLOCK} ?${ZONE}$`,
  'i',
);
const NUMBER = /^\d{9,13}(?:\.\d{1,6})?$/;
const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec'.toLowerCase();

/** From here on a number counts milliseconds since 1970, below it seconds: 1973 and the year 5138. */
const LEAST_MS = 1e11;
/** Seconds of 1973; a smaller number is none of a recording. */
const LEAST_SECONDS = 1e8;
const LONGEST = 100;

/**
 * A time in one of the ways in which recorders write it; null for anything else, also for a date alone
 * and for one of which day and month cannot be told apart.
 */
export function readTime(value: unknown): FileTime | null {
  if (typeof value === 'number') return fromNumber(value);
  if (typeof value !== 'string' || value.length > LONGEST) return null;
  const text = value.trim();
  if (NUMBER.test(text)) return fromNumber(Number(text));
  const parts = (ISO.exec(text) ?? WORDS.exec(text))?.groups;
  return parts === undefined ? null : fromParts(parts);
}

function fromNumber(value: number): FileTime | null {
  if (!(value >= LEAST_SECONDS)) return null;
  const at = value < LEAST_MS ? value * 1000 : value;
  return isTime(at) ? { at, zone: true } : null;
}

function fromParts(parts: Readonly<Record<string, string | undefined>>): FileTime | null {
  const { offset, utc, decimals = '' } = parts;
  const month = monthOf(parts.month ?? parts.month2 ?? '');
  const fields = [parts.year, month, parts.day ?? parts.day2, parts.hour, parts.minute];
  const [year = 0, monthNumber = 0, day = 0, hour = 0, minute = 0] = fields.map(Number);
  const second = Number(parts.second ?? 0);
  const date = new Date(Date.UTC(year, monthNumber - 1, day));
  const real = date.getUTCMonth() === monthNumber - 1 && date.getUTCDate() === day;
  if (!real || hour > 23 || minute > 59 || second > 59) return null;
  const clock = ((hour * 60 + minute) * 60 + second) * 1000;
  const fraction = decimals === '' ? 0 : Number(`0.${decimals}`) * 1000;
  const minutes = offset === undefined ? 0 : minutesOf(offset);
  if (minutes === null) return null;
  const at = date.getTime() + clock + fraction - minutes * 60_000;
  return isTime(at) ? { at, zone: offset !== undefined || utc !== undefined } : null;
}

/** 1 to 12 by number or by its English name; 0 for none. */
function monthOf(text: string): number {
  if (/^\d/.test(text)) return Number(text);
  const at = MONTHS.indexOf(text.toLowerCase());
  return at % 3 === 0 ? at / 3 + 1 : 0;
}

function minutesOf(offset: string): number | null {
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(3).replace(':', '') || 0);
  if (hours > 14 || minutes > 59) return null;
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

/** When something in a file was, and what is wrong with that. */
export interface Dated {
  readonly at: number;
  readonly time?: TimeDoubt;
}

/**
 * Gives everything in a file a time, in the order of the file: what has none comes after what stands
 * before it.
 */
export class FileClock {
  #last = 0;

  /** The time of the next thing in the file. */
  read(value: unknown): Dated {
    const time = readTime(value);
    if (time === null) return { at: this.#last, time: 'unknown' };
    this.#last = time.at;
    return time.zone ? { at: time.at } : { at: time.at, time: 'no-zone' };
  }

  /**
   * The time of the next observation, which is in milliseconds since 1970; nothing where that is
   * sound, since it may say itself what is wrong with it.
   */
  observation(at: unknown): Partial<Dated> {
    if (!isTime(at)) return this.read(at);
    this.#last = at;
    return {};
  }
}
