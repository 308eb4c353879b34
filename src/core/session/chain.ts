import { decodeTrackingRequest } from '../kissmetrics/decode.ts';
import type { TrackingRequest } from '../kissmetrics/tracking-request.ts';
import { SERVICE_WORKER_ERROR } from './failure-errors.ts';
import type { Item, Outcome } from './item.ts';
import { CALL_WINDOW_MS } from './pending.ts';

/** How long after a redirect its next hop may begin, in ms: browsers follow at once. */
const FOLLOW_MS = 5000;

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

export function unlink(source: Item): void {
  if (source.next !== null) source.next.prev = null;
  source.next = null;
}

export function keyOf(item: Item, outcome: Outcome): string | null {
  if (outcome?.redirect !== undefined) return toKey(outcome.redirect);
  return isByWorker(outcome) && item.request !== null ? workerKey(item.request) : null;
}

export const toKey = (url: string): string => `>${url.replace(/#.*$/s, '')}`;

/** A worker may add parameters, and send without the body or the method that it was asked with. */
export function workerKey({ kind, apiKey, p, n }: TrackingRequest): string {
  return JSON.stringify([kind, apiKey, p, n]);
}

export const isWorkerKey = (key: string): boolean => key.startsWith('[');

/** Developer tools and files do not say which requests are a worker's. */
export function isWorkers({ observation }: Item): boolean {
  if (observation.type !== 'request') return false;
  const { worker, witness } = observation;
  return worker !== undefined || witness === 'file' || witness === 'devtools';
}

export function isAnswered({ outcome }: Item): boolean {
  return isByWorker(outcome);
}

function isByWorker(outcome: Outcome): boolean {
  return outcome?.error === SERVICE_WORKER_ERROR || outcome?.answeredBy === 'worker';
}

/** The latest time of a next hop, in milliseconds since 1970. */
export function untilOf({ at, outcome }: Item): number {
  return outcome?.redirect === undefined
    ? at + CALL_WINDOW_MS
    : Math.max(at, outcome.at) + FOLLOW_MS;
}

export function mayFollow(item: Item, now: number): boolean {
  const { observation, outcome } = item;
  // A file is over, and a page's own record comes when its request has ended.
  if (observation.type !== 'request' || observation.witness !== 'network') return false;
  if (now > untilOf(item)) return false;
  // To a host that is not watched it is not followed.
  return (
    outcome?.redirect === undefined ||
    decodeTrackingRequest(outcome.redirect, undefined, 'any') !== null
  );
}
