import * as v from 'valibot';

/** Characters of an identity and of an address that are shown; what is longer is cut. */
const LONGEST = 4_096;
const bounded = v.pipe(
  v.string(),
  v.transform((text) => text.slice(0, LONGEST)),
);
/** What a page may say of itself: it can make a script that runs in it give back anything. */
export const READING = v.object({
  url: bounded,
  library: v.picklist(['none', 'queueing', 'loaded']),
  older: v.boolean(),
  queued: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  id: v.nullable(bounded),
  apiKey: v.nullable(bounded),
  began: v.pipe(v.number(), v.finite()),
  slow: v.nullable(v.pipe(v.number(), v.finite())),
});
