import { countSeverities } from '../findings/gravity.ts';
import { AliasGraph } from '../people/graph.ts';
import type { Kinds } from '../people/kinds/kinds.ts';
import type { Counts, Entry, RequestEntry, Session } from './session.ts';

/**
 * A part of a session: the entries of `keys` as they are in the whole, with what was found about
 * them there, and the people that the aliases among them make.
 */
export function partOf(session: Session, keys: ReadonlySet<number>): Session {
  const entries = session.entries.filter(({ key }) => keys.has(key));
  const places = new Map(entries.map(({ key }, index) => [key, index]));
  const requests = entries.filter(isRequest);
  const apiKeys = new Set(requests.map(({ request }) => request.apiKey));
  const findings = entries.flatMap((entry) => entry.findings);
  return {
    entries,
    counts: countsOf(entries, requests),
    apiKeys: session.apiKeys.filter((key) => apiKeys.has(key)),
    findings,
    severities: countSeverities(findings),
    people: peopleOf(requests, () => session.kinds),
    get kinds() {
      return session.kinds;
    },
    entry: (key) => (keys.has(key) ? session.entry(key) : undefined),
    indexOf: (key) => places.get(key),
    current: (frameId) => session.current(frameId),
  };
}

function isRequest(entry: Entry): entry is RequestEntry {
  return 'request' in entry;
}

function countsOf(entries: readonly Entry[], requests: readonly RequestEntry[]): Counts {
  const of = (kind: RequestEntry['kind']) =>
    requests.filter((entry) => entry.kind === kind && entry.retryOf === null).length;
  return {
    alias: of('alias'),
    event: of('event'),
    properties: of('properties'),
    retry: requests.filter(({ retryOf }) => retryOf !== null).length,
    malformed: requests.filter(({ request }) => request.problems.length > 0).length,
    unreadable: requests.filter(({ request }) => request.unread !== null).length,
    finding: entries.reduce((sum, { findings }) => sum + findings.length, 0),
  };
}

/** As in the whole: a retry counts only where what it repeats did not join. */
function peopleOf(requests: readonly RequestEntry[], kinds: () => Kinds): AliasGraph {
  const people = new AliasGraph(kinds);
  for (const { key, request, joins, retryOf } of requests) {
    const { account, p, n } = request;
    if (joins === undefined || joins === 'none' || !account || !p || !n) continue;
    if (retryOf !== null && people.joined(account, p, n)) continue;
    people.add(account, p, n, key);
  }
  return people;
}
