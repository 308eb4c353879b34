import { identityArgument } from '../../kissmetrics/arguments.ts';
import { HELP, type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

/** An `alias` or `identify` that should have sent a request, and none was seen. */
export const calledNotSent: Rule = {
  id: 'called-not-sent',
  severity: 'warning',
  help: HELP.identities,
  variants: ['queued'],
  watch: ({ report, retract }) => ({
    unsent({ key, method, args, ranAt }) {
      if (method !== 'alias' && method !== 'identify') return;
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
  }),
};
