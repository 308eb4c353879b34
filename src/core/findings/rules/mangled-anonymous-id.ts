import { isMangledAnonymousId } from '../../kissmetrics/identity.ts';
import { identityWatch } from '../identity-rule.ts';
import { HELP, type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

/** An anonymous ID that was put into a URL unencoded, so that its `+` arrived as a space. */
export const mangledAnonymousId: Rule = {
  id: 'mangled-anonymous-id',
  severity: 'error',
  help: HELP.identities,
  watch: (context) =>
    identityWatch(context, (identity) =>
      isMangledAnonymousId(identity)
        ? { values: [shown(identity), shown(identity.replaceAll(' ', '+'))] }
        : null,
    ),
};
