import { type ReadonlySignal, signal } from '@preact/signals';
import { createSessionFold } from '../core/session/fold.ts';
import type { Observation } from '../core/session/observation.ts';
import type { Session } from '../core/session/session.ts';
import { createFiltered } from './filter.ts';

/** A session with the rows of it that the filter lets through: a live one or an imported one. */
export interface ShownSession {
  readonly session: Session;
  /** The log that it is folded from. */
  readonly observations: readonly Observation[];
  /** Rises whenever `session` or the rows have changed: read it to be told. */
  readonly version: ReadonlySignal<number>;
  readonly filter: ReadonlySignal<string>;
  /** Positions in `session.entries` of the rows shown. */
  readonly rows: readonly number[];
  search(query: string): void;
}

/**
 * A log that does not go on.
 * @param now when it was written, in milliseconds since 1970; null for the time of its latest
 * observation
 */
export function createFixedSession(
  observations: readonly Observation[],
  now: number | null,
): ShownSession {
  const fold = createSessionFold();
  fold.append(observations);
  fold.settle(now ?? undefined);
  const { session } = fold;
  const filtered = createFiltered();
  filtered.search('', session.entries);
  const version = signal(0);
  const filter = signal('');
  return {
    session,
    observations,
    version,
    filter,
    get rows() {
      return filtered.positions;
    },
    search(query) {
      filter.value = query;
      filtered.search(query, session.entries);
      version.value += 1;
    },
  };
}
