import { decodeTrackingRequest, sendsNothing, type TrackingHost } from '../kissmetrics/decode.ts';
import { finalDelivery } from '../session/delivery.ts';
import { CACHE_ERROR } from '../session/failure-errors.ts';
import type {
  FinalDelivery,
  Observation,
  OutcomeObservation,
  RequestObservation,
} from '../session/observation.ts';
import { HAR_BODY, harBody } from './bodies/har-body.ts';
import type { Dated } from './file-time.ts';
import { HAR_CACHE, HAR_CACHED_RESPONSE, isFromCache } from './har-cache.ts';
import { redirectOf } from './har-redirect.ts';
import type { JsonObject, JsonValue, Shape } from './json-picker.ts';
import { asObject } from './json-value.ts';
import type { ProblemList } from './problem.ts';

/** What is read of an entry: no headers of the request, no cookies, no response body. */
export const HAR_ENTRY: Shape = {
  members: {
    startedDateTime: 'all',
    time: 'all',
    pageref: 'all',
    _initiator: 'all',
    _resourceType: 'all',
    _error: 'all',
    _failureText: 'all',
    _delivery: 'all',
    _fetchedViaServiceWorker: 'all',
    ...HAR_CACHE,
    request: { members: { method: 'all', url: 'all', ...HAR_BODY } },
    response: {
      members: {
        ...HAR_CACHED_RESPONSE,
        status: 'all',
        statusText: 'all',
        redirectURL: 'all',
        headers: 'all',
        _error: 'all',
        _failureText: 'all',
        _fetchedViaServiceWorker: 'all',
        content: { members: { mimeType: 'all' } },
      },
    },
  },
};

/** Where an entry stands, and what is needed to read it. */
export interface HarPlace {
  readonly index: number;
  /** When it began. */
  readonly when: Dated;
  /** Something in it was too long and is cut or left out. */
  readonly cut: boolean;
  readonly hosts: readonly TrackingHost[];
  readonly problems: ProblemList;
  /** Gives the next free `seq`. */
  readonly nextSeq: () => number;
}

const ABSOLUTE = /^[a-z][a-z0-9+.-]*:/i;
const FINAL: ReadonlySet<unknown> = new Set(['delivered', 'failed', 'blocked', 'held']);

/**
 * The observations of an entry: its request and, unless it is still under way, its outcome. None
 * if it is no tracking request; what cannot be read becomes a problem.
 */
export function readHarEntry(value: JsonValue, place: HarPlace): readonly Observation[] {
  const { index, problems, hosts } = place;
  const where = `log.entries[${index}]`;
  const entry = asObject(value);
  const request = asObject(entry?.request);
  const url = request?.url;
  if (entry === null) problems.leaveOut(where, 'not_object');
  else if (request === null) {
    problems.leaveOut(`${where}.request`, entry.request === undefined ? 'missing' : 'not_object');
  } else if (typeof url !== 'string') {
    problems.leaveOut(`${where}.request.url`, url === undefined ? 'missing' : 'not_text');
  } else if (!ABSOLUTE.test(url)) problems.leaveOut(`${where}.request.url`, 'not_url');
  if (entry === null || request === null || typeof url !== 'string') return [];
  if (decodeTrackingRequest(url, undefined, hosts) === null) return [];
  const method = typeof request.method === 'string' ? request.method.toUpperCase() : 'GET';
  if (sendsNothing(method)) return [];
  if (place.cut) problems.add(where, 'too_long');
  const stack = stackOf(entry._initiator);
  const transport = transportOf(entry._resourceType);
  const base = {
    frameId: 0,
    ...(typeof entry.pageref === 'string' ? { documentId: entry.pageref } : {}),
  };
  const seen: RequestObservation = {
    type: 'request',
    seq: place.nextSeq(),
    ...place.when,
    ...base,
    witness: 'file',
    requestId: `entry-${index}`,
    method,
    url,
    ...harBody(request, method, place.cut),
    ...(transport === null ? {} : { transport }),
    ...(stack === null ? {} : { stack }),
  };
  const outcome = outcomeOf(entry, url, `${where}.response`, problems);
  if (outcome === null) return [seen];
  const time = typeof entry.time === 'number' && entry.time > 0 ? entry.time : 0;
  return [
    seen,
    {
      type: 'outcome',
      seq: place.nextSeq(),
      // How long it took is known, whatever is of when it began.
      at: place.when.at + time,
      ...base,
      requestId: seen.requestId,
      ...outcome,
    },
  ];
}

