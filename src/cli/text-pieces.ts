import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { fileKind, foreignWhy, START_LENGTH } from '../core/formats/file-kind.ts';
import { FormatError } from '../core/formats/problem.ts';

/** How many times its own size a gzip file may unpack to; recordings reach some 100 times theirs. */
const MOST_RATIO = 500;
/** Unpacked bytes below which no ratio is looked at. */
const FREE = 256 * 1024 * 1024;

/**
 * The text of a file that comes in pieces of bytes: in UTF-8 or UTF-16, also packed by gzip.
 * @throws FormatError if it is a file of another kind, or one that is not whole
 */
export async function* textPieces(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const { start, rest } = await peek(bytes);
  if (fileKind(start).is === 'gzip') yield* decoded(await peek(unpacked(rest)));
  else yield* decoded({ start, rest });
}

async function* decoded({ start, rest }: Peeked): AsyncGenerator<string> {
  const kind = fileKind(start);
  if (kind.is !== 'text') throw new FormatError({ where: '', why: foreignWhy(kind.is) });
  const decoder = new TextDecoder(kind.encoding);
  for await (const piece of rest) yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
}

interface Peeked {
  /** The first bytes. */
  readonly start: Uint8Array;
  /** All bytes, the first included. */
  readonly rest: AsyncIterable<Uint8Array>;
}

async function peek(bytes: AsyncIterable<Uint8Array>): Promise<Peeked> {
  const pieces = bytes[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let length = 0;
  while (length < START_LENGTH) {
    const next = await pieces.next();
    if (next.done) break;
    first.push(next.value);
    length += next.value.length;
  }
  async function* all() {
    yield* first;
    yield* { [Symbol.asyncIterator]: () => pieces };
  }
  return { start: Buffer.concat(first).subarray(0, START_LENGTH), rest: all() };
}

/** Unpacks gzip in pieces; what unpacks to far more than any recording is not gone on with. */
async function* unpacked(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let read = 0;
  let made = 0;
  let failure: unknown;
  async function* packed() {
    try {
      for await (const piece of bytes) {
        read += piece.length;
        yield piece;
      }
    } catch (error) {
      failure = error;
      throw error;
    }
  }
  const pieces: AsyncIterable<Uint8Array> = pipeline(
    Readable.from(packed()),
    createGunzip(),
    () => {},
  );
  try {
    for await (const piece of pieces) {
      made += piece.length;
      if (made > FREE && made > read * MOST_RATIO)
        throw new FormatError({ where: '', why: 'gzip_bomb', values: [String(MOST_RATIO)] });
      yield piece;
    }
  } catch (error) {
    if (failure !== undefined) throw failure;
    throw error instanceof FormatError || !isZlibError(error)
      ? error
      : new FormatError({ where: '', why: 'gzip_broken' });
  }
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}
