import { observationSeq } from '../session/item.ts';
import type { Observation } from '../session/observation.ts';
import type { Session } from '../session/session.ts';

/**
 * The observations that a part of a session rests on: those of its rows, of the calls that caused
 * them and the requests that those caused, and of the documents where they happened. Without what
 * belongs together a part would tell of calls that sent nothing.
 * @param keys of the entries wanted
 */
export function logPart(
  observations: readonly Observation[],
  session: Session,
  keys: ReadonlySet<number>,
): readonly Observation[] {
  // A batch is one request, which has all of its items.
  const wanted = new Set([...closure(session, keys)].map(observationSeq));
  const requests = new Set<string>();
  const calls = new Set<string>();
  const documents = new Set<string>();
  for (const observation of observations) {
    if (!wanted.has(observation.seq)) continue;
    if (observation.documentId !== undefined) documents.add(observation.documentId);
    if (observation.type === 'request') requests.add(observation.requestId);
    if (observation.type === 'call') calls.add(observation.callId);
  }
  return observations.filter((observation) => {
    if (wanted.has(observation.seq)) return true;
    switch (observation.type) {
      case 'outcome':
        return requests.has(observation.requestId);
      case 'call':
        return calls.has(observation.callId);
      case 'cookies':
      case 'library':
      case 'navigation':
        return observation.documentId === undefined || documents.has(observation.documentId);
      default:
        return false;
    }
  });
}

/** The entries with all that caused them and that they caused. */
function closure(session: Session, keys: ReadonlySet<number>): ReadonlySet<number> {
  const wanted = new Set<number>();
  const waiting = [...keys];
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    const entry = session.entry(key);
    if (entry === undefined || wanted.has(key)) continue;
    wanted.add(key);
    if (entry.kind === 'call') waiting.push(...entry.requests);
    if (!('request' in entry)) continue;
    for (const hop of entry.hops ?? []) wanted.add(hop.key);
    if (entry.cause.by === 'call' || entry.cause.by === 'form') waiting.push(entry.cause.call);
    if (entry.cause.by === 'queue') waiting.push(entry.cause.first);
  }
  return wanted;
}
