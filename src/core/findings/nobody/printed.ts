/**
 * What JavaScript prints for objects and functions, and PHP for arrays. Source: seen as identities
 * (`[object Object]`, see docs/kissmetrics-facts.md); the others are printed in the same way.
 */
const PRINTED =
  /^(?:\[object \w+\](?:,\s*\[object \w+\])*|(?:async )?function\b.*|(?:async )?\([\w\s,]*\)\s*=>.*|array|symbol\(.*\))$/is;

/** Whether a text is what a program prints for a value that is no text. */
export function isPrinted(text: string): boolean {
  return PRINTED.test(text);
}
