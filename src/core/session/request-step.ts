import type { AliasFacts } from '../findings/rule.ts';
import { ALIAS_WINDOW_MS } from '../kissmetrics/hosts.ts';
import type { TrackingRequest } from '../kissmetrics/tracking-request.ts';
import { isPartlyKnown } from '../kissmetrics/unread-body.ts';
import { chainFrom, effective } from './chain.ts';
import { requestPropertyNames } from './expectation.ts';
import { type Item, itemKey, observationSeq } from './item.ts';
import type { RequestObservation } from './observation.ts';
import type { PendingRequest } from './pending.ts';
import { entryBase, type Mutable, type ReplayState } from './replay-state.ts';
import type { Cause, Hop, RequestEntry } from './session.ts';

/** Whether an alias joins its identities. One that failed may have arrived, so it does. */
export function joinsPeople({ request, outcome }: Pick<Item, 'request' | 'outcome'>): boolean {
  if (request === null || !isComplete(request)) return false;
  return outcome?.delivery !== 'blocked' && outcome?.delivery !== 'held';
}

/**
 * Takes a tracking request with all its hops, at the place of the first. One that cannot be decoded
 * at all becomes a note.
 */
export function requestStep(
  replay: ReplayState,
  first: Item,
  observation: RequestObservation,
): void {
  if (first.prev !== null) return;
  const item = effective(first);
  const { request } = item;
  if (request === null) {
    replay.timeline.push({
      ...entryBase(item),
      kind: 'note',
      code: 'unreadable',
      detail: observation.url,
    });
    return;
  }
  const document = replay.frames.documentOf(observation);
  if (document.url === null && observation.documentUrl) {
    replay.frames.setUrl(document, observation.documentUrl);
  }
  if (observation.prerendered === undefined) {
    replay.frames.sent(document, observation.worker !== undefined, item.at);
  }
  if (request.apiKey) {
    if (document.apiKey === null) replay.journal.set(document, 'apiKey', request.apiKey);
    if (!replay.apiKeys.has(request.apiKey)) replay.apiKeys.set(request.apiKey, true);
  }
  const pending: PendingRequest = {
    key: item.seq,
    at: item.at,
    signatures: item.signatures,
    names: request.kind === 'properties' ? requestPropertyNames(request) : [],
    byWorker: observation.worker !== undefined,
    claimedBy: null,
  };
  const retried = firstOf(replay, item, request, observation);
  let cause: Cause;
  if (request.batch !== null) {
    // The library sends no batches.
    cause = retried === null ? { by: 'unknown' } : { by: 'queue', first: retried };
  } else if (retried === null) {
    cause = replay.pairing.causeOf(document, pending, request);
  } else {
    cause = { by: 'queue', first: retried };
    replay.pairing.closeByRetry(document, pending);
  }
  const facts = request.kind === 'alias' ? aliasFacts(replay, request) : null;
  const { method, url, body, witness, transport, documentUrl, stack, worker } = observation;
  const { prerendered, bodyEncoding } = observation;
  // Written out, because an object literal that begins with a spread is many times slower.
  const base = entryBase(item);
  const entry: Mutable<RequestEntry> = {
    key: base.key,
    at: base.at,
    frameId: base.frameId,
    findings: base.findings,
    kind: request.kind,
    request,
    method,
    url,
    witness,
    delivery: 'pending',
    cause,
    retryOf: retried,
  };
  if (base.documentId !== undefined) entry.documentId = base.documentId;
  if (base.time !== undefined) entry.time = base.time;
  if (transport !== undefined) entry.transport = transport;
  if (documentUrl !== undefined) entry.documentUrl = documentUrl;
  if (body !== undefined) entry.body = body;
  if (bodyEncoding !== undefined) entry.bodyEncoding = bodyEncoding;
  if (stack !== undefined) entry.stack = stack;
  if (worker !== undefined) entry.worker = worker;
  if (prerendered !== undefined) entry.prerendered = prerendered;
  const hops = hopsOf(first);
  if (hops !== null) entry.hops = hops;
  if (facts !== null) {
    if (base.time !== 'unknown') entry.mergeBy = item.at + ALIAS_WINDOW_MS;
    entry.joins = isNotKnown(request) ? 'unknown' : join(replay, item, request, retried !== null);
    if (facts.complete && entry.joins === 'none') entry.wouldJoin = facts.joined ? 'same' : 'two';
  }
  if (facts !== null && document.cookies.steady !== null) {
    entry.cookies = document.cookies.steady;
    replay.journal.set(document.cookies, 'alias', item.seq);
  }
  replay.timeline.push(entry);
  if (item.outcome !== null) replay.timeline.refresh(entry.key);
  if (retried !== null) return;
  const current = replay.timeline.get(entry.key) as RequestEntry;
  if (facts !== null) replay.engine.tell('alias', current, facts);
  else replay.engine.tell('activity', current);
  replay.engine.tell('request', current);
}

