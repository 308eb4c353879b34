import { HELP, type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

/**
 * An alias without `_k`, `_p` or `_n`, or with an empty one: Kissmetrics answers 200 and does nothing.
 * What could not be read may have it.
 */
export const missingParameter: Rule = {
  id: 'missing-parameter',
  severity: 'error',
  help: HELP.identities,
  variants: ['known'],
  watch: ({ report }) => ({
    alias({ key, request: { account, p, n, unread, batch } }) {
      if ((account && p && n) || unread !== null) return;
      const needed = batch === null ? { _k: account, _p: p, _n: n } : { identity: p, alias: n };
      const missing = Object.entries(needed)
        .filter(([, value]) => !value)
        .map(([name]) => name);
      const identities = [p, n].filter((id): id is string => Boolean(id));
      const values = [missing.join(', '), identities.map(shown).join('”, “')];
      report(key, { ...(identities.length > 0 ? { variant: 'known' } : {}), values, identities });
    },
  }),
};
