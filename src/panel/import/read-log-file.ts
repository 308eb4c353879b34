import { fileKind, foreignWhy, START_LENGTH } from '../../core/formats/file-kind.ts';
import { createLogReader, type LogReader } from '../../core/formats/log-reader.ts';
import { FormatError, problemText } from '../../core/formats/problem.ts';
import type { TrackingHost } from '../../core/kissmetrics/decode.ts';
import type { Observation } from '../../core/session/observation.ts';
import type { Translate } from '../../core/text/catalogue.ts';

/** Observations that the panel takes; more of them would fill the memory of its page. */
export const MOST = 300_000;

/** The file could not be used. The message is one sentence in the user's language. */
export class ImportError extends Error {}

/** A file as a browser gives it. */
export type NamedBlob = Pick<Blob, 'size' | 'stream'> & { readonly name: string };

/** What is known of a file when it has been read. */
export type FileFacts = Pick<
  LogReader,
  'format' | 'exportedAt' | 'problems' | 'problemCount' | 'unknownTimes' | 'unknownZones'
>;

export interface ReadOptions {
  /** Gets the observations as they come, and the format as soon as that has shown. */
  readonly take: (observations: readonly Observation[], format: LogReader['format']) => void;
  /** Gets the part that is read, from 0 to 1. */
  readonly onProgress?: (share: number) => void;
  /** Further tracking hosts than the vendor's, for a HAR. */
  readonly hosts?: readonly TrackingHost[];
  /** Observations taken. */
  readonly most?: number;
}

/**
 * Reads a HAR or a session file in pieces, between which the page can draw.
 * @throws ImportError, or the signal's reason once it aborts
 */
export async function readLogFile(
  file: NamedBlob,
  t: Translate,
  signal: AbortSignal,
  { take: onObservations, onProgress = () => {}, hosts = [], most = MOST }: ReadOptions,
): Promise<FileFacts> {
  const reader = createLogReader({ hosts });
  let start: Uint8Array = new Uint8Array();
  let decoder: TextDecoder | null = null;
  /** Text of the next bytes; empty until enough have come to tell what the file is. */
  const decode = (more: Uint8Array, last: boolean): string => {
    if (decoder !== null) return decoder.decode(more, { stream: !last });
    start = joined(start, more);
    if (start.length < START_LENGTH && !last) return '';
    const kind = fileKind(start.subarray(0, START_LENGTH));
    if (kind.is !== 'text') throw new FormatError({ where: '', why: foreignWhy(kind.is) });
    decoder = new TextDecoder(kind.encoding);
    return decoder.decode(start, { stream: !last });
  };
  let taken = 0;
  const take = (made: readonly Observation[]): void => {
    taken += made.length;
    if (taken > most) throw new TooMany();
    if (made.length > 0) onObservations(made, reader.format);
  };
  const bytes = file.stream().getReader();
  let done = 0;
  try {
    for (;;) {
      const piece = await bytes.read();
      signal.throwIfAborted();
      if (piece.done) break;
      done += piece.value.byteLength;
      take(reader.push(decode(piece.value, false)));
      onProgress(file.size > 0 ? Math.min(1, done / file.size) : 1);
    }
    take(reader.push(decode(new Uint8Array(), true)));
    take(reader.end());
  } catch (error) {
    signal.throwIfAborted();
    throw new ImportError(importFailure(file.name, error, most, t));
  } finally {
    // What is not read any more need not come from the disk; a stream that broke is over already.
    bytes.cancel().catch(() => {});
  }
  return reader;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

class TooMany extends Error {}

/** Why a file could not be used, in one sentence. */
export function importFailure(name: string, error: unknown, most: number, t: Translate): string {
  const it = t('import_it');
  if (error instanceof TooMany)
    return t('import_failed', name, it, t('import_too_many', `${most}`));
  if (!(error instanceof FormatError)) return t('import_failed', name, it, t('import_unreadable'));
  const { where, ...what } = error.problem;
  return t('import_failed', name, where || it, problemText({ where: '', ...what }, t));
}
