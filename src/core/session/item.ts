import type { TrackingRequest } from '../kissmetrics/tracking-request.ts';
import { SERVICE_WORKER_ERROR } from './failure-errors.ts';
import type { Observation, OutcomeObservation } from './observation.ts';

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
  /** Of a request that was sent on: the next hop, and of that the one before. */
  next: Item | null;
  prev: Item | null;
  /** Of a request that was sent on: its next hop may still come. */
  open: boolean;
}

export type ItemKey = Pick<Item, 'at' | 'seq'>;

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
export function compareItems(a: ItemKey, b: ItemKey): number {
  return a.at - b.at || a.seq - b.seq;
}

export type Outcome = OutcomeObservation | null;

/**
 * Whether of two outcomes of a request this one counts: what the sandbox held back stays so, whatever
 * the browser says later; a service worker may let a request pass after it was asked; else the first.
 */
export function overrules(outcome: OutcomeObservation, known: OutcomeObservation): boolean {
  const rank = weight(outcome) - weight(known);
  return rank > 0 || (rank === 0 && compareItems(outcome, known) < 0);
}

function weight({ delivery, error }: OutcomeObservation): number {
  if (delivery === 'held') return 1;
  return error === SERVICE_WORKER_ERROR ? -1 : 0;
}
