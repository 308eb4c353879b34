import {
  headOf,
  isAnswered,
  isWorkerKey,
  isWorkers,
  keyOf,
  mayFollow,
  toKey,
  unlink,
  untilOf,
  workerKey,
} from './chain.ts';
import { compareItems, type Item, type ItemKey, type Outcome } from './item.ts';
import type { RequestObservation } from './observation.ts';
import { append, placeIn, Queue, timeBetween } from './sorted-items.ts';

/** The list of all items in canonical order. */
interface Items {
  at(index: number): Item | undefined;
  indexOf(key: ItemKey): number;
}

/** What was sent on to one place, in canonical order. */
interface Sources {
  readonly items: Item[];
  /** The longest time from a request to its latest possible next hop, in ms. */
  reach: number;
}

/** What was so of a source before its links were made anew. */
interface Before {
  readonly next: Item | null;
  readonly head: Item;
}
/** Sources that may have the same next hops. */
type Cluster = Map<Item, Before>;
type Note = (...items: readonly (Item | null)[]) => void;

const NONE: Sources = { items: [], reach: 0 };

/** A span of time, in milliseconds since 1970. */
interface Span {
  from: number;
  to: number;
}

/**
 * Links the requests that are one: each redirect with the request that it led to, and what a page
 * sent with what its service worker sent for it. No browser names the two in all it records, so that
 * they are found by address and time, in canonical order, each once. The result depends on what the
 * log holds and not on how that came.
 */
export class Chains {
  readonly #items: Items;
  /** By where to; what a service worker was asked by what it says. */
  readonly #sources = new Map<string, Sources>();
  /** Where links have to be made anew, by the same keys. */
  readonly #stale = new Map<string, Span>();
  /** Requests that were sent on, and of which no next hop is known. */
  readonly #alone = new Set<Item>();
  /** Requests that are no longer known to have been sent on. */
  readonly #left: Item[] = [];
  #workers = 0;

  constructor(items: Items) {
    this.#items = items;
  }

  /** A request was added to the list. */
  added(item: Item): void {
    if (item.observation.type !== 'request') return;
    if (item.outcome !== null) this.ended(item, null);
    if (this.#sources.size > 0) this.#touch(item);
  }

  /** A request's outcome became another. */
  ended(item: Item, old: Outcome): void {
    const before = keyOf(item, old);
    const key = keyOf(item, item.outcome);
    if (before === null && key === null) return;
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
    const note: Note = (...items) => {
      for (const item of items)
        if (item !== null) lowest = Math.min(lowest, this.#items.indexOf(item));
    };
    for (const item of this.#left.splice(0)) {
      note(item, item.next, headOf(item));
      unlink(item);
    }
    const clusters = new Map<string, Cluster>();
    // All are taken apart before any is linked: between the two a chain could bite its tail.
    const takeApart = () => {
      const sources = [...this.#stale].flatMap(([key, span]) => {
        const cluster = clusters.get(key) ?? new Map();
        clusters.set(key, cluster);
        return this.#around(key, span, cluster);
      });
      this.#stale.clear();
      for (const source of sources) unlink(source);
    };
    takeApart();
    for (const [key, cluster] of clusters)
      if (!isWorkerKey(key)) for (const item of this.#link(key, cluster, note)) this.#touch(item);
    // What a redirect leads to is no worker's answer too.
    for (const key of this.#stale.keys()) if (!isWorkerKey(key)) this.#stale.delete(key);
    takeApart();
    for (const [key, cluster] of clusters) if (isWorkerKey(key)) this.#link(key, cluster, note);
    this.#stale.clear();
    for (const cluster of clusters.values())
      for (const [source, { next }] of cluster) if (source.next !== next) note(headOf(source));
    return lowest;
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
      const open = mayFollow(item, now);
      waits ||= open;
      if (open === item.open) continue;
      item.open = open;
      from = Math.min(from, this.#items.indexOf(item), this.#items.indexOf(headOf(item)));
    }
    return { from, waits };
  }

  /** Puts all sources around a span that may have the same next hops into a cluster. */
  #around(key: string, { from, to }: Span, cluster: Cluster): readonly Item[] {
    const { items, reach } = this.#sources.get(key) ?? NONE;
    let start = placeIn(items, { at: from - reach, seq: -1 });
    while (start > 0 && timeBetween(items, start - 1) <= reach) start--;
    let end = placeIn(items, { at: to, seq: Number.POSITIVE_INFINITY });
    while (end > 0 && end < items.length && timeBetween(items, end - 1) <= reach) end++;
    const sources = items.slice(start, end).filter((item) => !cluster.has(item));
    for (const item of sources) cluster.set(item, { next: item.next, head: headOf(item) });
    return sources;
  }

  /** @returns the next hops that changed */
  #link(key: string, cluster: Cluster, note: Note): readonly Item[] {
    const sources = [...cluster.keys()].sort(compareItems);
    const find = isWorkerKey(key) ? this.#workerHops(key, sources) : this.#redirects(key, sources);
    const changed: Item[] = [];
    for (const source of sources) {
      const found = find(source);
      if (found === null) this.#alone.add(source);
      else {
        this.#alone.delete(source);
        source.open = false;
        if (found.prev !== null) {
          note(found.prev, headOf(found.prev));
          unlink(found.prev);
        }
        source.next = found;
        found.prev = source;
      }
      const { next, head } = cluster.get(source) ?? { next: null, head: source };
      if (found === next) continue;
      note(source, head, found, next);
      for (const item of [found, next]) if (item !== null) changed.push(item);
    }
    return changed;
  }

  /** Gives the request that each redirect led to, asked for in canonical order. */
  #redirects(key: string, sources: readonly Item[]): (source: Item) => Item | null {
    const byFrame = new Map<number, Item[]>();
    for (const item of this.#between(sources, key)) {
      const { observation, prev } = item;
      if (observation.type !== 'request' || toKey(observation.url) !== key) continue;
      if (prev !== null && !isAnswered(prev)) continue;
      append(byFrame, observation.frameId, item);
    }
    const queues = new Map([...byFrame].map(([frame, items]) => [frame, new Queue(items)]));
    return (source) =>
      queues
        .get(source.observation.frameId)
        ?.take((item) => compareItems(item, source) > 0, untilOf(source)) ?? null;
  }

