import { identityWatch } from '../identity-rule.ts';
import { HELP, type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

/** Longer ones need no look. */
const LONGEST = 4096;

/** An identity that is percent-encoded still after decoding: encoded once by the site, once by the library. */
export const doubleEncoded: Rule = {
  id: 'double-encoded',
  severity: 'warning',
  help: HELP.reference,
  watch: (context) =>
    identityWatch(context, (identity) => {
      const meant = decodedOnceMore(identity);
      return meant === null ? null : { values: [shown(identity), shown(meant)] };
    }),
};

/** Null unless every `%` begins well-formed percent-encoding, as an encoder leaves it. */
export function decodedOnceMore(identity: string): string | null {
  if (identity.length > LONGEST || !/%[0-9a-f]{2}/i.test(identity)) return null;
  try {
    return decodeURIComponent(identity);
  } catch {
    return null;
  }
}
