import { type ReadonlySignal, signal } from '@preact/signals';
import { type KindLists, NO_LISTS } from '../core/people/kinds/kind-lists.ts';
import { createSessionFold } from '../core/session/fold.ts';
import type { Observation } from '../core/session/observation.ts';
import type { Session, SessionFold } from '../core/session/session.ts';
import type { LaneRows } from './lanes.ts';
import type { OutlineView } from './outline.ts';
import { createRows } from './rows.ts';

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
  /** The identities as lines beside the entries. */
  readonly lanes: LaneRows;
  /** The rows as lines, grouped by visit. */
  readonly outline: OutlineView;
  /** Not all entries have been looked at since the last search. */
  readonly searching: boolean;
  /** Rows of pages before the one that is shown; 0 if all are. */
  readonly earlierRows: number;
  search(filter: string): void;
}

/** A session that does not go on. */
export interface FixedSession extends ShownSession {
  /** Applies what the user says about which identities are anonymous. */
  setKindLists(lists: KindLists): void;
}

/** A log that comes in pieces and then does not go on. */
export interface SessionBuilder {
  /**
   * @param ordered they come in the order of time: then they are folded at once, piece by piece, so
   * that the end does not take long
   */
  append(observations: readonly Observation[], ordered: boolean): void;
  /**
   * @param now when the log was written, in milliseconds since 1970; null for the time of its latest
   * observation
   */
  finish(now: number | null): FixedSession;
}

/** @param kinds what the user says about which identities are anonymous */
export function createSessionBuilder(
  end: AbortSignal,
  kinds: KindLists = NO_LISTS,
): SessionBuilder {
  const fold = createSessionFold({ kinds });
  const observations: Observation[] = [];
  return {
    append(more, ordered) {
      for (const one of more) observations.push(one);
      fold.append(more);
      if (ordered) fold.settle();
    },
    finish(now) {
      return fixedSession(fold, observations, now, end);
    },
  };
}

function fixedSession(
  fold: SessionFold,
  observations: readonly Observation[],
  now: number | null,
  end: AbortSignal,
): FixedSession {
  const { session } = fold;
  fold.settle(now ?? undefined);
  const version = signal(0);
  const filter = signal('');
  const rows = createRows(
    () => session.entries,
    () => {
      version.value += 1;
    },
    end,
  );
  rows.update(0);
  return {
    session,
    observations,
    version,
    filter,
    get rows() {
      return rows.positions;
    },
    get lanes() {
      return rows.lanes;
    },
    get outline() {
      return rows.outline;
    },
    get searching() {
      return rows.pending;
    },
    earlierRows: 0,
    setKindLists(lists) {
      if (session.kinds.lists === lists) return;
      fold.setKindLists(lists);
      rows.update(fold.settle(now ?? undefined).from);
      version.value += 1;
    },
    search(next) {
      filter.value = next;
      rows.search(next);
      version.value += 1;
    },
  };
}
