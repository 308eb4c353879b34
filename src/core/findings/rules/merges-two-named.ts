import { HELP, type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

/** An alias between two named identities: right for one person with two names, wrong for two people. */
export const mergesTwoNamed: Rule = {
  id: 'merges-two-named',
  severity: 'warning',
  help: HELP.identities,
  variants: ['prevented'],
  watch: ({ report, kinds }) => ({
    alias({ key, joins, request: { p, n } }, { complete }) {
      if (!complete || !p || !n || !kinds().isNamed(p) || !kinds().isNamed(n)) return;
      report(key, {
        ...(joins === 'none' ? { variant: 'prevented' } : {}),
        values: [shown(p), shown(n)],
        identities: [p, n],
      });
    },
  }),
};