/**
 * How an entry ended; null if it had not when it was recorded: then Playwright writes a status of
 * -1, and Chrome one of 0 with an `_error` of null. Chrome names an error in `response._error`,
 * Playwright in `_failureText`; Firefox has nothing but a status of 0, blocked or failed.
 */
function outcomeOf(
  entry: JsonObject,
  url: string,
  where: string,
  problems: ProblemList,
): Omit<OutcomeObservation, 'type' | 'seq' | 'at' | 'frameId' | 'requestId'> | null {
  if (entry._delivery === 'pending') return null;
  const response = asObject(entry.response);
  const answer = typeof response?.status === 'number' ? response.status : undefined;
  const cached = response?._error === CACHE_ERROR || isFromCache(entry, answer);
  const redirect = response === null ? null : redirectOf(response, url, cached);
  if (redirect !== null) return redirect;
  const byWorker = entry._fetchedViaServiceWorker ?? response?._fetchedViaServiceWorker;
  const given = [response?._error, response?._failureText, entry._error, entry._failureText];
  const error = given.find((text): text is string => typeof text === 'string' && text !== '');
  const code = response?.status;
  const underWay = response === null || code === -1 || (code === 0 && '_error' in response);
  if (error === undefined && underWay && !FINAL.has(entry._delivery)) return null;
  if (code !== undefined && typeof code !== 'number') problems.add(`${where}.status`, 'not_number');
  const status = typeof code === 'number' && code > 0 ? code : undefined;
  if (error === undefined && byWorker !== true && isFromCache(entry, status))
    return { delivery: 'blocked', ...(status === undefined ? {} : { status }), error: CACHE_ERROR };
  const delivery = FINAL.has(entry._delivery)
    ? (entry._delivery as FinalDelivery)
    : finalDelivery(status, error);
  return {
    delivery,
    ...(status === undefined ? {} : { status }),
    ...(error === undefined ? {} : { error }),
    ...(byWorker === true ? { answeredBy: 'worker' } : {}),
  };
}

/** Chrome's resource types in the terms of `webRequest`. */
function transportOf(type: JsonValue | undefined): string | null {
  if (typeof type !== 'string' || type === '') return null;
  return type === 'xhr' || type === 'fetch' ? 'xmlhttprequest' : type;
}

const LONGEST_STACK = 100;

/** `_initiator.stack` of Chrome's HAR files as text, one call a line, the innermost first. */
function stackOf(initiator: JsonValue | undefined): string | null {
  const lines: string[] = [];
  let stack = asObject(asObject(initiator)?.stack);
  while (stack !== null && lines.length < LONGEST_STACK) {
    for (const value of Array.isArray(stack.callFrames) ? stack.callFrames : []) {
      const frame = asObject(value as JsonValue);
      if (frame === null || lines.length >= LONGEST_STACK) continue;
      const { functionName, url, lineNumber, columnNumber } = frame;
      const position = [lineNumber, columnNumber]
        .filter((number) => typeof number === 'number')
        .map((number) => `:${number + 1}`);
      const place = `${typeof url === 'string' ? url : ''}${position.join('')}`;
      lines.push(
        typeof functionName === 'string' && functionName !== ''
          ? `    at ${functionName} (${place})`
          : `    at ${place}`,
      );
    }
    stack = asObject(stack.parent);
  }
  return lines.length === 0 ? null : lines.join('\n');
}
