import { setTimeout as wait } from 'node:timers/promises';

/** Time between two looks, in ms: short against what a person would notice. */
const INTERVAL = 25;
/** Longest wait by default, in ms: far beyond anything healthy on a slow machine. */
const LONGEST = 30_000;

/**
 * Looks again and again until `look` gives something truthy, and gives that. A look that throws
 * counts as one that saw nothing yet, since pages come and go under it.
 * @param what ends the sentence "Waited in vain for …"
 * @param explain what was there instead, for the error's text
 */
export async function until<T>(
  what: string,
  look: () => Promise<T> | T,
  explain: () => Promise<string> | string = () => '',
  longest = LONGEST,
): Promise<NonNullable<T>> {
  const end = performance.now() + longest;
  let problem: unknown;
  for (;;) {
    try {
      const seen = await look();
      if (seen) return seen;
      problem = undefined;
    } catch (error) {
      problem = error;
    }
    if (performance.now() > end) break;
    await wait(INTERVAL);
  }
  const instead = await Promise.resolve()
    .then(explain)
    .catch((error: unknown) => `(${error})`);
  throw new Error(`Waited in vain for ${what}.${instead && `\nThere was: ${instead}`}`, {
    cause: problem,
  });
}
