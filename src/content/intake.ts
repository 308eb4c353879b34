import { LIMITS } from '../protocol/claims.ts';

/** Takes in what comes on the probe's line, whatever it is. */
export type Intake = (detail: unknown) => void;

/**
 * Gathers claims, bounded in number and size. A microtask ends with the script that called: all its
 * claims go as one batch, in time even if the page is being left.
 * @param deliver gets the claims in order, and how many had to be left out
 */
export function createIntake(
  deliver: (claims: readonly string[], dropped: number) => void,
): Intake {
  let batch: string[] = [];
  let size = 0;
  let dropped = 0;
  const flush = (): void => {
    deliver(batch, dropped);
    batch = [];
    size = dropped = 0;
  };
  return (detail) => {
    if (typeof detail !== 'string' || detail.length > LIMITS.claim) return;
    if (size === 0 && dropped === 0) queueMicrotask(flush);
    // A number: that many were left out already.
    const lost = Number(detail) | 0;
    if (lost > 0) dropped += lost;
    else if (batch.length < LIMITS.batch && size + detail.length <= LIMITS.second) {
      size += detail.length;
      batch.push(detail);
    } else dropped += 1;
  };
}
