import { clearsIdentity, identityArgument } from '../kissmetrics/arguments.ts';
import { identityKind } from '../kissmetrics/identity.ts';
import { eventSignature, expectation, newIdentitySignature } from './expectation.ts';
import type { DocumentState } from './frames.ts';
import type { Item } from './item.ts';
import type { CallObservation, IdentityKindOrNone } from './observation.ts';
import type { PendingCall } from './pending.ts';
import { entryBase, type Mutable, type ReplayState } from './replay-state.ts';
import type { CallEntry, CallFate } from './session.ts';

const TRACKERS: ReadonlySet<string | null> = new Set([
  'trackClick',
  'trackClickOnOutboundLink',
  'trackSubmit',
]);

/** Takes a call: made, or run by the library. The two reports of a queued call make one entry. */
export function callStep(replay: ReplayState, item: Item, observation: CallObservation): void {
  const { journal, frames, calls } = replay;
  const known = calls.get(observation.callId);
  if (known !== undefined) {
    if (observation.phase !== 'ran' || known.call.state !== 'queued') return;
    journal.set(known.call, 'state', 'closed');
    journal.set(known.document.calls, 'queued', known.document.calls.queued - 1);
    run(replay, known.document, known.call, observation, item.at);
    return;
  }
  const document = frames.documentOf(observation);
  replay.watch(document);
  const { method, args, phase } = observation;
  const queued = phase === 'queued';
  const call: PendingCall = {
    key: item.seq,
    method,
    expectation: expectation(method, args, undefined),
    order: 0,
    ranAt: item.at,
    state: queued ? 'queued' : 'closed',
  };
  calls.set(observation.callId, { call, document });
  const base = entryBase(item);
  const entry: Mutable<CallEntry> = {
    key: base.key,
    at: base.at,
    frameId: base.frameId,
    findings: base.findings,
    kind: 'call',
    method,
    args,
    through: observation.through,
    fate: queued ? 'queued' : 'nothing-to-send',
    requests: [],
  };
  if (base.documentId !== undefined) entry.documentId = base.documentId;
  if (base.time !== undefined) entry.time = base.time;
  if (observation.stack !== undefined) entry.stack = observation.stack;
  replay.timeline.push(entry);
  replay.engine.tell('call', entry);
  if (queued) {
    journal.set(document.calls, 'queued', document.calls.queued + 1);
    document.calls.waiting.push(call);
  } else {
    run(replay, document, call, observation, item.at);
  }
}

/** Gives a call its fate; the rules are told when nothing was sent that should have been. */
export function setFate(
  replay: ReplayState,
  { key }: PendingCall,
  fate: CallFate,
  requests?: readonly number[],
): void {
  const entry = replay.timeline.get(key) as CallEntry;
  const changed = { ...entry, fate, requests: requests ?? entry.requests };
  replay.timeline.replace(changed);
  if (fate === 'not-sent') replay.engine.tell('unsent', changed);
}

function run(
  replay: ReplayState,
  document: DocumentState,
  call: PendingCall,
  observation: CallObservation,
  at: number,
): void {
  const { journal, timeline, pairing, engine } = replay;
  const { method, args, identityBefore } = observation;
  const before = kindBefore(replay, observation);
  const expected = expectation(method, args, before);
  const waits = expected.sends === 'must' || (expected.sends === 'may' && before === undefined);
  journal.set(replay, 'ran', replay.ran + 1);
  journal.set(call, 'order', replay.ran);
  journal.set(call, 'ranAt', at);
  journal.set(call, 'expectation', expected);
  const entry: Mutable<CallEntry> = { ...(timeline.get(call.key) as CallEntry), ranAt: at };
  entry.fate = waits ? 'waiting' : 'nothing-to-send';
  if (observation.exists !== undefined) entry.exists = observation.exists;
  if (identityBefore !== undefined) {
    entry.identityBefore = identityBefore;
    // The probe looks at both together.
    const { steady } = document.cookies;
    if (steady !== null) entry.cookies = steady;
  }
  timeline.replace(entry);
  pairing.ran(document, call);
  remember(replay, document, call, observation);
  engine.tell('ran', timeline.get(call.key) as CallEntry);
}

/** Keeps what later explains a change of identity, or a request of a tracked element. */
function remember(
  { journal }: ReplayState,
  { calls }: DocumentState,
  call: PendingCall,
  { method, args }: CallObservation,
): void {
  const clears = method === 'identify' && clearsIdentity(args[0]);
  if (method === 'clearIdentity' || clears) journal.set(calls, 'lastClear', call);
  else if (method === 'identify') {
    const id = identityArgument(args[0]);
    if (id !== null) calls.identifies.set(newIdentitySignature(id), call);
  }
  if (!TRACKERS.has(method)) return;
  calls.trackers.set(eventSignature(args[1]?.text ?? ''), call);
  if (method === 'trackSubmit') journal.set(calls, 'lastForm', call);
}

function kindBefore(
  { frames }: ReplayState,
  { frameId, identityBefore }: CallObservation,
): IdentityKindOrNone | undefined {
  const frame = frames.get(frameId);
  if (identityBefore === undefined) return frame?.known ? frame.kind : undefined;
  if (identityBefore === null) return 'none';
  return frame?.identity === identityBefore ? frame.kind : identityKind(identityBefore);
}
