import { lookUpError } from './failure-errors.ts';
import type { FinalDelivery } from './observation.ts';

/** How a request ended, by its HTTP status (0 or absent: no answer) or the browser's error. */
export function finalDelivery(
  status: number | undefined,
  error: string | undefined,
): FinalDelivery {
  if (error !== undefined && error !== '')
    return lookUpError(error)?.blocked ? 'blocked' : 'failed';
  return status !== undefined && status > 0 && status < 400 ? 'delivered' : 'failed';
}
