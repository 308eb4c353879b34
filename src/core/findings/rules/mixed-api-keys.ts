import { HELP, type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

/** More than one API key in one session: an identity under one is another under the next. */
export const mixedApiKeys: Rule = {
  id: 'mixed-api-keys',
  severity: 'warning',
  help: HELP.reference,
  watch: ({ report, map }) => {
    const seen = map<string, string>();
    const FIRST = '';
    return {
      request({ key, request: { apiKey } }) {
        if (!apiKey || seen.has(apiKey)) return;
        const first = seen.get(FIRST);
        seen.set(apiKey, apiKey);
        if (first === undefined) seen.set(FIRST, apiKey);
        else report(key, { values: [shown(apiKey), shown(first)], identities: [] });
      },
    };
  },
};
