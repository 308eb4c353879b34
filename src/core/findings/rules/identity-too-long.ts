import { MAX_IDENTITY_LENGTH } from '../../kissmetrics/hosts.ts';
import { identityWatch } from '../identity-rule.ts';
import { HELP, type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

/** An identity of more characters than Kissmetrics takes; a surrogate pair is one character. */
export const identityTooLong: Rule = {
  id: 'identity-too-long',
  severity: 'error',
  help: HELP.identities,
  watch: (context) =>
    identityWatch(context, (identity) => {
      if (identity.length <= MAX_IDENTITY_LENGTH) return null;
      const length = countCharacters(identity);
      if (length <= MAX_IDENTITY_LENGTH) return null;
      return { values: [shown(identity), String(length), String(MAX_IDENTITY_LENGTH)] };
    }),
};

function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