  /** Gives what a worker sent for each request, the same address first, asked for in canonical order. */
  #workerHops(key: string, sources: readonly Item[]): (source: Item) => Item | null {
    const all: Item[] = [];
    const byUrl = new Map<string, Item[]>();
    for (const item of this.#between(sources, key)) {
      if (item.prev !== null || item.request === null || !isWorkers(item)) continue;
      if (isAnswered(item) || workerKey(item.request) !== key) continue;
      all.push(item);
      append(byUrl, toKey((item.observation as RequestObservation).url), item);
    }
    const queues = new Map([...byUrl].map(([url, items]) => [url, new Queue(items)]));
    const rest = new Queue(all);
    return (source) => {
      // Where a hop of the same millisecond was recorded first, it must not lead back.
      const fits = (item: Item) =>
        item.prev === null &&
        item.at >= source.at &&
        (compareItems(item, source) > 0 || item.outcome?.redirect === undefined);
      const url = toKey((source.observation as RequestObservation).url);
      const until = untilOf(source);
      return queues.get(url)?.take(fits, until) ?? rest.take(fits, until);
    };
  }

  /** The items in which the next hops of sources are, which are in canonical order. */
  *#between(sources: readonly Item[], key: string): Generator<Item> {
    const [first] = sources;
    if (first === undefined) return;
    const until = (sources.at(-1)?.at ?? first.at) + (this.#sources.get(key)?.reach ?? 0);
    let index = this.#items.indexOf({ at: first.at, seq: -1 });
    for (let item = this.#items.at(index); item !== undefined; item = this.#items.at(++index)) {
      if (item.at > until) return;
      yield item;
    }
  }

  /** The places where a request may be the next hop. */
  #touch(item: Item): void {
    const request = item.observation as RequestObservation;
    const to = toKey(request.url);
    if (this.#sources.has(to)) this.#spoil(to, item.at);
    if (this.#workers === 0 || item.request === null) return;
    const by = workerKey(item.request);
    if (this.#sources.has(by)) this.#spoil(by, item.at);
  }

  #spoil(key: string, at: number): void {
    const span = this.#stale.get(key);
    if (span === undefined) this.#stale.set(key, { from: at, to: at });
    else {
      span.from = Math.min(span.from, at);
      span.to = Math.max(span.to, at);
    }
  }

  #addSource(key: string, item: Item): void {
    const known = this.#sources.get(key) ?? { items: [], reach: 0 };
    this.#sources.set(key, known);
    const place = placeIn(known.items, item);
    if (known.items[place] !== item) {
      known.items.splice(place, 0, item);
      if (isWorkerKey(key)) this.#workers++;
    }
    known.reach = Math.max(known.reach, untilOf(item) - item.at);
    this.#spoil(key, item.at);
  }

  #removeSource(key: string, item: Item): void {
    const known = this.#sources.get(key);
    const place = known === undefined ? -1 : placeIn(known.items, item);
    if (known?.items[place] !== item) return;
    known.items.splice(place, 1);
    if (known.items.length === 0) this.#sources.delete(key);
    if (isWorkerKey(key)) this.#workers--;
    this.#left.push(item);
    this.#alone.delete(item);
    item.open = false;
    this.#spoil(key, item.at);
  }
}
