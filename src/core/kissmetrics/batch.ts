import { TRACKING_PATHS, type TrackingKind, VENDOR_HOSTS } from './hosts.ts';
import type { TrackingParameter } from './tracking-request.ts';

/**
 * The batch form, by which servers send many requests at once:
 * `POST http://api.kissmetrics.com/v1/products/PRODUCT/tracking/e?_signature=…` with the API key in
 * the header `X-KM-ApiKey` and `{"data":[{"identity":…,"timestamp":…,"event":…}]}` as its body; an
 * item has `event`, `alias`, or neither, which sets properties. An early version of the client sends
 * the list without the object around it. Source: https://github.com/evansolomon/kissmetrics-js.
 */
const PATH = /^\/v1\/products\/([^/]+)\/tracking\/e$/;
/** The same as text for a regular expression over a URL. */
export const BATCH_PATH = '/v1/products/[^/?#]+/tracking/e';

const HOSTS: ReadonlySet<string> = new Set(
  VENDOR_HOSTS.filter(({ form }) => form === 'batch').map(({ host }) => host),
);

/** Items of one batch that are read: a page can put any number into a request. */
export const MOST_ITEMS = 1_000;

/** The product that a batch is for; null if the address is none of a batch. */
export function batchProduct(host: string, path: string, anyHost = false): string | null {
  return anyHost || HOSTS.has(host) ? (PATH.exec(path)?.[1] ?? null) : null;
}

/** One item of a batch, in the terms of a single request. */
export interface BatchItem {
  readonly kind: TrackingKind;
  readonly parameters: readonly TrackingParameter[];
}

export interface Batch {
  /** The first ones. */
  readonly items: readonly BatchItem[];
  /** How many there are in all. */
  readonly length: number;
}

/** Reads the body of a batch; null if it is none. Never throws. */
export function readBatch(text: string): Batch | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const list = Array.isArray(value) ? value : isObject(value) ? value.data : null;
  if (!Array.isArray(list)) return null;
  return { items: list.slice(0, MOST_ITEMS).map(readItem), length: list.length };
}

/** Something that is no object is an item without a word, which shows as one. */
function readItem(value: unknown): BatchItem {
  const item = isObject(value) ? value : {};
  const kind = given(item.alias) ? 'alias' : given(item.event) ? 'event' : 'properties';
  const parameters = Object.entries(item).map(([sentAs, member]): TrackingParameter => {
    const name = nameOf(sentAs, kind);
    const shared = { value: textOf(member), broken: false };
    return name === sentAs ? { name, ...shared } : { name, sentAs, ...shared };
  });
  return { kind, parameters };
}

/** The name of the parameter of a single request that means the same. */
function nameOf(member: string, kind: TrackingKind): string {
  if (member === 'identity') return '_p';
  if (member === 'timestamp') return '_t';
  return member === kind && kind !== 'properties' ? '_n' : member;
}

function given(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** A value as a URL would carry it. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return String(value);
  try {
    return JSON.stringify(value);
  } catch {
    // Nested deeper than the engine's stack.
    return '…';
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The kind of a batch of which no item is known: that of its path, which ends like an event's. */
export const UNREAD_BATCH: TrackingKind = TRACKING_PATHS['/e'] ?? 'event';
