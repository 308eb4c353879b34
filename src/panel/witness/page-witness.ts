import { pageReading } from '../../core/kissmetrics/page-reading.ts';
import { LIMITS } from '../../protocol/claims.ts';
import type { WitnessedPage } from '../../protocol/witness.ts';

/** What was read in the page, and what only the view of the moment needs of it. */
export interface SeenPage {
  readonly page: WitnessedPage & { readonly began: number };
  /** Calls waiting for a library that has not begun. */
  readonly queued: number;
}

/**
 * What the page answered to `readInPage`; null if that cannot come from it.
 * @param asked when it was asked: what an answer that was long on its way says may be over, and must
 * not outlast what is known from later; in milliseconds since 1970, as is now
 */
export function seenPage(answer: unknown, asked: number, now: number): SeenPage | null {
  const reading = pageReading(answer);
  if (reading === null) return null;
  const { url, library, queued, identity, kind, source, generation, apiKey, began } = reading;
  // A page may set its clock and its beginning as it likes.
  const begun = began > 0 && began <= now ? began : now;
  return {
    queued,
    page: {
      at: Math.max(asked, begun),
      began: begun,
      ...{ url, library, kind, source },
      id: identity?.slice(0, LIMITS.text) ?? null,
      ...(generation && { generation }),
      ...(apiKey !== null && { apiKey: apiKey.slice(0, LIMITS.text) }),
    },
  };
}
