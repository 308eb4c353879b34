import { HELP, type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

/** An alias of an identity with itself: it joins nobody. */
export const selfAlias: Rule = {
  id: 'self-alias',
  severity: 'warning',
  help: HELP.identities,
  watch: ({ report }) => ({
    alias({ key, request: { p, n } }) {
      if (p && p === n) report(key, { values: [shown(p)], identities: [p] });
    },
  }),
};
