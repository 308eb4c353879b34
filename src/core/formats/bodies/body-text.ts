import { Gunzip, Unzlib } from 'fflate';
import { isText } from '../../kissmetrics/unread-body.ts';
import { decodeBase64 } from './base64.ts';

/** A body as text, as far as it can be read. */
export interface BodyText {
  readonly body?: string;
  /** Why it is not known, or not all of it; see `REASONS` in `unread-body.ts`. */
  readonly bodyProblem?: string;
  /** Bytes as sent; absent where the text says as much. */
  readonly bodySize?: number;
  /** What it was compressed or written with. */
  readonly bodyEncoding?: BodyEncoding;
}

export const BODY_ENCODINGS = ['gzip', 'deflate', 'base64'] as const;
export type BodyEncoding = (typeof BODY_ENCODINGS)[number];

/** Bytes that are unpacked at a time: each makes 1,032 at most. */
const SLICE = 1_024;

/**
 * The text of a body's bytes, unpacked if they are compressed. Never throws.
 * @param longest bytes of text that are kept, whatever the bytes unpack to
 * @param size bytes that were sent, where more were than are given
 */
export function bodyText(bytes: Uint8Array, longest: number, size = bytes.length): BodyText {
  const encoding = compressionOf(bytes);
  const torn = size > bytes.length;
  const unpacked = encoding === null ? null : unpack(bytes, encoding, longest, torn);
  const known = encoding === null ? { bodySize: size } : { bodySize: size, bodyEncoding: encoding };
  const cut = unpacked === null ? torn || bytes.length > longest : unpacked.cut;
  const text = utf8(unpacked?.bytes ?? bytes.subarray(0, longest), cut);
  if (text === null || !isText(text)) return { bodyProblem: 'not UTF-8', ...known };
  if (cut) return { body: text, bodyProblem: 'cut', ...known };
  return unpacked === null ? { body: text } : { body: text, ...known };
}

/** The text of a body that a file has in Base64. */
export function base64Text(text: string, longest: number): BodyText {
  const bytes = decodeBase64(text);
  if (bytes === null) return { bodyProblem: 'not UTF-8', bodyEncoding: 'base64' };
  return { bodySize: bytes.length, bodyEncoding: 'base64', ...bodyText(bytes, longest) };
}

/** By the first bytes: what a page compresses by itself comes without a header that says so. */
function compressionOf([first = 0, second = 0]: Uint8Array): 'gzip' | 'deflate' | null {
  if (first === 0x1f && second === 0x8b) return 'gzip';
  // RFC 1950: method 8, and a check of both bytes. Text may begin so: `x` with one of four signs.
  const zlib = (first & 0x8f) === 0x08 && ((first << 8) | second) % 31 === 0;
  return zlib && (second < 0x20 || second > 0x7e || second === 0x5e) ? 'deflate' : null;
}

/**
 * At most `longest` bytes of what was packed, and whether there is more; null if it is damaged.
 * @param torn the packed bytes have no end
 */
function unpack(
  packed: Uint8Array,
  encoding: 'gzip' | 'deflate',
  longest: number,
  torn: boolean,
): { readonly bytes: Uint8Array; readonly cut: boolean } | null {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const take = (chunk: Uint8Array): void => {
    chunks.push(chunk);
    length += chunk.length;
  };
  const stream = encoding === 'gzip' ? new Gunzip(take) : new Unzlib(take);
  try {
    for (let at = 0; at < packed.length && length <= longest; at += SLICE)
      stream.push(packed.slice(at, at + SLICE), !torn && at + SLICE >= packed.length);
  } catch {
    return null;
  }
  const bytes = new Uint8Array(Math.min(length, longest));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk.subarray(0, bytes.length - at), at);
    at += Math.min(chunk.length, bytes.length - at);
  }
  return { bytes, cut: torn || length > longest };
}

const ASCII = /^[\0-\x7f]*$/;
/** Bytes that become text at a time: more would be too many arguments. */
const PART = 8_192;

/**
 * UTF-8 as text; null if it is none.
 * @param cut the last character may be torn, and is left out then
 */
function utf8(bytes: Uint8Array, cut: boolean): string | null {
  let text = '';
  for (let at = 0; at < bytes.length; at += PART)
    text += String.fromCharCode(...bytes.subarray(at, at + PART));
  if (ASCII.test(text)) return text;
  const whole = cut ? text.replace(/[\xc2-\xf4][\x80-\xbf]{0,2}$/, '') : text;
  try {
    const encoded = whole.replace(/[%\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16)}`);
    return decodeURIComponent(encoded).replace(/^\ufeff/, '');
  } catch {
    return null;
  }
}
