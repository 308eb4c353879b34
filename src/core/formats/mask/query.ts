import type { TrackingKind } from '../../kissmetrics/hosts.ts';
import { decodeComponent } from '../../kissmetrics/query.ts';
import { encodeComponent } from '../encode.ts';

/** What is put in the place of decoded texts. */
export interface Replacements {
  identity(id: string): string;
  apiKey(key: string): string;
  /** Of a text that may be or hold an identity or a key. */
  value(text: string): string;
}

/**
 * A query string or form-encoded body with its texts replaced; what holds nothing to replace stays
 * byte for byte, and what could not be decoded still cannot.
 * @param kind of the tracking request that it belongs to; null for any other URL
 */
export function maskQuery(query: string, kind: TrackingKind | null, by: Replacements): string {
  return query
    .split('&')
    .map((pair) => {
      const equals = pair.indexOf('=');
      const rawName = equals < 0 ? pair : pair.slice(0, equals);
      const name = decodeComponent(rawName).text;
      const reserved = kind !== null && /^_[knptd]$/.test(name);
      const maskedName = reserved ? rawName : maskPart(rawName, (text) => by.value(text));
      if (equals < 0) return maskedName;
      return `${maskedName}=${maskPart(pair.slice(equals + 1), replacementOf(name, kind, by))}`;
    })
    .join('&');
}

function replacementOf(
  name: string,
  kind: TrackingKind | null,
  by: Replacements,
): (text: string) => string {
  if (kind !== null) {
    if (name === '_k' || name === '_signature') return (text) => by.apiKey(text);
    if (name === '_p' || (name === '_n' && kind === 'alias')) return (text) => by.identity(text);
    if (name === '_t' || name === '_d') return (text) => text;
  }
  return (text) => by.value(text);
}

function maskPart(raw: string, replace: (text: string) => string): string {
  const { text, broken } = decodeComponent(raw);
  const masked = replace(text);
  if (masked === text) return raw;
  const encoded = broken ? encodeBroken(masked) : encodeComponent(masked);
  return raw.includes('+') ? encoded.replaceAll('%20', '+') : encoded;
}

/** Leaves the first `%` as it is, which then does not decode to anything; see `decodeComponent`. */
function encodeBroken(text: string): string {
  const percent = text.indexOf('%');
  if (percent < 0) return encodeComponent(text);
  const after = [...text.slice(percent + 1)];
  const next = encodeComponent(after[0] ?? '').replace(/^\w$/, hex);
  return `${encodeComponent(text.slice(0, percent))}%${next}${encodeComponent(after.slice(1).join(''))}`;
}

function hex(character: string): string {
  return `%${character.charCodeAt(0).toString(16)}`;
}
