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
  watch: ({ report, map, people }) => {
    const reported = map<string, true>();
    return {
      activity({ key, kind, request: { apiKey, p, n } }) {
        if (!apiKey || !p || identityKind(p) !== 'anonymous') return;
        const identity = `${apiKey}\n${p}`;
        const named = people.group(apiKey, p)?.named ?? null;
        if (named === null || reported.has(identity)) return;
        reported.set(identity, true);
        report(key, {
          ...(kind === 'properties' ? { variant: 'properties' } : {}),
          values: [shown(p), shown(named), shown(n ?? '')],
          identities: [p, named],
        });
      },
    };
  },
};
