import * as v from 'valibot';
import type { IdentityKindOrNone } from '../session/observation.ts';
import { type Generation, generationOf } from './generation.ts';
import { identityKind } from './identity.ts';

/** Characters of a text of the page that are taken; a hostile one could send megabytes. */
const LONGEST = 4_096;
const LONGEST_URL = 65_536;
const pageText = v.pipe(v.string(), v.maxLength(LONGEST));

/** What a page may say of itself: it can make a script that runs in it give back anything. */
const ANSWER = v.object({
  url: v.pipe(v.string(), v.maxLength(LONGEST_URL)),
  library: v.picklist(['none', 'queueing', 'loaded']),
  older: v.boolean(),
  queued: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  id: v.nullable(pageText),
  asked: v.boolean(),
  apiKey: v.nullable(pageText),
  stored: v.tuple([pageText, pageText]),
  began: v.pipe(v.number(), v.finite()),
  slow: v.nullable(v.pipe(v.number(), v.finite())),
});

/** Who a page says the visitor is, and what its library would do next. */
export interface PageReading {
  readonly url: string;
  readonly library: 'none' | 'queueing' | 'loaded';
  readonly generation?: Generation;
  /** Calls waiting in `_kmq`. */
  readonly queued: number;
  /** What `KM.i()` would return; null while the library would have to make an ID. */
  readonly identity: string | null;
  readonly kind: IdentityKindOrNone;
  readonly source: 'library' | 'cookie';
  /** The identity that `identify` with a new name would alias with it; null if it would send nothing. */
  readonly aliases: string | null;
  /** A loaded library whose memory cannot be seen: what it remembers may differ from the cookies. */
  readonly hidden: boolean;
  readonly apiKey: string | null;
  /** When the document began, in milliseconds since 1970, by its own word. */
  readonly began: number;
  /** The document, by when it began, if its `KM.i()` took too long to be asked again. */
  readonly slow: number | null;
}

/**
 * What a page answered to `readInPage`, asked for the cookies of the named and of the anonymous ID;
 * null if that cannot come from it. Source of the rules: the library's code, generation of 2011 to
 * 2013, and recorded cookies of the newer one.
 */
export function pageReading(answer: unknown): PageReading | null {
  const parsed = v.safeParse(ANSWER, answer);
  if (!parsed.success) return null;
  const { url, library, older, queued, id, asked, apiKey, stored, began, slow } = parsed.output;
  const [named, current] = stored;
  const identity = id === '' ? null : id;
  const kind = identity === null ? 'none' : identity === named ? 'named' : identityKind(identity);
  const shows = library === 'loaded' || older || named !== '';
  const generation = shows ? generationOf(older, named, current) : undefined;
  // The older library aliases whatever is in km_ai; the newer one, whose current ID that is, an
  // anonymous ID only.
  const mayAlias = older || (current !== '' && identityKind(current) === 'anonymous');
  return {
    ...{ url, library, queued, identity, kind, apiKey, began, slow },
    ...(generation && { generation }),
    source: asked ? 'library' : 'cookie',
    aliases: named === '' && current !== '' && mayAlias ? current : null,
    hidden: library === 'loaded' && !older,
  };
}