/** The hops of a request that was sent on; null for any other. */
function hopsOf(first: Item): readonly Hop[] | null {
  if (first.next === null && first.outcome?.redirect === undefined) return null;
  return chainFrom(first).map(({ observation, outcome, at, seq, next }) => {
    const { method, url } = observation as RequestObservation;
    const hop: Mutable<Hop> = { key: seq, method, url, at };
    if (outcome?.status !== undefined) hop.status = outcome.status;
    if (outcome?.redirect !== undefined) {
      hop.sentOn = outcome.internal ? 'browser' : 'server';
      hop.to = outcome.redirect;
    } else if (next !== null) hop.sentOn = 'worker';
    return hop;
  });
}

/**
 * The key of the first request of the same content; null if this is the first. What is not known as
 * a whole repeats nothing, and nothing repeats it. Items of a batch go by the batch.
 */
function firstOf(
  { firsts, timeline }: ReplayState,
  { seq }: Item,
  { batch }: TrackingRequest,
  observation: RequestObservation,
): number | null {
  if (isPartlyKnown(observation)) return null;
  if (batch !== null && batch.index > 0) {
    const head = timeline.get(observationSeq(seq));
    const first = head !== undefined && 'retryOf' in head ? head.retryOf : null;
    return first === null ? null : itemKey(first, batch.index);
  }
  const content = contentOf(observation);
  const first = firsts.get(content) ?? null;
  if (first === null) firsts.set(content, seq);
  return first;
}

/** What is the same in a retry: method, URL and body. No URL begins like a method. */
function contentOf({ method, url, body }: RequestObservation): string {
  return method === 'GET' && body === undefined ? url : `${method} ${url}\n${body ?? ''}`;
}

/** A retry counts only if what it repeats did not join. */
function join(
  replay: ReplayState,
  item: Item,
  { account, p, n }: TrackingRequest,
  retry: boolean,
): 'two' | 'same' | 'none' {
  if (!joinsPeople(item) || !account || !p || !n) return 'none';
  if (retry && replay.people.joined(account, p, n)) return 'same';
  return replay.join(account, p, n, item.seq);
}

function isComplete({ kind, account, p, n }: TrackingRequest): boolean {
  return kind === 'alias' && Boolean(account) && Boolean(p) && Boolean(n) && p !== n;
}

/** Whether what an alias needs may be in the part of it that could not be read. */
function isNotKnown({ unread, account, p, n }: TrackingRequest): boolean {
  return unread !== null && !(account && p && n);
}

function aliasFacts(replay: ReplayState, request: TrackingRequest): AliasFacts {
  const { p, n } = request;
  const account = request.account ?? '';
  const complete = isComplete(request);
  const named = (id: string | null) => {
    if (!id) return null;
    return replay.kinds().isNamed(id) ? id : (replay.people.group(account, id)?.named ?? null);
  };
  return {
    complete,
    namedLeft: named(p),
    namedRight: named(n),
    joined: complete && replay.people.joined(account, p ?? '', n ?? ''),
  };
}
