import { HELP, type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

/** An alias without `_k`, `_p` or `_n`, or with an empty one: Kissmetrics answers 200 and does nothing. */
export const missingParameter: Rule = {
  id: 'missing-parameter',
  severity: 'error',
  help: HELP.identities,
  variants: ['known'],
  watch: ({ report }) => ({
    alias({ key, request: { apiKey, p, n } }) {
      if (apiKey && p && n) return;
      const missing = Object.entries({ _k: apiKey, _p: p, _n: n })
        .filter(([, value]) => !value)
        .map(([name]) => name);
      const identities = [p, n].filter((id): id is string => Boolean(id));
      const values = [missing.join(', '), identities.map(shown).join('”, “')];
      report(key, { ...(identities.length > 0 ? { variant: 'known' } : {}), values, identities });
    },
  }),
};
