import { type BodyText, bodyText } from '../core/formats/bodies/body-text.ts';
import { decodeTrackingRequest, type TrackingHost } from '../core/kissmetrics/decode.ts';
import type { RequestDetails } from '../platform/web-request.ts';

/** Bytes of a body that are kept; the vendor's own requests have a few hundred. */
const LONGEST = 65_536;
/** The same of a batch, which is known as a whole or not at all. */
const LONGEST_BATCH = 1_048_576;

/** The body of a POST as text, as far as the browser shows it. */
export function requestBody(
  { requestBody: given, url = '' }: Partial<Pick<RequestDetails, 'requestBody' | 'url'>>,
  hosts: readonly TrackingHost[] = [],
): BodyText {
  if (!given) return {};
  if (given.error !== undefined) return { bodyProblem: given.error };
  const longest = decodeTrackingRequest(url, undefined, hosts)?.batch ? LONGEST_BATCH : LONGEST;
  if (given.formData) {
    const text = encodeForm(given.formData as Record<string, unknown>);
    // Nothing but ASCII: a character is a byte.
    if (text.length <= longest) return { body: text };
    return { body: text.slice(0, longest), bodyProblem: 'cut', bodySize: text.length };
  }
  return given.raw ? rawBody(given.raw, longest) : {};
}

type Raw = NonNullable<NonNullable<RequestDetails['requestBody']>['raw']>;

function rawBody(raw: Raw, longest: number): BodyText {
  const files = raw.findIndex(({ bytes }) => !bytes);
  const parts = (files < 0 ? raw : raw.slice(0, files)).map(
    ({ bytes }) => new Uint8Array(bytes as ArrayBuffer),
  );
  const size = parts.reduce((sum, part) => sum + part.length, 0);
  // One byte more than is kept: it tells that there is more.
  const bytes = new Uint8Array(Math.min(size, longest + 1));
  let at = 0;
  for (const part of parts) {
    const piece = part.subarray(0, bytes.length - at);
    bytes.set(piece, at);
    at += piece.length;
  }
  const read = bodyText(bytes, longest, size);
  if (files < 0) return read;
  // What a file holds is not shown, nor how much.
  return read.body === undefined
    ? { bodyProblem: 'file' }
    : { body: read.body, bodyProblem: 'file' };
}

/** The browser shows a form decoded; this encodes it again, so that the log holds one form. */
function encodeForm(form: Record<string, unknown>): string {
  const pairs = new URLSearchParams();
  for (const [name, values] of Object.entries(form))
    for (const value of Array.isArray(values) ? values : [values])
      pairs.append(name, String(value));
  return pairs.toString();
}
