import type { Entry } from '../core/session/session.ts';
import { afterPaint } from '../ui/after-paint.ts';
import { createFiltered } from './filter.ts';
import { createLanes, type LaneRows } from './lanes.ts';
import { createOutline, type OutlineView } from './outline.ts';

/** Milliseconds of the first step: the rows that it finds are drawn while the user types. */
const FIRST_MS = 6;
/** Milliseconds of a further one: each is followed by drawing, which takes longer than looking. */
const NEXT_MS = 30;

/** The rows that a filter lets through, found in steps between which the page can draw. */
export interface Rows {
  readonly positions: readonly number[];
  /** The identities as lines beside the entries. */
  readonly lanes: LaneRows;
  /** The rows as lines, grouped by visit. */
  readonly outline: OutlineView;
  /** Not all entries have been looked at. */
  readonly pending: boolean;
  search(filter: string): void;
  /** Entries from `from` on are new or changed. */
  update(from: number): void;
  /** Other entries take the place of all. */
  reset(): void;
}

/**
 * @param entries gives the entries of the moment
 * @param changed called whenever there are other rows than before without having been asked for
 */
export function createRows(
  entries: () => readonly Entry[],
  changed: () => void,
  end: AbortSignal,
): Rows {
  const create = () => createFiltered({ budgetMs: FIRST_MS, clock: () => performance.now() });
  let filtered = create();
  let lanes = createLanes();
  let outline = createOutline(changed);
  let filter = '';
  let stop = (): void => {};
  end.addEventListener('abort', () => stop(), { once: true });

  /** The rest of a search first; then the next search is prepared, so that it takes one step. */
  function later(): void {
    stop();
    if (!end.aborted) stop = afterPaint(goOn);
  }
  function goOn(): void {
    if (filtered.pending) {
      filtered.proceed(entries(), NEXT_MS);
      outline.filtered(filtered.positions, filtered.positions.length);
      changed();
      later();
    } else if (filtered.prepare(entries())) later();
  }

  return {
    get positions() {
      return filtered.positions;
    },
    get lanes() {
      return lanes;
    },
    get outline() {
      return outline;
    },
    get pending() {
      return filtered.pending;
    },
    search(next) {
      filter = next;
      filtered.search(next, entries());
      outline.filtered(filtered.positions, 0);
      later();
    },
    update(from) {
      lanes.update(entries(), from);
      filtered.update(entries(), from);
      outline.update(entries(), filtered.positions, from);
      later();
    },
    reset() {
      lanes = createLanes();
      lanes.update(entries(), 0);
      filtered = create();
      filtered.search(filter, entries());
      outline = createOutline(changed);
      outline.update(entries(), filtered.positions, 0);
    },
  };
}
