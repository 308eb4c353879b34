import type { Expectation } from './expectation.ts';
import { type Journal, JournaledMap, JournaledQueue } from './journal.ts';

/** How long after a call its request may be seen, and after which it counts as not sent, in ms. */
export const CALL_WINDOW_MS = 5000;
/** How much later than its request the claim of a call may come, in ms. */
export const CLAIM_WINDOW_MS = 1000;

/** A call, for as long as requests may still be found for it. Change it through the journal only. */
export interface PendingCall {
  /** Entry key. */
  readonly key: number;
  readonly method: string | null;
  expectation: Expectation;
  /** Place among the calls that ran. */
  order: number;
  ranAt: number;
  /**
   * `queued`: has not run; `open`: no request yet; `shared`: shares the request of the call that
   * it was made by, or that it made, until one of its own is seen; `closed`.
   */
  state: 'queued' | 'open' | 'shared' | 'closed';
}

/** A request, for as long as calls may still be found for it. Change it through the journal only. */
export interface PendingRequest {
  /** Entry key. */
  readonly key: number;
  readonly at: number;
  readonly signatures: readonly string[];
  readonly names: readonly string[];
  /** A worker sent it, perhaps for a page. */
  readonly byWorker: boolean;
  claimedBy: PendingCall | null;
}

/** How many candidates of unknown fit are looked at. */
const LOOK_AHEAD = 8;

/** Calls and requests of one signature. The queues are made when they are needed. */
interface Matches {
  must: JournaledQueue<PendingCall> | null;
  may: JournaledQueue<PendingCall> | null;
  unclaimed: JournaledQueue<PendingRequest> | null;
  shared: PendingCall | null;
  latest: PendingRequest | null;
}

/** The calls and requests of one document that may still be paired with each other. */
export class Calls {
  /** Calls that wait in the page's queue, for the count; and all that ever did, for leaving. */
  queued = 0;
  readonly waiting: JournaledQueue<PendingCall>;
  /** Whether calls are seen in this document at all. */
  watched = false;
  /** Requests about which nothing can be said while calls are not watched, by entry key. */
  readonly unexplained: JournaledQueue<number>;
  /** The latest calls that tell why the identity changed. */
  readonly identifies: JournaledMap<string, PendingCall>;
  lastClear: PendingCall | null = null;
  /** `trackClick` and `trackSubmit` by the signature of their event, and the last `trackSubmit`. */
  readonly trackers: JournaledMap<string, PendingCall>;
  lastForm: PendingCall | null = null;

  readonly #journal: Journal;
  readonly #matches: JournaledMap<string, Matches>;

  constructor(journal: Journal) {
    this.#journal = journal;
    this.waiting = new JournaledQueue(journal);
    this.unexplained = new JournaledQueue(journal);
    this.identifies = new JournaledMap(journal);
    this.trackers = new JournaledMap(journal);
    this.#matches = new JournaledMap(journal);
  }

  /** Opens a call to requests that are still to come. */
  addCall(call: PendingCall): void {
    const { sends, signatures } = call.expectation;
    if (sends === 'nothing') return;
    for (const signature of signatures) {
      const matches = this.#of(signature);
      matches[sends] ??= new JournaledQueue(this.#journal);
      matches[sends].push(call);
    }
  }

  /** Remembers a request as the latest of its content. */
  remember(request: PendingRequest): void {
    for (const signature of request.signatures) {
      this.#journal.set(this.#of(signature), 'latest', request);
    }
  }

  /** Keeps a request for a call that is claimed after it. */
  addUnclaimed(request: PendingRequest): void {
    for (const signature of request.signatures) {
      const matches = this.#of(signature);
      matches.unclaimed ??= new JournaledQueue(this.#journal);
      matches.unclaimed.push(request);
    }
  }

  /** The earliest open call, of those that must or may send, whose request this is. */
  callFor(request: PendingRequest, sends: 'must' | 'may'): PendingCall | null {
    let found: PendingCall | null = null;
    for (const signature of request.signatures) {
      const call = this.#firstOpen(signature, sends, request);
      if (call !== null && (found === null || call.order < found.order)) found = call;
    }
    return found;
  }

  /** A call that shares another's request so far, and whose own this may be. */
  sharedCallFor(request: PendingRequest): PendingCall | null {
    for (const signature of request.signatures) {
      const call = this.#matches.get(signature)?.shared;
      if (call?.state === 'shared') return call;
    }
    return null;
  }

  /** The earliest unclaimed request that the call has caused, seen shortly before the call. */
  requestFor(call: PendingCall): PendingRequest | null {
    for (const signature of call.expectation.signatures) {
      const queue = this.#matches.get(signature)?.unclaimed;
      if (!queue) continue;
      let first = queue.peek();
      while (first && (first.claimedBy !== null || first.at < call.ranAt - CLAIM_WINDOW_MS)) {
        queue.shift();
        first = queue.peek();
      }
      if (first !== undefined && sharesNames(call, first)) return first;
    }
    return null;
  }

  /** The latest request of the same content, whoever caused it. */
  sameAs(call: PendingCall): PendingRequest | null {
    const [signature] = call.expectation.signatures;
    return (signature === undefined ? undefined : this.#matches.get(signature)?.latest) ?? null;
  }

  /** The open call that made `call`, or that it made: `identify` calls `alias` for itself. */
  nestedWith(call: PendingCall, request: PendingRequest): PendingCall | null {
    const other = call.method === 'identify' ? 'alias' : 'identify';
    for (const signature of request.signatures) {
      const found =
        this.#firstOpen(signature, 'must', request) ?? this.#firstOpen(signature, 'may', request);
      if (found?.method === other && isNear(found, call)) return found;
    }
    return null;
  }

  /** Lets a call share a request that another call claimed. */
  share(call: PendingCall): void {
    this.#journal.set(call, 'state', 'shared');
    for (const signature of call.expectation.signatures) {
      this.#journal.set(this.#of(signature), 'shared', call);
    }
  }

  #firstOpen(
    signature: string,
    sends: 'must' | 'may',
    request: PendingRequest,
  ): PendingCall | null {
    const queue = this.#matches.get(signature)?.[sends];
    if (!queue) return null;
    while (queue.peek() && queue.peek()?.state !== 'open') queue.shift();
    for (let offset = 0; offset < LOOK_AHEAD; offset++) {
      const call = queue.peek(offset);
      if (call === undefined) return null;
      if (call.state === 'open' && sharesNames(call, request)) return call;
    }
    return null;
  }

  #of(signature: string): Matches {
    const known = this.#matches.get(signature);
    if (known !== undefined) return known;
    const made: Matches = { must: null, may: null, unclaimed: null, shared: null, latest: null };
    this.#matches.set(signature, made);
    return made;
  }
}

export function isNear(a: PendingCall, b: PendingCall): boolean {
  return Math.abs(a.ranAt - b.ranAt) <= CLAIM_WINDOW_MS;
}

/** For properties: one name in common suffices, because the library leaves out what it cannot send. */
export function sharesNames(call: PendingCall, request: PendingRequest): boolean {
  const { names } = call.expectation;
  if (names === undefined || names === null) return true;
  return names.some((name) => request.names.includes(name));
}
