import { decodeTrackingRequests, sendsNothing, type TrackingHost } from '../kissmetrics/decode.ts';
import type { TrackingRequest } from '../kissmetrics/tracking-request.ts';
import { requestSignatures } from './expectation.ts';
import type { Observation, OutcomeObservation, RequestObservation } from './observation.ts';

/** An observation that has a place in the order of time, decoded once; a batch makes one each. */
export interface Item {
  readonly at: number;
  /** The observation's; the further items of a batch follow it by fractions, see `itemKey`. */
  readonly seq: number;
  readonly observation: Exclude<Observation, OutcomeObservation>;
  /** Of a request; null if it is none that Kissmetrics knows. */
  readonly request: TrackingRequest | null;
  /** Of a request: what calls may expect it by. */
  readonly signatures: readonly string[];
  /** Of a request: how it ended, as far as is known yet. */
  outcome: OutcomeObservation | null;
}

type Key = Pick<Item, 'at' | 'seq'>;

/** A power of two, so that the fractions are exact; more than a batch has items. */
const FRACTION = 2 ** -16;

/** The key of an item of a batch: that of its observation for the first, between it and the next. */
export function itemKey(seq: number, index: number): number {
  return seq + index * FRACTION;
}

/** The `seq` of the observation that an item or an entry comes from. */
export function observationSeq(key: number): number {
  return Math.floor(key);
}

/** The canonical order: by time, ties by order of arrival. */
export function compareItems(a: Key, b: Key): number {
  return a.at - b.at || a.seq - b.seq;
}

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
  #latest = Number.NEGATIVE_INFINITY;

  constructor(hosts: readonly TrackingHost[]) {
    this.#hosts = hosts;
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

  /** How the request with that `seq` ended; null if it has not, or is none. */
  outcomeOf(seq: number): Outcome {
    return this.#seen.get(seq)?.outcome ?? null;
  }

  /** Where an item is, or would be. */
  indexOf(key: Key): number {
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
   * @returns the lowest index at which the list changed; its old length if it did not
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
        const item: Item = { at, seq, observation, request: null, signatures: [], outcome: null };
        this.#seen.set(seq, item);
        added.push(item);
      }
    }
    return this.#merge(added.sort(compareItems));
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
      const item = { at, seq: itemKey(seq, index), observation, request, signatures, outcome };
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

  /** What the sandbox held back stays so, whatever the browser says later; else the first counts. */
  #addOutcome(outcome: OutcomeObservation, onOutcome: (item: Item, old: Outcome) => void): void {
    const known = this.#outcomes.get(outcome.requestId);
    if (known !== undefined) {
      const held = Number(outcome.delivery === 'held') - Number(known.delivery === 'held');
      if (held < 0 || (held === 0 && compareItems(known, outcome) < 0)) return;
    }
    this.#outcomes.set(outcome.requestId, outcome);
    for (const item of [this.#requests.get(outcome.requestId) ?? []].flat()) {
      const old = item.outcome;
      item.outcome = outcome;
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

export type Outcome = OutcomeObservation | null;
