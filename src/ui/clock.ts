import type { TimeDoubt } from '../core/session/observation.ts';
import { type Speech, useSpeech } from './text.tsx';

/** Something with a time, in milliseconds since 1970. */
export interface Dated {
  readonly at: number;
  /** What is wrong with `at`; absent where it is exact. */
  readonly time?: TimeDoubt;
}

/** Formats of times that may not be known. */
export interface Clock {
  /** `14:03:22.041` */
  precise(dated: Dated): string;
  /** Date and time to the second. */
  full(dated: Dated): string;
  /** As `precise` in the width of a column. */
  short(dated: Dated): string;
}

/**
 * Formats times of a session. One whose file names no zone is shown as it stands there, in whichever
 * zone that is, and one that is not known in a word.
 */
export function createClock({ t, times }: Speech): Clock {
  const word = (format: 'precise' | 'full') => (dated: Dated) => {
    if (dated.time === 'unknown') return t('time_unknown');
    if (dated.time === undefined) return times[format](dated.at);
    return t('time_no_zone', times.utc[format](dated.at));
  };
  return {
    precise: word('precise'),
    full: word('full'),
    short(dated) {
      if (dated.time === 'unknown') return t('time_unknown_short');
      if (dated.time === undefined) return times.precise(dated.at);
      return `${times.utc.precise(dated.at).slice(0, 8)}\u202f?`;
    },
  };
}

export const useClock = (): Clock => createClock(useSpeech());

/**
 * When something began that another time is told since, in milliseconds since 1970; not a number
 * where the one says nothing about the other.
 */
export function beganOf(start: Dated, dated: Dated): number {
  return start.time === dated.time && start.time !== 'unknown' ? start.at : Number.NaN;
}
