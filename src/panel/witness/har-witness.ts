import { FileClock } from '../../core/formats/file-time.ts';
import { readHarEntry } from '../../core/formats/har-entry.ts';
import type { JsonValue } from '../../core/formats/json-picker.ts';
import { asObject } from '../../core/formats/json-value.ts';
import { ProblemList } from '../../core/formats/problem.ts';
import { decodeTrackingRequest, type TrackingHost } from '../../core/kissmetrics/decode.ts';
import { WITNESS_LIMITS, type WitnessedRequest } from '../../protocol/witness.ts';

/**
 * A HAR entry of the developer tools as a witnessed request; null if it is no tracking request, or
 * longer than any of the library's.
 */
export function witnessedRequest(
  entry: unknown,
  hosts: readonly TrackingHost[],
): WitnessedRequest | null {
  const value = plain(entry, hosts);
  if (value === null) return null;
  let seq = 0;
  const known = new FileClock().read(asObject(value)?.startedDateTime);
  const when = known.time === 'unknown' ? { at: Date.now() } : known;
  const place = {
    index: 0,
    when,
    cut: false,
    hosts,
    problems: new ProblemList(),
    nextSeq: () => seq++,
  };
  const [request, outcome] = readHarEntry(value, place);
  if (request?.type !== 'request') return null;
  const { at, method, url, body, bodyProblem, bodySize, bodyEncoding, transport, stack } = request;
  if (Math.max(url.length, body?.length ?? 0) > WITNESS_LIMITS.content) return null;
  return {
    // Byte for byte the same request in the same millisecond counts once.
    id: `devtools:${at}:${hash(`${method} ${url}\n${body ?? bodySize ?? ''}`)}`,
    at,
    method: word(method),
    url,
    ...(body !== undefined && { body }),
    ...(bodyProblem !== undefined && { bodyProblem: word(bodyProblem) }),
    ...(bodySize !== undefined && { bodySize }),
    ...(bodyEncoding !== undefined && { bodyEncoding }),
    ...(transport !== undefined && { transport: word(transport) }),
    ...(stack !== undefined && { stack: stack.slice(0, WITNESS_LIMITS.stack) }),
    outcome: outcome?.type === 'outcome' ? outcomeOf(outcome) : null,
  };
}

function outcomeOf({
  at,
  delivery,
  status,
  error,
  redirect,
  internal,
  answeredBy,
}: NonNullable<WitnessedRequest['outcome']>): WitnessedRequest['outcome'] {
  return {
    ...{ at, delivery },
    ...(status !== undefined && { status }),
    ...(error !== undefined && { error: word(error) }),
    ...(redirect !== undefined && { redirect: redirect.slice(0, WITNESS_LIMITS.content) }),
    ...(internal !== undefined && { internal }),
    ...(answeredBy !== undefined && { answeredBy }),
  };
}

/**
 * What is read of an entry, as JSON: browsers give objects with methods, Chromium's with no members
 * of their own. Null if its address is no tracking request's, which most are not.
 */
function plain(entry: unknown, hosts: readonly TrackingHost[]): JsonValue | null {
  try {
    const given = entry as Record<string, unknown>;
    const { startedDateTime, time, _initiator, _resourceType, _error, request, response } = given;
    const { _fromCache, fromCache, _fetchedViaServiceWorker } = given;
    const { url, method, bodySize, postData } = request as Record<string, unknown>;
    if (typeof url !== 'string' || decodeTrackingRequest(url, undefined, hosts) === null)
      return null;
    const answer = (response ?? {}) as Record<string, unknown>;
    const { status, statusText, redirectURL, _error: failure, _transferSize } = answer;
    const byWorker = _fetchedViaServiceWorker ?? answer._fetchedViaServiceWorker;
    return JSON.parse(
      JSON.stringify({
        ...{ startedDateTime, time, _initiator, _resourceType, _error },
        ...{ _fromCache, fromCache, _fetchedViaServiceWorker: byWorker },
        request: { url, method, bodySize, postData },
        response: { status, statusText, redirectURL, _error: failure, _transferSize },
      }),
    );
  } catch {
    return null;
  }
}

const word = (text: string): string => text.slice(0, WITNESS_LIMITS.word);

/** FNV-1a, 32 bits. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return (value >>> 0).toString(36);
}
