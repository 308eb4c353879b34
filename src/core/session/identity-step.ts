import { siteOf } from '../kissmetrics/page-url.ts';
import { newIdentitySignature } from './expectation.ts';
import type { DocumentState } from './frames.ts';
import type { Item } from './items.ts';
import type { IdentityObservation } from './observation.ts';
import { CALL_WINDOW_MS } from './pending.ts';
import { entryBase, type Mutable, type ReplayState } from './replay-state.ts';
import type { IdentityEntry } from './session.ts';

/**
 * Takes what a page says about its identity: an entry only if it is another than before. A
 * document that its frame shows no more has no say.
 */
export function identityStep(
  replay: ReplayState,
  item: Item,
  observation: IdentityObservation,
): void {
  const { frames, journal, timeline, engine } = replay;
  const document = frames.documentOf(observation);
  const frame = frames.get(observation.frameId);
  if (frame === undefined || !frames.isCurrent(document)) return;
  if (observation.apiKey) journal.set(document, 'apiKey', observation.apiKey);
  const { id, source } = observation;
  const previous = frame.identity;
  journal.set(frame, 'identity', id);
  journal.set(frame, 'kind', id === null ? 'none' : observation.kind);
  journal.set(frame, 'known', true);
  if (id === previous) return;
  journal.set(frame, 'change', item.seq);
  if (id !== null && id !== frame.latest) {
    journal.set(frame, 'before', frame.latest);
    journal.set(frame, 'latest', id);
  }
  const cause = causeOf(document, id, frame.kind === 'named', item.at);
  const base = entryBase(item);
  const entry: Mutable<IdentityEntry> = {
    key: base.key,
    at: base.at,
    frameId: base.frameId,
    findings: base.findings,
    kind: 'identity',
    identity: id,
    identityKind: (id === null ? null : replay.kinds().listed(id)) ?? frame.kind,
    previous,
    source,
  };
  if (base.documentId !== undefined) entry.documentId = base.documentId;
  if (cause !== undefined) entry.cause = cause;
  const { change, steady, at } = document.cookies;
  // Both are claimed with the time of one look.
  const cookies = at === item.at ? change : steady;
  if (cookies !== null) entry.cookies = cookies;
  if (observation.witness !== undefined) entry.witness = observation.witness;
  timeline.push(entry);
  engine.tell('identity', entry, siteOf(document.url));
}

/** The call that ran shortly before in the same document and has this effect. */
function causeOf(
  { calls }: DocumentState,
  id: string | null,
  named: boolean,
  at: number,
): IdentityEntry['cause'] {
  const identify = id === null ? undefined : calls.identifies.get(newIdentitySignature(id));
  const call = identify ?? (named ? null : calls.lastClear);
  if (!call || at - call.ranAt > CALL_WINDOW_MS) return undefined;
  return { method: call.method ?? '', call: call.key };
}
