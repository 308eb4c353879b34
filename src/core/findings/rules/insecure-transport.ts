import { splitUrl } from '../../kissmetrics/url.ts';
import type { RequestEntry } from '../../session/session.ts';
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
        const { kind, p, n } = entry.request;
        const host = plainHost(entry);
        if (host === null) return;
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

/**
 * The host that was asked over plain http, on the way or in the end; null if none was. What a browser
 * makes https by itself was never sent over http.
 */
function plainHost({ request, hops }: RequestEntry): string | null {
  if (hops === undefined) return request.secure ? null : request.host;
  for (const { url, sentOn } of hops) {
    if (sentOn === 'browser' || sentOn === 'worker') continue;
    const parts = splitUrl(url);
    if (parts !== null && !parts.secure) return parts.host;
  }
  return null;
}
