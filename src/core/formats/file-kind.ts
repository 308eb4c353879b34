import type { Why } from './problem.ts';

/** Kinds of files that somebody may take for a recording, and that are none. */
type Foreign =
  | 'gzip'
  | 'zip'
  | 'bzip2'
  | 'xz'
  | 'zstd'
  | '7z'
  | 'png'
  | 'jpeg'
  | 'pdf'
  | 'html'
  | 'xml'
  | 'markup'
  | 'binary';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

export type FileKind =
  | { readonly is: 'text'; readonly encoding: Encoding }
  | { readonly is: Foreign };

/** Bytes that are looked at. */
export const START_LENGTH = 512;

/** Each format's own mark at the beginning of a file. */
const MARKS: readonly (readonly [Foreign, readonly number[]])[] = [
  ['gzip', [0x1f, 0x8b]],
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['zip', [0x50, 0x4b, 0x05, 0x06]],
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['7z', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ['png', [0x89, 0x50, 0x4e, 0x47]],
  ['jpeg', [0xff, 0xd8, 0xff]],
  ['pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
];
const BOMS: readonly (readonly [Encoding, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/**
 * What a file is, by its beginning.
 * @param start the first bytes, `START_LENGTH` of them if there are as many
 */
export function fileKind(start: Uint8Array): FileKind {
  const mark = MARKS.find(([, bytes]) => begins(start, bytes));
  if (mark !== undefined) return { is: mark[0] };
  const bom = BOMS.find(([, bytes]) => begins(start, bytes));
  const encoding = bom?.[0] ?? withoutBom(start);
  const text = beginning(start.subarray(bom?.[1].length ?? 0, START_LENGTH), encoding);
  if (text.startsWith('<')) {
    if (/^<(?:!doctype\s+html|html)\b/i.test(text)) return { is: 'html' };
    return { is: /^<\?xml\b/i.test(text) ? 'xml' : 'markup' };
  }
  return text.includes('\0') ? { is: 'binary' } : { is: 'text', encoding };
}

/** Why a file of a kind cannot be read. */
export function foreignWhy(kind: Foreign): Why {
  switch (kind) {
    case 'gzip':
    case 'zip':
    case 'html':
    case 'xml':
    case 'markup':
    case 'binary':
      return `is_${kind}`;
    case 'png':
    case 'jpeg':
    case 'pdf':
      return 'is_document';
    default:
      return 'is_packed';
  }
}

function begins(start: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => start[index] === byte);
}

/** JSON begins with two characters of ASCII, which have a zero byte each in UTF-16. */
function withoutBom(start: Uint8Array): Encoding {
  const [a = 1, b = 1, c = 1, d = 1] = start;
  if (a > 0 && b === 0 && c > 0 && d === 0) return 'utf-16le';
  return a === 0 && b > 0 && c === 0 && d > 0 ? 'utf-16be' : 'utf-8';
}

/** The beginning as text, as far as it is ASCII, without the space before it. */
function beginning(start: Uint8Array, encoding: Encoding): string {
  const step = encoding === 'utf-8' ? 1 : 2;
  const ascii = start.filter((_, index) =>
    encoding === 'utf-16be' ? index % step === 1 : index % step === 0,
  );
  return String.fromCharCode(...ascii).trimStart();
}
