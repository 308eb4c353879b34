import * as v from 'valibot';
import { identityKind } from '../../core/kissmetrics/identity.ts';
import { LIMITS } from '../../protocol/claims.ts';
import type { WitnessedPage } from '../../protocol/witness.ts';

/** Characters of a text of the page that are taken; a hostile one could send megabytes. */
const LONGEST = 4_096;
const text = v.pipe(v.string(), v.maxLength(LONGEST));

const READING = v.object({
  url: v.pipe(v.string(), v.maxLength(LIMITS.claim)),
  library: v.picklist(['none', 'queueing', 'loaded']),
  older: v.boolean(),
  queued: v.pipe(v.number(), v.integer(), v.minValue(0)),
  id: v.nullable(text),
  apiKey: v.nullable(text),
  stored: v.tuple([text, text]),
  began: v.pipe(v.number(), v.finite()),
});

/** What was read in the page, and what only the view of the moment needs of it. */
export interface PageReading {
  readonly page: WitnessedPage & { readonly began: number };
  /** Calls waiting for a library that has not loaded. */
  readonly queued: number;
}

/**
 * What the page answered to `readInPage`, asked for the cookies of the named and of the anonymous
 * ID; null if that cannot come from it.
 * @param now milliseconds since 1970
 */
export function pageReading(answer: unknown, now: number): PageReading | null {
  const parsed = v.safeParse(READING, answer);
  if (!parsed.success) return null;
  const { url, library, older, queued, id: said, apiKey, stored, began } = parsed.output;
  const [named, current] = stored;
  const whole = said ?? (named || current || null);
  const id = whole?.slice(0, LIMITS.text) ?? null;
  const kind = id === null ? 'none' : whole === named ? 'named' : identityKind(id);
  const newer = library === 'loaded' && kind === 'named' ? 'newer' : undefined;
  const generation = older || named ? 'older' : newer;
  return {
    queued,
    page: {
      at: now,
      // A page may set its clock and its beginning as it likes.
      began: began > 0 && began <= now ? began : now,
      ...{ url, library, id, kind },
      source: said === null ? 'cookie' : 'library',
      ...(generation && { generation }),
      ...(apiKey !== null && { apiKey: apiKey.slice(0, LIMITS.text) }),
    },
  };
}
