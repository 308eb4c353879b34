import fc from 'fast-check';
import { afterAll, test } from 'vitest';

/** Cases for each property in `npm test`; `npm run fuzz` sets more. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 100);
/** A failure names the seed; with it the very same cases are made again. */
const SEED = Number(process.env.FUZZ_SEED ?? Date.now() & 0x7fffffff);

/** Cases that ran, by boundary. */
const counts = new Map<string, number>();

afterAll(() => {
  if (process.env.FUZZ_RUNS === undefined) return;
  for (const [name, count] of counts) console.log(`fuzz ${name}: ${count} cases, seed ${SEED}`);
  counts.clear();
});

/**
 * A test that whatever comes over a boundary does no harm.
 * @param share of the usual number of cases, for what takes long
 */
export function boundary<T>(
  name: string,
  input: fc.Arbitrary<T>,
  check: (value: T) => void | Promise<void>,
  share = 1,
): void {
  test(`${name}, whatever comes`, { timeout: 1_800_000 }, async () => {
    const numRuns = Math.max(10, Math.round(RUNS * share));
    await fc.assert(
      fc.asyncProperty(input, async (value) => {
        counts.set(name, (counts.get(name) ?? 0) + 1);
        await check(value);
      }),
      { numRuns, seed: SEED },
    );
  });
}
