import { createLogReader, type LogReaderOptions } from '../../../src/core/formats/log-reader.ts';
import type { FormatProblem } from '../../../src/core/formats/problem.ts';
import type { Observation } from '../../../src/core/session/observation.ts';

export interface ReadLog {
  readonly observations: readonly Observation[];
  readonly problems: readonly FormatProblem[];
  readonly problemCount: number;
  readonly format: 'har' | 'session' | null;
  readonly exportedAt: number | null;
  readonly leftOut: number;
  readonly unknownTimes: number;
  readonly unknownZones: number;
}

/** Reads a whole file, given as one text or as the pieces it comes in. */
export function read(pieces: string | Iterable<string>, options?: LogReaderOptions): ReadLog {
  const reader = createLogReader(options);
  const observations: Observation[] = [];
  for (const piece of typeof pieces === 'string' ? [pieces] : pieces) {
    observations.push(...reader.push(piece));
  }
  observations.push(...reader.end());
  const { problems, problemCount, format, exportedAt } = reader;
  const { leftOut, unknownTimes, unknownZones } = reader;
  const counts = { problemCount, leftOut, unknownTimes, unknownZones };
  return { observations, problems, format, exportedAt, ...counts };
}

/** A text cut into pieces of the lengths given, over and over. */
export function cutUp(text: string, lengths: readonly number[]): string[] {
  const pieces: string[] = [];
  for (let at = 0, turn = 0; at < text.length; turn++) {
    const length = Math.max(1, lengths[turn % lengths.length] ?? 1);
    pieces.push(text.slice(at, at + length));
    at += length;
  }
  return pieces;
}
