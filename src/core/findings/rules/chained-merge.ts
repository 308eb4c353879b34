import { HELP, type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

/**
 * An alias that makes one person of two groups which each have a named identity of their own,
 * without naming both itself: the page means one identity, and joins two people.
 */
export const chainedMerge: Rule = {
  id: 'chained-merge',
  severity: 'error',
  help: HELP.identities,
  variants: ['prevented'],
  watch: ({ report, kinds }) => ({
    alias({ key, joins, request: { p, n } }, { complete, namedLeft, namedRight, joined }) {
      if (!complete || joined || !p || !n || namedLeft === null || namedRight === null) return;
      if (kinds().isNamed(p) && kinds().isNamed(n)) return;
      report(key, {
        ...(joins === 'none' ? { variant: 'prevented' } : {}),
        values: [shown(p), shown(n), shown(namedLeft), shown(namedRight)],
        identities: [...new Set([p, n, namedLeft, namedRight])],
      });
    },
  }),
};
