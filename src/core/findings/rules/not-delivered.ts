import type { RequestEntry } from '../../session/session.ts';
import { type Draft, HELP, type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

/** A tracking request that failed or was blocked. What the sandbox held back on purpose is no failure. */
export const notDelivered: Rule = {
  id: 'not-delivered',
  severity: 'error',
  help: HELP.reference,
  variants: ['failed', 'failed-status', 'failed-unexplained', 'blocked', 'blocked-unexplained'],
  outcome({ delivery, status, error, request: { kind, p, n } }: RequestEntry): Draft | null {
    if (delivery !== 'failed' && delivery !== 'blocked') return null;
    const identities = [p, kind === 'alias' ? n : null].filter((id): id is string => Boolean(id));
    if (error) return { variant: delivery, values: [shown(error)], identities };
    if (delivery === 'failed' && status !== undefined) {
      return { variant: 'failed-status', values: [String(status)], identities };
    }
    return { variant: `${delivery}-unexplained`, values: [], identities };
  },
};
