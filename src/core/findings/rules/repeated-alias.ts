import { HELP, type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

/** The same pair again, in either order, by a new call: harmless, and a sign of a call too many. */
export const repeatedAlias: Rule = {
  id: 'repeated-alias',
  severity: 'info',
  help: HELP.identities,
  watch: ({ report, map }) => {
    const pairs = map<string, true>();
    return {
      alias({ key, request: { account, p, n } }, { complete }) {
        if (!complete || !account || !p || !n) return;
        const [a, b] = p < n ? [p, n] : [n, p];
        const pair = `${account.length} ${a.length} ${account}${a}${b}`;
        if (pairs.has(pair)) report(key, { values: [shown(p), shown(n)], identities: [p, n] });
        else pairs.set(pair, true);
      },
    };
  },
};
