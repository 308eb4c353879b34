import { failureOf } from '../../session/failure.ts';
import { FAILURES } from '../../session/failure-errors.ts';
import type { RequestEntry } from '../../session/session.ts';
import { type Draft, HELP, type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

/** A tracking request that failed or was blocked. What the sandbox held back on purpose is no failure. */
export const notDelivered: Rule = {
  id: 'not-delivered',
  severity: 'error',
  help: HELP.reference,
  variants: [
    'failed',
    'failed-status',
    'failed-unexplained',
    'blocked',
    'blocked-unexplained',
    ...FAILURES,
  ],
  outcome(entry: RequestEntry): Draft | null {
    const { delivery, status, error, retryOf } = entry;
    const { kind, p, n } = entry.request;
    if (delivery !== 'failed' && delivery !== 'blocked') return null;
    const identities = [p, kind === 'alias' ? n : null].filter((id): id is string => Boolean(id));
    const failure = failureOf(entry);
    // What a repetition would have said had been sent before.
    if (failure?.reason === 'cached' && retryOf !== null) return null;
    if (failure !== null)
      return { variant: failure.reason, values: [shown(failure.value)], identities };
    if (error) return { variant: delivery, values: [shown(error)], identities };
    if (delivery === 'failed' && status !== undefined) {
      return { variant: 'failed-status', values: [String(status)], identities };
    }
    return { variant: `${delivery}-unexplained`, values: [], identities };
  },
};
