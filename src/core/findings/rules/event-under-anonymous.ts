import { identityKind } from '../../kissmetrics/identity.ts';
import { HELP, type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

/**
 * An event or properties under an anonymous ID that an alias has joined with a named one before:
 * once for each anonymous ID.
 */
export const eventUnderAnonymous: Rule = {
  id: 'event-under-anonymous',
  severity: 'warning',
  help: HELP.identities,
  variants: ['properties'],
  watch: ({ report, identityMap, people }) => {
    const reported = identityMap<true>();
    return {
      activity({ key, kind, request: { apiKey, p, n } }) {
        if (!apiKey || !p || identityKind(p) !== 'anonymous') return;
        const named = people.group(apiKey, p)?.named ?? null;
        if (named === null || reported.get(apiKey, p)) return;
        reported.set(apiKey, p, true);
        report(key, {
          ...(kind === 'properties' ? { variant: 'properties' } : {}),
          values: [shown(p), shown(named), shown(n ?? '')],
          identities: [p, named],
        });
      },
    };
  },
};
