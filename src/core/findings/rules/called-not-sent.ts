import { identityArgument } from '../../kissmetrics/arguments.ts';
import { HELP, type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

/** Milliseconds in which a request may be that of a call: from shortly before it on. */
const BEFORE = 1_000;
const AFTER = 5_000;

/**
 * An `alias` or `identify` that should have sent a request, and none was seen. Where an alias was
 * seen about that time that could not be read, that may have been it.
 */
export const calledNotSent: Rule = {
  id: 'called-not-sent',
  severity: 'warning',
  help: HELP.identities,
  variants: ['queued'],
  watch: ({ report, retract, map }) => {
    /** Seconds since 1970 in which an alias was seen that could not be read. */
    const unread = map<number, true>();
    const second = (at: number) => Math.floor(at / 1_000);
    const mayBeUnread = (ranAt: number): boolean => {
      for (let at = second(ranAt - BEFORE); at <= second(ranAt + AFTER); at++)
        if (unread.has(at)) return true;
      return false;
    };
    return {
      alias({ at, request }) {
        if (request.unread !== null && !(request.p && request.n)) unread.set(second(at), true);
      },
      unsent({ key, method, args, ranAt }) {
        if (method !== 'alias' && method !== 'identify') return;
        if (ranAt !== undefined && mayBeUnread(ranAt)) return;
        const identities = args
          .slice(0, method === 'alias' ? 2 : 1)
          .map(identityArgument)
          .filter((id): id is string => id !== null);
        report(key, {
          ...(ranAt === undefined ? { variant: 'queued' } : {}),
          values: [method, identities.map(shown).join('”, “')],
          identities,
        });
      },
      ran({ key }) {
        retract(key);
      },
    };
  },
};
