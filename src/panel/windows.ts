import type { Entry } from '../core/session/session.ts';

/** The times until which aliases may not be visible yet: `mergeBy` of their entries. */
export interface Windows {
  /**
   * Takes in that entries from `from` on are new or changed.
   * @param now milliseconds since 1970
   * @returns whether a window has ended since the last time
   */
  settle(entries: readonly Entry[], from: number, now: number): boolean;
  /** Whether a window has not ended at a time, in milliseconds since 1970. */
  open(now: number): boolean;
}

/** Costs in proportion to what has changed: windows of one length end in the order of entries. */
export function createWindows(): Windows {
  let latest = Number.NEGATIVE_INFINITY;
  /** Windows end one after the other: before this entry all have. */
  let next = 0;

  const ended = (entry: Entry | undefined, now: number): boolean | null =>
    entry && 'request' in entry && entry.mergeBy !== undefined ? entry.mergeBy <= now : null;

  return {
    settle(entries, from, now) {
      for (let at = from; at < entries.length; at++) {
        const entry = entries[at];
        if (entry && 'request' in entry && entry.mergeBy !== undefined)
          latest = Math.max(latest, entry.mergeBy);
      }
      next = Math.min(next, from);
      let any = false;
      for (; next < entries.length; next++) {
        const over = ended(entries[next], now);
        if (over === false) break;
        any ||= over === true;
      }
      return any;
    },
    open: (now) => now < latest,
  };
}
