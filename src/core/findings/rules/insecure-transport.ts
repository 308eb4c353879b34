import { HELP, type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

/** Identities sent over plain http: once for each site and tracking host. */
export const insecureTransport: Rule = {
  id: 'insecure-transport',
  severity: 'warning',
  help: HELP.reference,
  watch: ({ report, map, site }) => {
    const reported = map<string, true>();
    return {
      request(entry) {
        const { secure, host, kind, p, n } = entry.request;
        if (secure) return;
        const identities = [p, kind === 'alias' ? n : null].filter((id) => id) as string[];
        const place = `${site(entry)} ${host}`;
        if (identities.length === 0 || reported.has(place)) return;
        reported.set(place, true);
        report(entry.key, {
          values: [identities.map(shown).join('”, “'), shown(host)],
          identities,
        });
      },
    };
  },
};
