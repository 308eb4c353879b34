import { CSP_ERROR, type FailureReason, lookUpError } from './failure-errors.ts';
import type { Delivery } from './observation.ts';

/** What is known of the end of a request. */
interface End {
  readonly delivery: Delivery;
  readonly status?: number;
  readonly error?: string;
}

export interface Failure {
  readonly reason: FailureReason;
  /** The HTTP status, the violated directive, or the browser's own word. */
  readonly value: string;
}

/** Why a request has no good answer; null if it has one, may still, or nothing is known. */
export function failureOf({ delivery, status, error }: End): Failure | null {
  if (delivery !== 'failed' && delivery !== 'blocked') return null;
  // A browser may throw the answer away and say so; what the server said tells more.
  if (status !== undefined && status >= 400)
    return { reason: status < 500 ? 'http-client' : 'http-server', value: String(status) };
  if (!error) return null;
  const line = lookUpError(error);
  if (line === null) return null;
  return { reason: line.reason, value: directiveOf(error) ?? error };
}

/** The message key of a failure in a few words. */
export function failureKey(reason: FailureReason): string {
  return `failure_${reason.replaceAll('-', '_')}`;
}

/** The directive of a content security policy that an error of ours names. */
function directiveOf(error: string): string | undefined {
  if (!error.startsWith(`${CSP_ERROR} `)) return undefined;
  return error.slice(CSP_ERROR.length + 1);
}
