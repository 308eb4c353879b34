import * as v from 'valibot';
import { isTime } from '../core/formats/time.ts';
import { LIMITS } from '../protocol/claims.ts';

const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** What a content script sends of the requests that its document is a witness of. */
export const REQUESTS_MESSAGE = v.object({
  type: v.literal('requests'),
  document: v.pipe(v.string(), v.regex(/^[0-9-]{1,64}$/)),
  requests: v.pipe(
    v.array(
      v.object({
        id: whole,
        at: v.pipe(
          v.number(),
          v.check((at) => isTime(at)),
        ),
        url: v.pipe(v.string(), v.maxLength(LIMITS.claim)),
        initiator: v.pipe(v.string(), v.maxLength(100)),
        // Undefined arrives as such in Firefox, not at all in Chromium.
        refused: v.optional(v.pipe(v.string(), v.regex(/^[a-z-]{0,40}$/))),
      }),
    ),
    v.maxLength(LIMITS.requests),
  ),
  dropped: whole,
});
