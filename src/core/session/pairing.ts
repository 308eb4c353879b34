import type { TrackingRequest } from '../kissmetrics/tracking-request.ts';
import type { DocumentState } from './frames.ts';
import { type Journal, JournaledQueue } from './journal.ts';
import {
  CALL_WINDOW_MS,
  Calls,
  CLAIM_WINDOW_MS,
  isNear,
  type PendingCall,
  type PendingRequest,
  sharesNames,
} from './pending.ts';
import type { CallFate, Cause } from './session.ts';

/** What pairing does to the timeline. */
export interface PairingEffects {
  setCause(request: number, cause: Cause): void;
  /** @param requests entry keys of the requests that the call caused; as before if absent */
  setFate(call: PendingCall, fate: CallFate, requests?: readonly number[]): void;
  /** Adds a request to those that a tracked element has caused. */
  addRequest(call: PendingCall, request: number): void;
}

/** Calls of other documents that are looked at for a worker's request. */
const LOOK_AROUND = 256;

/**
 * Pairs requests with the calls that caused them: within one document, by content and nearness in
 * time. Of several calls that fit, the earliest gets the earliest request. What a worker sends may
 * come of a call in any document: a page's service worker may answer what the page sends by sending
 * it itself, and Chromium tells of the worker's request only.
 */
export class Pairing {
  readonly #journal: Journal;
  readonly #effects: PairingEffects;
  readonly #expiring: JournaledQueue<{ call: PendingCall; document: DocumentState }>;
  /** The requests of workers. */
  readonly #workers: Calls;

  constructor(journal: Journal, effects: PairingEffects) {
    this.#journal = journal;
    this.#effects = effects;
    this.#expiring = new JournaledQueue(journal);
    this.#workers = new Calls(journal);
  }

  /** Finds the cause of a request, which is about to become an entry. */
  causeOf(document: DocumentState, request: PendingRequest, decoded: TrackingRequest): Cause {
    const { calls } = document;
    if (request.byWorker) {
      const cause = this.#causeOfWorkers(request);
      if (cause !== null) return cause;
      if (calls.watched) return { by: 'unseen' };
      calls.unexplained.push(request.key);
      return { by: 'unknown' };
    }
    calls.remember(request);
    const call = calls.callFor(request, 'must') ?? calls.sharedCallFor(request);
    if (call !== null) return this.#claim(document, request, call);
    if (isMarked(document, decoded)) return { by: 'url' };
    const possible = calls.callFor(request, 'may');
    if (possible !== null) return this.#claim(document, request, possible);
    const tracked = trackerOf(document, request, decoded);
    if (tracked !== null) {
      this.#effects.addRequest(tracked, request.key);
      return tracked.method === 'trackSubmit'
        ? { by: 'form', call: tracked.key }
        : { by: 'call', method: tracked.method ?? '', call: tracked.key };
    }
    calls.addUnclaimed(request);
    if (calls.watched) return { by: 'unseen' };
    calls.unexplained.push(request.key);
    return { by: 'unknown' };
  }

