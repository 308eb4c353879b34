import { isNamed } from '../../kissmetrics/identity.ts';
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
  watch: ({ report, retract, map }) => {
    const active = map<string, true>();
    /** The alias that waits for an identity to be seen. */
    const waiting = map<string, number>();
    return {
      alias({ key, joins, request: { apiKey, p, n } }, { complete }) {
        if (!complete || joins === 'none' || !p || !n) return;
        const newer = isNamed(p) && !isNamed(n) ? p : n;
        const identity = `${apiKey}\n${newer}`;
        if (active.has(identity) || waiting.has(identity)) return;
        waiting.set(identity, key);
        report(key, { values: [shown(newer)], identities: [newer] });
      },
      activity({ request: { apiKey, p } }) {
        const identity = `${apiKey}\n${p ?? ''}`;
        if (active.has(identity)) return;
        active.set(identity, true);
        const alias = waiting.get(identity);
        if (alias === undefined) return;
        waiting.delete(identity);
        retract(alias);
      },
    };
  },
};
