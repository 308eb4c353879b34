import { isMangledAnonymousId } from '../../kissmetrics/identity.ts';
import { identityWatch } from '../identity-rule.ts';
import { HELP, type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

/** An identity that begins or ends with white space: another identity than the one without. */
export const surroundingWhitespace: Rule = {
  id: 'surrounding-whitespace',
  severity: 'warning',
  help: HELP.identities,
  watch: (context) =>
    identityWatch(context, (identity) => {
      const trimmed = identity.trim();
      if (trimmed === identity || isMangledAnonymousId(identity)) return null;
      return { values: [shown(identity), shown(trimmed)] };
    }),
};
