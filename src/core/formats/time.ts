import type { TimeDoubt } from '../session/observation.ts';
import type { Translate } from '../text/catalogue.ts';

const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:[.,](\d{1,12}))?)?(?:Z|[+-]\d{2}:?\d{2})$/;

/** Times outside of the years 1970 to 9998 are nobody's; inside, adding hours stays valid. */
const LATEST = Date.UTC(9999, 0, 1);

/** Whether a number is a time in milliseconds since 1970 that can be written as text. */
export function isTime(at: unknown): at is number {
  return typeof at === 'number' && at >= 0 && at < LATEST;
}

/**
 * The time of an entry as ISO 8601: without a zone where that is not known, null where the time is
 * not.
 */
export function isoTimeOf({
  at,
  time,
}: {
  readonly at: number;
  readonly time?: TimeDoubt;
}): string | null {
  if (time === 'unknown') return null;
  const text = isoTime(at);
  return time === 'no-zone' ? text.slice(0, -1) : text;
}

/** The same in words where it is not known. */
export function timeText(dated: Parameters<typeof isoTimeOf>[0], t: Translate): string {
  const text = isoTimeOf(dated);
  if (text === null) return t('time_unknown');
  return dated.time === undefined ? text : t('time_no_zone', text);
}

/** A time in milliseconds since 1970 as ISO 8601 in UTC, with three decimals; others are cut. */
export function isoTime(at: number): string {
  return new Date(isTime(at) ? at : 0).toISOString();
}

/**
 * Milliseconds since 1970 of an ISO 8601 time with a zone, as HAR writes them; null for anything
 * else. Decimals beyond milliseconds are kept as a fraction.
 */
export function parseIsoTime(text: unknown): number | null {
  if (typeof text !== 'string') return null;
  const parts = ISO.exec(text);
  if (parts === null) return null;
  const decimals = parts[1] ?? '';
  const plain = text
    .replace(',', '.')
    .replace(/\.\d+/, '')
    .replace(/([+-]\d{2})(\d{2})$/, '$1:$2');
  const at = Date.parse(plain) + (decimals === '' ? 0 : Number(`0.${decimals}`) * 1000);
  return isTime(at) ? at : null;
}
