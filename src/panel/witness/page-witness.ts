import { identityKind } from '../../core/kissmetrics/identity.ts';
import { LIMITS } from '../../protocol/claims.ts';
import { readingFrom, type WitnessedPage } from '../../protocol/witness.ts';

/** What was read in the page, and what only the view of the moment needs of it. */
export interface PageReading {
  readonly page: WitnessedPage & { readonly began: number };
  /** Calls waiting for a library that has not loaded. */
  readonly queued: number;
}

/**
 * What the page answered to `readInPage`, asked for the cookies of the named and of the anonymous
 * ID; null if that cannot come from it.
 * @param asked when it was asked: what an answer that was long on its way says may be over, and must
 * not outlast what is known from later; in milliseconds since 1970, as is now
 */
export function pageReading(answer: unknown, asked: number, now: number): PageReading | null {
  const reading = readingFrom(answer);
  if (reading === null) return null;
  const { url, library, older, queued, id: said, apiKey, stored, began } = reading;
  const [named, current] = stored;
  const whole = said ?? (named || current || null);
  const id = whole?.slice(0, LIMITS.text) ?? null;
  const kind = id === null ? 'none' : whole === named ? 'named' : identityKind(id);
  const newer = library === 'loaded' && kind === 'named' ? 'newer' : undefined;
  // A page may set its clock and its beginning as it likes.
  const begun = began > 0 && began <= now ? began : now;
  const generation = older || named ? 'older' : newer;
  return {
    queued,
    page: {
      at: Math.max(asked, begun),
      began: begun,
      ...{ url, library, id, kind },
      source: said === null ? 'cookie' : 'library',
      ...(generation && { generation }),
      ...(apiKey !== null && { apiKey: apiKey.slice(0, LIMITS.text) }),
    },
  };
}
