import type { Observation } from '../session/observation.ts';
import { isoTime } from './time.ts';

export const SESSION_FORMAT = 'kissmetrics-identity-session';
export const SESSION_VERSION = 1;

export interface SessionFileOptions {
  /** When the log was exported, in milliseconds since 1970: the present, as seen by a later reader. */
  readonly exportedAt: number;
  /** Version of this tool. */
  readonly tool: string;
}

/**
 * The text of a session file, in pieces: the log as it is. One JSON object rather than a line of
 * JSON each, so that any JSON tool opens it and a file that was cut off is known by its missing
 * end; but one line for each observation, so that two files can be compared. What a reader needs to
 * know stands before the observations.
 */
export function* sessionFile(
  observations: Iterable<Observation>,
  { exportedAt, tool }: SessionFileOptions,
): Generator<string> {
  const head = {
    format: SESSION_FORMAT,
    version: SESSION_VERSION,
    exportedAt: isoTime(exportedAt),
    tool,
  };
  yield `${JSON.stringify(head).slice(0, -1)},"observations":[`;
  let separator = '\n';
  for (const observation of observations) {
    yield separator + JSON.stringify(observation);
    separator = ',\n';
  }
  yield '\n]}\n';
}
