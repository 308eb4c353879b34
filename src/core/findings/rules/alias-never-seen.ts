import { HELP, type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

/**
 * An alias whose newer identity has no event and no property in the session, before or after it.
 * The newer identity is the named one of a pair with an anonymous ID, else `_n`. Once a request came
 * of which it is not known whose it is, nothing can be said of what has none.
 */
export const aliasNeverSeen: Rule = {
  id: 'alias-never-seen',
  severity: 'info',
  help: HELP.identities,
  watch: ({ report, retract, identityMap, map, kinds }) => {
    const active = identityMap<true>();
    /** The alias that waits for an identity to be seen. */
    const waiting = identityMap<number>();
    const reported = map<number, true>();
    /** Has its one entry once whose activity it was is not known. */
    const unknown = map<'', true>();
    return {
      alias({ key, joins, request: { account, p, n } }, { complete }) {
        if (!complete || joins === 'none' || !p || !n || unknown.has('')) return;
        const newer = kinds().isNamed(p) && !kinds().isNamed(n) ? p : n;
        if (active.get(account, newer) || waiting.get(account, newer) !== undefined) return;
        waiting.set(account, newer, key);
        reported.set(key, true);
        report(key, { values: [shown(newer)], identities: [newer] });
      },
      activity({ request: { account, p, unread } }) {
        if (!p && unread !== null && !unknown.has('')) {
          unknown.set('', true);
          for (const key of [...reported.keys()]) retract(key);
        }
        if (!p || active.get(account, p)) return;
        active.set(account, p, true);
        const alias = waiting.get(account, p);
        if (alias === undefined) return;
        waiting.delete(account, p);
        reported.delete(alias);
        retract(alias);
      },
    };
  },
};
