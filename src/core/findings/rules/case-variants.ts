import { isNamed } from '../../kissmetrics/identity.ts';
import type { RequestEntry } from '../../session/session.ts';
import { HELP, type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

/**
 * Two named identities that differ only in letter case: two people to Kissmetrics. So are two
 * spellings of a UUID, whatever its kind.
 */
export const caseVariants: Rule = {
  id: 'case-variants',
  severity: 'warning',
  help: HELP.identities,
  watch: ({ report, identityMap }) => {
    /** The first spelling by its lower case, and every other spelling reported. */
    const spellings = identityMap<string>();
    const reported = identityMap<true>();

    function look({ key, request: { account } }: RequestEntry, identity: string | null): void {
      if (!identity || !isNamed(identity)) return;
      const folded = identity.toLowerCase();
      const first = spellings.get(account, folded);
      if (first === undefined) {
        spellings.set(account, folded, identity);
        return;
      }
      if (first === identity || reported.get(account, identity)) return;
      reported.set(account, identity, true);
      report(key, { values: [shown(identity), shown(first)], identities: [identity, first] });
    }

    return {
      alias(entry) {
        look(entry, entry.request.p);
        look(entry, entry.request.n);
      },
      activity(entry) {
        look(entry, entry.request.p);
      },
    };
  },
};
