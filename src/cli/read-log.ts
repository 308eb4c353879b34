import { createReadStream } from 'node:fs';
import { createLogReader, type LogReader } from '../core/formats/log-reader.ts';
import { FormatError, problemText } from '../core/formats/problem.ts';
import type { TrackingHost } from '../core/kissmetrics/decode.ts';
import type { Observation } from '../core/session/observation.ts';
import type { Translate } from '../core/text/catalogue.ts';
import { textPieces } from './text-pieces.ts';

/** Bytes read at a time. */
const PIECE = 262_144;

/** The file could not be used. The message is one line that says why. */
export class InputError extends Error {}

export interface Input {
  /** A path, or `-`. */
  readonly file: string;
  readonly stdin: NodeJS.ReadableStream;
  readonly hosts: readonly TrackingHost[];
}

/**
 * Reads a file in pieces.
 * @param take gets the observations as they come
 * @returns what the reader knows at the end
 * @throws InputError
 */
export async function readLog(
  { file, stdin, hosts }: Input,
  take: (observations: readonly Observation[]) => void,
  t: Translate,
): Promise<LogReader> {
  const reader = createLogReader({ hosts });
  const stream = file === '-' ? stdin : createReadStream(file, { highWaterMark: PIECE });
  try {
    for await (const piece of textPieces(stream as AsyncIterable<Uint8Array>))
      take(reader.push(piece));
    take(reader.end());
    const [first] = reader.problems;
    if (reader.used === 0 && reader.leftOut > 0 && first)
      throw new FormatError({
        where: '',
        why: 'nothing_usable',
        values: [problemText(first, t)],
      });
  } catch (error) {
    throw new InputError(reason(error, t));
  }
  return reader;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'is a folder, not a file',
  EACCES: 'may not be read by this user',
  EPERM: 'may not be read by this user',
};

function reason(error: unknown, t: Translate): string {
  if (error instanceof FormatError) return problemText(error.problem, t);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === '') throw error;
  return REASONS[code] ?? `cannot be read (${code})`;
}
