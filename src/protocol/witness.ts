import * as v from 'valibot';
import type { FinalDelivery, IdentityKindOrNone } from '../core/session/observation.ts';
import { LIMITS } from './claims.ts';

/** A tracking request that the developer tools saw, and how it ended. */
export interface WitnessedRequest {
  /** The same whenever the tools tell of it again. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly method: string;
  readonly url: string;
  readonly transport?: string;
  readonly body?: string;
  readonly bodyProblem?: string;
  readonly bodySize?: number;
  readonly bodyEncoding?: 'gzip' | 'deflate' | 'base64';
  readonly stack?: string;
  /** Null while it is under way. */
  readonly outcome: {
    readonly at: number;
    readonly delivery: FinalDelivery;
    readonly status?: number;
    readonly error?: string;
    readonly redirect?: string;
    readonly internal?: 'yes';
    readonly answeredBy?: 'worker';
  } | null;
}

/** What the developer tools read in the top document of the page. */
export interface WitnessedPage {
  /** When it was read, in milliseconds since 1970. */
  readonly at: number;
  /** When the document began, in milliseconds since 1970; absent if the log has its beginning. */
  readonly began?: number;
  readonly url: string;
  readonly library: 'none' | 'queueing' | 'loaded';
  readonly generation?: 'older' | 'newer';
  readonly id: string | null;
  readonly kind: IdentityKindOrNone;
  readonly source: 'library' | 'cookie';
  readonly apiKey?: string;
}

/** Bounds on what the developer tools may hand on. */
export const WITNESS_LIMITS = {
  /** Characters of a URL or a body. */
  content: 1_048_576,
  /** Characters of a call stack. */
  stack: 32_768,
  /** Characters of a short text, such as an error's name. */
  word: 200,
  /** Requests in one message. */
  requests: 500,
} as const;

const time = v.pipe(v.number(), v.finite(), v.minValue(0));
const text = (longest: number) => v.pipe(v.string(), v.maxLength(longest));
const word = text(WITNESS_LIMITS.word);

export const WITNESSED_REQUEST: v.GenericSchema<unknown, WitnessedRequest> = v.object({
  id: word,
  at: time,
  method: word,
  url: text(WITNESS_LIMITS.content),
  transport: v.exactOptional(word),
  body: v.exactOptional(text(WITNESS_LIMITS.content)),
  bodyProblem: v.exactOptional(word),
  bodySize: v.exactOptional(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
  bodyEncoding: v.exactOptional(v.picklist(['gzip', 'deflate', 'base64'])),
  stack: v.exactOptional(text(WITNESS_LIMITS.stack)),
  outcome: v.nullable(
    v.object({
      at: time,
      delivery: v.picklist(['delivered', 'failed', 'blocked', 'held']),
      status: v.exactOptional(v.pipe(v.number(), v.integer())),
      error: v.exactOptional(word),
      redirect: v.exactOptional(text(WITNESS_LIMITS.content)),
      internal: v.exactOptional(v.picklist(['yes'])),
      answeredBy: v.exactOptional(v.picklist(['worker'])),
    }),
  ),
});

export const WITNESSED_PAGE: v.GenericSchema<unknown, WitnessedPage> = v.object({
  at: time,
  began: v.exactOptional(time),
  url: text(LIMITS.claim),
  library: v.picklist(['none', 'queueing', 'loaded']),
  generation: v.exactOptional(v.picklist(['older', 'newer'])),
  id: v.nullable(text(LIMITS.text)),
  kind: v.picklist(['anonymous', 'named', 'none']),
  source: v.picklist(['library', 'cookie']),
  apiKey: v.exactOptional(text(LIMITS.text)),
});