  /** A request sent again may be what a call of the same content sent, if both came in one second. */
  closeByRetry(document: DocumentState, request: PendingRequest): void {
    const call = request.byWorker
      ? (this.#around(request, 'must')?.call ?? null)
      : document.calls.callFor(request, 'must');
    if (call === null) return;
    this.#journal.set(call, 'state', 'closed');
    this.#effects.setFate(call, 'sent', [request.key]);
  }

  /** Takes a call that ran, and pairs it with a request seen shortly before it. */
  ran(document: DocumentState, call: PendingCall): void {
    const { calls } = document;
    if (call.expectation.sends === 'nothing') return;
    const request = calls.requestFor(call) ?? this.#workers.requestFor(call);
    if (request !== null) {
      this.#effects.setCause(request.key, this.#claim(document, request, call));
      return;
    }
    this.#journal.set(call, 'state', 'open');
    calls.addCall(call);
    this.#expiring.push({ call, document });
    const same = calls.sameAs(call) ?? this.#workers.sameAs(call);
    const maker = same?.claimedBy;
    if (!same || !maker || maker.method === call.method || !isNear(maker, call)) return;
    if (same.at < call.ranAt - CLAIM_WINDOW_MS || !isIdentityMethod(call.method)) return;
    this.#effects.setFate(call, 'sent', [same.key]);
    calls.share(call);
  }

  /** Closes the calls that have waited too long at a time, in milliseconds since 1970. */
  expire(now: number): void {
    for (;;) {
      const first = this.#expiring.peek();
      if (first === undefined || first.call.ranAt + CALL_WINDOW_MS >= now) return;
      this.#expiring.shift();
      this.#close(first.call, first.document);
    }
  }

  /** Whether a call may still be closed by nothing but time. */
  waits(): boolean {
    let first = this.#expiring.peek();
    while (first !== undefined && first.call.state === 'closed') {
      this.#expiring.shift();
      first = this.#expiring.peek();
    }
    return first !== undefined;
  }

  /** A document was left: what still waits in its queue will not run. */
  leave(document: DocumentState): void {
    const { waiting } = document.calls;
    for (let call = waiting.shift(); call !== undefined; call = waiting.shift()) {
      if (call.state !== 'queued') continue;
      const sends = call.expectation.sends !== 'nothing';
      this.#effects.setFate(call, sends ? 'not-sent' : 'nothing-to-send');
    }
  }

  #causeOfWorkers(request: PendingRequest): Cause | null {
    this.#workers.remember(request);
    const found = this.#around(request, 'must') ?? this.#around(request, 'may');
    if (found !== null) return this.#claim(found.document, request, found.call);
    this.#workers.addUnclaimed(request);
    return null;
  }

  /** The earliest open call of any document whose request this may be. */
  #around(
    request: PendingRequest,
    sends: 'must' | 'may',
  ): { readonly call: PendingCall; readonly document: DocumentState } | null {
    for (let offset = 0; offset < LOOK_AROUND; offset++) {
      const open = this.#expiring.peek(offset);
      if (open === undefined) return null;
      const { state, expectation } = open.call;
      if (state !== 'open' || expectation.sends !== sends) continue;
      const fits = expectation.signatures.some((one) => request.signatures.includes(one));
      if (fits && sharesNames(open.call, request)) return open;
    }
    return null;
  }

  #close(call: PendingCall, document: DocumentState): void {
    const { state } = call;
    if (state !== 'open' && state !== 'shared') return;
    this.#journal.set(call, 'state', 'closed');
    if (state === 'shared') return;
    if (call.expectation.sends === 'may') {
      this.#effects.setFate(call, 'nothing-to-send');
      return;
    }
    const since = call.ranAt - CLAIM_WINDOW_MS;
    const same = [document.calls, this.#workers]
      .map((calls) => calls.sameAs(call))
      .find((request) => request !== null && request.at >= since);
    if (same) {
      this.#effects.setFate(call, 'sent', [same.key]);
    } else {
      this.#effects.setFate(call, 'not-sent');
    }
  }

  #claim(document: DocumentState, request: PendingRequest, call: PendingCall): Cause {
    const { calls } = document;
    this.#journal.set(request, 'claimedBy', call);
    this.#journal.set(call, 'state', 'closed');
    this.#effects.setFate(call, 'sent', [request.key]);
    if (isIdentityMethod(call.method)) {
      const nested = calls.nestedWith(call, request);
      if (nested !== null) {
        this.#effects.setFate(nested, 'sent', [request.key]);
        calls.share(nested);
      }
    }
    return { by: 'call', method: call.method ?? '', call: call.key };
  }
}

function isIdentityMethod(method: string | null): boolean {
  return method === 'identify' || method === 'alias';
}

/** Whether the page's own URL asks for the request. */
function isMarked({ marks }: DocumentState, { kind, p, n }: TrackingRequest): boolean {
  if (kind === 'event') return n !== null && n === marks.event;
  if (kind !== 'alias') return false;
  return marks.identities.some((identity) => identity === n || identity === p);
}

function trackerOf(
  { calls }: DocumentState,
  request: PendingRequest,
  { kind }: TrackingRequest,
): PendingCall | null {
  if (kind === 'alias') return calls.lastForm;
  const [signature] = request.signatures;
  return (signature === undefined ? undefined : calls.trackers.get(signature)) ?? null;
}
