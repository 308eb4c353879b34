import { clearsIdentity } from '../../kissmetrics/arguments.ts';
import { HELP, type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

/** `identify` with nothing, or with what a template prints for nothing: the library clears the identity. */
export const identifyCleared: Rule = {
  id: 'identify-cleared',
  severity: 'info',
  help: HELP.reference,
  variants: ['string'],
  watch: ({ report }) => ({
    call({ key, method, args: [first] }) {
      if (method !== 'identify' || !clearsIdentity(first)) return;
      const variant = first?.type === 'string' ? { variant: 'string' } : {};
      report(key, { ...variant, values: [shown(first?.text ?? '')], identities: [] });
    },
  }),
};
