import { identityWatch } from '../identity-rule.ts';
import { nobodyIn } from '../nobody/nobody.ts';
import { HELP, type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

/** An identity that many people would share, so that all of them become one person permanently. */
export const sharedIdentity: Rule = {
  id: 'shared-identity',
  severity: 'error',
  help: HELP.identities,
  variants: ['default', 'template', 'printed'],
  watch: (context) =>
    identityWatch(context, (identity) => {
      const variant = nobodyIn(identity);
      return variant === null ? null : { variant, values: [shown(identity)] };
    }),
};
