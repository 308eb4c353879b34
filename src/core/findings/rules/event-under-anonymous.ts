import { HELP, type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

/**
 * An event or properties under an anonymous ID that an alias has joined with a named one before:
 * once for each anonymous ID. It names the identity that the ID itself was aliased with, where there
 * is one, rather than any other of the same person.
 */
export const eventUnderAnonymous: Rule = {
  id: 'event-under-anonymous',
  severity: 'warning',
  help: HELP.identities,
  variants: ['properties'],
  watch: ({ report, identityMap, people, kinds }) => {
    const reported = identityMap<true>();
    const partners = identityMap<string>();

    function pair(account: string, id: string, other: string): void {
      if (kinds().of(id) !== 'anonymous' || !kinds().isNamed(other)) return;
      if (partners.get(account, id) === undefined) partners.set(account, id, other);
    }

    return {
      alias({ joins, request: { account, p, n } }, { complete }) {
        if (!complete || joins === 'none' || !account || !p || !n) return;
        pair(account, p, n);
        pair(account, n, p);
      },
      activity({ key, kind, request: { account, p, n } }) {
        if (!account || !p || kinds().of(p) !== 'anonymous') return;
        const named = partners.get(account, p) ?? people.group(account, p)?.named ?? null;
        if (named === null || reported.get(account, p)) return;
        reported.set(account, p, true);
        report(key, {
          ...(kind === 'properties' ? { variant: 'properties' } : {}),
          values: [shown(p), shown(named), shown(n ?? '')],
          identities: [p, named],
        });
      },
    };
  },
};
