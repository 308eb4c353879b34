import { decodeTrackingRequests, sendsNothing, type TrackingHost } from '../kissmetrics/decode.ts';
import type { TrackingRequest } from '../kissmetrics/tracking-request.ts';
import { Chains } from './chains.ts';
import { requestSignatures } from './expectation.ts';
import { compareItems, type Item, type ItemKey, itemKey, type Outcome, overrules } from './item.ts';
import type { Observation, OutcomeObservation, RequestObservation } from './observation.ts';

/**
 * All items of a log in canonical order, whatever the order of arrival, and each request's outcome.
 * Adding costs in proportion to what is added and to how far back it belongs.
 */
export class ItemList {
  readonly #items: Item[] = [];
  /** By `seq`; null for an outcome, and for a preflight. */
  readonly #seen = new Map<number, Item | null>();
  /** The requests of each ID, almost always one. */
  readonly #requests = new Map<string, Item | Item[]>();
  readonly #outcomes = new Map<string, OutcomeObservation>();
  readonly #hosts: readonly TrackingHost[];
  readonly #chains: Chains;
  #latest = Number.NEGATIVE_INFINITY;

  constructor(hosts: readonly TrackingHost[]) {
    this.#hosts = hosts;
    this.#chains = new Chains(this);
  }

  get length(): number {
    return this.#items.length;
  }

  /** Time of the latest observation of any type, in milliseconds since 1970. */
  get latest(): number {
    return this.#latest;
  }

  at(index: number): Item | undefined {
    return this.#items[index];
  }

  /** How the request with that `seq` ended, by its last hop; null if it has not, or is none. */
  outcomeOf(seq: number): Outcome {
    let item = this.#seen.get(seq) ?? null;
    while (item?.next) item = item.next;
    return item === null || item.open ? null : item.outcome;
  }

  /**
   * What is so at a time, in milliseconds since 1970, of requests that were sent on.
   * @returns the lowest index of a request whose end this changed; infinity if none did; and whether
   * time alone may change more
   */
  settle(now: number): { readonly from: number; readonly waits: boolean } {
    return this.#chains.settle(now);
  }

  /** Where an item is, or would be. */
  indexOf(key: ItemKey): number {
    let low = 0;
    let high = this.#items.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareItems(this.#items[middle] as Item, key) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /**
   * Adds observations.
   * @param onOutcome called for each request whose outcome became another; the list is complete
   * again only when `add` has returned
   * @returns the lowest index at which the list or a chain changed; its old length if none did
   */
  add(observations: Iterable<Observation>, onOutcome: (item: Item, old: Outcome) => void): number {
    const added: Item[] = [];
    for (const observation of observations) {
      if (this.#seen.has(observation.seq)) continue;
      const at = Number.isFinite(observation.at) ? observation.at : 0;
      this.#latest = Math.max(this.#latest, at);
      if (observation.type === 'outcome') {
        this.#seen.set(observation.seq, null);
        this.#addOutcome(observation, onOutcome);
      } else if (observation.type === 'request') {
        this.#addRequest(observation, at, added);
      } else {
        const { seq } = observation;
        const item: Item = {
          at,
          seq,
          observation,
          request: null,
          signatures: [],
          outcome: null,
          next: null,
          prev: null,
          open: false,
        };
        this.#seen.set(seq, item);
        added.push(item);
      }
    }
    const start = this.#merge(added.sort(compareItems));
    for (const item of added) this.#chains.added(item);
    return Math.min(start, this.#chains.relink());
  }

  #addRequest(observation: RequestObservation, at: number, added: Item[]): void {
    const { seq, requestId } = observation;
    // A preflight is no tracking request, though earlier versions kept it.
    this.#seen.set(seq, null);
    if (sendsNothing(observation.method)) return;
    const outcome = this.#outcomes.get(requestId) ?? null;
    const requests = this.#decode(observation);
    for (let index = 0; index < Math.max(1, requests.length); index++) {
      const request = requests[index] ?? null;
      const signatures = request === null ? [] : requestSignatures(request);
      // Written out, because an object literal that begins with a spread is many times slower.
      const item: Item = {
        at,
        seq: itemKey(seq, index),
        observation,
        request,
        signatures,
        outcome,
        next: null,
        prev: null,
        open: false,
      };
      this.#seen.set(item.seq, item);
      const same = this.#requests.get(requestId);
      if (same === undefined) this.#requests.set(requestId, item);
      else if (Array.isArray(same)) same.push(item);
      else this.#requests.set(requestId, [same, item]);
      added.push(item);
    }
  }

  /** A log holds what was recognised when it was recorded, perhaps with hosts unknown here. */
  #decode(observation: RequestObservation): readonly TrackingRequest[] {
    const requests = decodeTrackingRequests(observation, this.#hosts);
    return requests.length > 0 ? requests : decodeTrackingRequests(observation, 'any');
  }

  #addOutcome(outcome: OutcomeObservation, onOutcome: (item: Item, old: Outcome) => void): void {
    const known = this.#outcomes.get(outcome.requestId);
    if (known !== undefined && !overrules(outcome, known)) return;
    this.#outcomes.set(outcome.requestId, outcome);
    for (const item of [this.#requests.get(outcome.requestId) ?? []].flat()) {
      const old = item.outcome;
      item.outcome = outcome;
      this.#chains.ended(item, old);
      onOutcome(item, old);
    }
  }

  #merge(added: readonly Item[]): number {
    const items = this.#items;
    const first = added[0];
    if (first === undefined) return items.length;
    const last = items.at(-1);
    if (last === undefined || compareItems(last, first) < 0) {
      const start = items.length;
      for (const item of added) items.push(item);
      return start;
    }
    const start = this.indexOf(first);
    const tail = items.splice(start);
    let next = 0;
    for (const item of tail) {
      while (next < added.length && compareItems(added[next] as Item, item) < 0) {
        items.push(added[next++] as Item);
      }
      items.push(item);
    }
    while (next < added.length) items.push(added[next++] as Item);
    return start;
  }
}
