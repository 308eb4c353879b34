import type { TrackingParameter } from './tracking-request.ts';

const HEX = '[0-9A-Fa-f]';
const TAIL = `%[89ABab]${HEX}`;
/** Percent-encoded UTF-8, well-formed by Unicode's table 3-7; bounded, so that the engine's stack is. */
const WELL_FORMED = new RegExp(
  `(?:%[0-7]${HEX}|%(?:[Cc][2-9A-Fa-f]|[Dd]${HEX})${TAIL}|%[Ee]0%[ABab]${HEX}${TAIL}` +
    `|%[Ee][1-9A-CEFa-cef]${TAIL}${TAIL}|%[Ee][Dd]%[89]${HEX}${TAIL}|%[Ff]0%[9ABab]${HEX}${TAIL}${TAIL}` +
    `|%[Ff][1-3]${TAIL}${TAIL}${TAIL}|%[Ff]4%8${HEX}${TAIL}${TAIL}){1,64}`,
  'g',
);

/** A decoded piece of a query string; `broken` if any of it had to be left as it stands. */
export interface Decoded {
  readonly text: string;
  readonly broken: boolean;
}

/**
 * Decodes `application/x-www-form-urlencoded` text: `+` is a space, `%XX` are UTF-8 bytes. What is
 * not well-formed stays as it stands, the rest around it is decoded. Never throws; linear time.
 */
export function decodeComponent(encoded: string): Decoded {
  const spaced = encoded.includes('+') ? encoded.replaceAll('+', ' ') : encoded;
  if (!spaced.includes('%')) return { text: spaced, broken: false };
  try {
    return { text: decodeURIComponent(spaced), broken: false };
  } catch {
    return { text: spaced.replace(WELL_FORMED, decodeURIComponent), broken: true };
  }
}

/**
 * The parameters of a query string or form-encoded body, in the order sent, repeated ones
 * included; empty pieces between `&` are none. Never throws; linear time.
 * @param text without the leading `?`
 */
export function decodeQuery(text: string): readonly TrackingParameter[] {
  const parameters: TrackingParameter[] = [];
  for (let start = 0; start < text.length; ) {
    const next = text.indexOf('&', start);
    const end = next < 0 ? text.length : next;
    if (end > start) parameters.push(decodePair(text.slice(start, end)));
    start = end + 1;
  }
  return parameters;
}

function decodePair(pair: string): TrackingParameter {
  const equals = pair.indexOf('=');
  const name = decodeComponent(equals < 0 ? pair : pair.slice(0, equals));
  const value = decodeComponent(equals < 0 ? '' : pair.slice(equals + 1));
  return { name: name.text, value: value.text, broken: name.broken || value.broken };
}
