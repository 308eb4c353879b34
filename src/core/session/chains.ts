import { decodeTrackingRequest } from '../kissmetrics/decode.ts';
import type { TrackingRequest } from '../kissmetrics/tracking-request.ts';
import { SERVICE_WORKER_ERROR } from './failure-errors.ts';
import { compareItems, type Item, type Outcome } from './item.ts';
import type { RequestObservation } from './observation.ts';
import { CALL_WINDOW_MS } from './pending.ts';

/** What was sent on to one place, and the next hops before they were linked anew. */
interface Group {
  readonly sources: readonly Item[];
  readonly old: readonly (Item | null)[];
}

/** How long after a redirect its next hop may begin, in ms: browsers follow at once. */
const FOLLOW_MS = 5000;

/** The list of all items in canonical order. */
interface Items {
  readonly length: number;
  at(index: number): Item | undefined;
  indexOf(key: Pick<Item, 'at' | 'seq'>): number;
}

/**
 * Links the requests that are one: each redirect with the request that it led to, and what a page
 * sent with what its service worker sent for it. No browser names the two in all it records, so that
 * they are found by address and time, in canonical order, each once. The result depends on what the
 * log holds and not on how that came.
 */
export class Chains {
  readonly #items: Items;
  /** What was sent on, by where to; a service worker's by what the request says. */
  readonly #sources = new Map<string, Set<Item>>();
  readonly #stale = new Set<string>();
  /** Requests that were sent on, and of which no next hop is known. */
  readonly #alone = new Set<Item>();
  /** Requests that are no longer known to have been sent on. */
  readonly #left: Item[] = [];
  #workers = 0;

  constructor(items: Items) {
    this.#items = items;
  }

  /**
   * Says of each request without a next hop whether that may still come at a time, in milliseconds
   * since 1970.
   * @returns the lowest index of one of which this changed; infinity if of none; and whether any waits
   */
  settle(now: number): { readonly from: number; readonly waits: boolean } {
    let from = Number.POSITIVE_INFINITY;
    let waits = false;
    for (const item of this.#alone) {
      const open = this.#mayFollow(item, now);
      waits ||= open;
      if (open === item.open) continue;
      item.open = open;
      from = Math.min(from, this.#items.indexOf(item), this.#items.indexOf(headOf(item)));
    }
    return { from, waits };
  }

  #mayFollow({ observation, outcome, at }: Item, now: number): boolean {
    // A file is over, and a page's own record comes when its request has ended.
    if (observation.type !== 'request' || observation.witness !== 'network') return false;
    if (outcome?.redirect === undefined) return now <= at + CALL_WINDOW_MS;
    if (now > Math.max(at, outcome.at) + FOLLOW_MS) return false;
    // To a host that is not watched it is not followed.
    return decodeTrackingRequest(outcome.redirect, undefined, 'any') !== null;
  }

