import * as v from 'valibot';

const LONGEST = 4_096;
const text = v.pipe(v.string(), v.maxLength(LONGEST));
const pairs = v.pipe(
  v.array(v.tuple([text, v.union([text, v.number(), v.null()])])),
  v.maxLength(100),
);

/** What the library of a document remembered (`LibraryMemory`); the document by when it began. */
export const MEMORY = v.object({
  document: v.number(),
  remembered: v.nullable(text),
  copies: pairs,
  testId: v.nullable(text),
  variations: pairs,
  loaderId: v.nullable(text),
});
export type Memory = v.InferOutput<typeof MEMORY>;

/** What the library of a document would do next. */
export const NEXT = v.object({
  document: v.number(),
  /** The identity that it would use. */
  identity: v.nullable(text),
  /** The identity that `identify` with a new name would alias. */
  aliases: v.nullable(text),
});
export type Next = v.InferOutput<typeof NEXT>;
