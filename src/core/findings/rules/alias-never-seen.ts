import { HELP, type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

/**
 * An alias whose newer identity has no event and no property in the session, before or after it.
 * The newer identity is the named one of a pair with an anonymous ID, else `_n`.
 */
export const aliasNeverSeen: Rule = {
  id: 'alias-never-seen',
  severity: 'info',
  help: HELP.identities,
  watch: ({ report, retract, identityMap, kinds }) => {
    const active = identityMap<true>();
    /** The alias that waits for an identity to be seen. */
    const waiting = identityMap<number>();
    return {
      alias({ key, joins, request: { apiKey, p, n } }, { complete }) {
        if (!complete || joins === 'none' || !p || !n) return;
        const newer = kinds().isNamed(p) && !kinds().isNamed(n) ? p : n;
        if (active.get(apiKey, newer) || waiting.get(apiKey, newer) !== undefined) return;
        waiting.set(apiKey, newer, key);
        report(key, { values: [shown(newer)], identities: [newer] });
      },
      activity({ request: { apiKey, p } }) {
        if (!p || active.get(apiKey, p)) return;
        active.set(apiKey, p, true);
        const alias = waiting.get(apiKey, p);
        if (alias === undefined) return;
        waiting.delete(apiKey, p);
        retract(alias);
      },
    };
  },
};