  /** A request was added to the list, or will be before `relink`. */
  added(item: Item): void {
    if (item.observation.type !== 'request') return;
    if (item.outcome !== null) this.ended(item, null);
    if (this.#sources.size === 0) return;
    this.#touch(item);
  }

  /** A request's outcome became another. */
  ended(item: Item, old: Outcome): void {
    const before = keyOf(item, old);
    const key = keyOf(item, item.outcome);
    if (before === key) return;
    if (before !== null) this.#removeSource(before, item);
    if (key !== null) this.#addSource(key, item);
    // It may itself be what another was sent on to.
    this.#touch(item);
  }

  /**
   * Makes the links anew where something changed. The list has to be complete.
   * @returns the lowest index of a request whose chain changed; infinity if none did
   */
  relink(): number {
    let lowest = Number.POSITIVE_INFINITY;
    if (this.#stale.size === 0) return lowest;
    const note = (item: Item | null) => {
      if (item === null) return;
      lowest = Math.min(lowest, this.#items.indexOf(item), this.#items.indexOf(headOf(item)));
    };
    for (const item of this.#left.splice(0)) {
      note(item.next);
      note(item);
      unlink(item);
    }
    const groups = new Map<string, Group>();
    // All are taken apart before any is linked: between the two a chain could bite its tail.
    const takeApart = () => {
      for (const key of this.#stale) if (!groups.has(key)) groups.set(key, this.#apart(key, note));
      this.#stale.clear();
    };
    takeApart();
    for (const [key, group] of groups)
      if (!isWorkerKey(key)) for (const item of this.#link(key, group, note)) this.#touch(item);
    takeApart();
    for (const [key, group] of groups) if (isWorkerKey(key)) this.#link(key, group, note);
    this.#stale.clear();
    return lowest;
  }

  /** Takes the links of a group apart. */
  #apart(key: string, note: (item: Item | null) => void): Group {
    const sources = [...(this.#sources.get(key) ?? [])].sort(compareItems);
    const old = sources.map(({ next }) => next);
    for (const source of sources) if (source.next !== null) note(source);
    for (const source of sources) unlink(source);
    return { sources, old };
  }

  /** @returns the next hops that changed: what a redirect leads to is no worker's answer */
  #link(key: string, { sources, old }: Group, note: (item: Item | null) => void): readonly Item[] {
    const [first] = sources;
    if (first === undefined) return [];
    const follow = this.#follower(key, first);
    const changed: Item[] = [];
    for (const [index, source] of sources.entries()) {
      const found = follow(source);
      if (found === null) this.#alone.add(source);
      else {
        this.#alone.delete(source);
        source.open = false;
        if (found.prev !== null) {
          note(found.prev);
          unlink(found.prev);
        }
        source.next = found;
        found.prev = source;
      }
      if (found === old[index]) continue;
      note(source);
      for (const item of [found, old[index]]) {
        if (!item) continue;
        note(item);
        changed.push(item);
      }
    }
    return changed;
  }

  /** The groups that a request may be the next hop in. */
  #touch(item: Item): void {
    const request = item.observation as RequestObservation;
    const to = toKey(request.url);
    if (this.#sources.has(to)) this.#stale.add(to);
    if (this.#workers === 0 || item.request === null) return;
    const by = workerKey(item.request);
    if (this.#sources.has(by)) this.#stale.add(by);
  }

  #addSource(key: string, item: Item): void {
    const known = this.#sources.get(key) ?? new Set();
    if (known.has(item)) return;
    this.#sources.set(key, known.add(item));
    if (isWorkerKey(key)) this.#workers++;
    this.#stale.add(key);
  }

  #removeSource(key: string, item: Item): void {
    const known = this.#sources.get(key);
    if (!known?.delete(item)) return;
    if (known.size === 0) this.#sources.delete(key);
    if (isWorkerKey(key)) this.#workers--;
    this.#left.push(item);
    this.#alone.delete(item);
    item.open = false;
    this.#stale.add(key);
  }

  /** Gives the next hop of each source, which have to come in canonical order. */
  #follower(key: string, first: Item): (source: Item) => Item | null {
    return isWorkerKey(key)
      ? (source) => this.#workerHop(key, source)
      : this.#redirectHop(key, first);
  }

  #redirectHop(key: string, first: Item): (source: Item) => Item | null {
    let index = this.#items.indexOf(first) + 1;
    return (source) => {
      index = Math.max(index, this.#items.indexOf(source) + 1);
      const until = Math.max(source.at, source.outcome?.at ?? source.at) + FOLLOW_MS;
      for (; ; index++) {
        const item = this.#items.at(index);
        if (item === undefined || item.at > until) return null;
        const request = item.observation;
        if (request.type !== 'request' || (item.prev !== null && !isAnswered(item.prev))) continue;
        if (request.frameId === source.observation.frameId && toKey(request.url) === key) {
          index++;
          return item;
        }
      }
    };
  }

  /** The same address first: a worker may have sent others of the same content. */
  #workerHop(key: string, source: Item): Item | null {
    const { url } = source.observation as RequestObservation;
    let other: Item | null = null;
    let index = this.#items.indexOf({ at: source.at, seq: -1 });
    for (; ; index++) {
      const item = this.#items.at(index);
      if (item === undefined || item.at > source.at + CALL_WINDOW_MS) return other;
      if (item === source || item.prev !== null || item.request === null) continue;
      if (!isWorkers(item) || isAnswered(item) || workerKey(item.request) !== key) continue;
      // Where a hop of the same millisecond was recorded first, it must not lead back.
      if (compareItems(item, source) < 0 && item.outcome?.redirect !== undefined) continue;
      if (toKey((item.observation as RequestObservation).url) === toKey(url)) return item;
      other ??= item;
    }
  }
}

/** The first request of a chain; the request itself outside of one. */
export function headOf(item: Item): Item {
  let head = item;
  while (head.prev !== null) head = head.prev;
  return head;
}

/** All requests of a chain from this one on. */
export function chainFrom(head: Item): readonly Item[] {
  const chain = [head];
  for (let item = head.next; item !== null; item = item.next) chain.push(item);
  return chain;
}

/** Whether a request was sent on, so that what became of it is not told by its own outcome alone. */
export function isSentOn(outcome: Outcome): boolean {
  return outcome?.redirect !== undefined || isByWorker(outcome);
}

/**
 * A request as its chain makes it: it says what the last hop says, because that is what arrived, and
 * ended as that did. The same item outside of a chain.
 */
export function effective(head: Item): Item {
  if (head.next === null) return head.open ? { ...head, outcome: null } : head;
  const chain = chainFrom(head);
  const request = chain.findLast((item) => item.request !== null)?.request ?? null;
  return { ...head, request, outcome: endOf(chain.at(-1) ?? head) };
}

function endOf({ outcome, open }: Item): Outcome {
  return open ? null : outcome;
}

function unlink(source: Item): void {
  if (source.next !== null) source.next.prev = null;
  source.next = null;
}

function keyOf(item: Item, outcome: Outcome): string | null {
  if (outcome?.redirect !== undefined) return toKey(outcome.redirect);
  return isByWorker(outcome) && item.request !== null ? workerKey(item.request) : null;
}

const toKey = (url: string): string => `>${url.replace(/#.*$/s, '')}`;

/** A worker may add parameters, and send without the body or the method that it was asked with. */
function workerKey({ kind, apiKey, p, n }: TrackingRequest): string {
  return JSON.stringify([kind, apiKey, p, n]);
}

const isWorkerKey = (key: string): boolean => key.startsWith('[');

/** Developer tools and files do not say which requests are a worker's. */
function isWorkers({ observation }: Item): boolean {
  if (observation.type !== 'request') return false;
  const { worker, witness } = observation;
  return worker !== undefined || witness === 'file' || witness === 'devtools';
}

function isAnswered({ outcome }: Item): boolean {
  return isByWorker(outcome);
}

function isByWorker(outcome: Outcome): boolean {
  return outcome?.error === SERVICE_WORKER_ERROR || outcome?.answeredBy === 'worker';
}
