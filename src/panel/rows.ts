import type { Entry } from '../core/session/session.ts';
import { createFiltered } from './filter.ts';

/** Milliseconds of one step: with drawing after it, short against what a person notices. */
const STEP_MS = 12;

/** The rows that a filter lets through, found in steps between which the page can draw. */
export interface Rows {
  readonly positions: readonly number[];
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
  const create = () => createFiltered({ budgetMs: STEP_MS, clock: () => performance.now() });
  let filtered = create();
  let filter = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  end.addEventListener('abort', () => clearTimeout(timer), { once: true });

  /** The rest of a search first; then the next search is prepared, so that it takes one step. */
  function later(): void {
    clearTimeout(timer);
    if (!end.aborted) timer = setTimeout(goOn, 0);
  }
  function goOn(): void {
    if (filtered.pending) {
      filtered.proceed(entries());
      changed();
      later();
    } else if (filtered.prepare(entries())) later();
  }

  return {
    get positions() {
      return filtered.positions;
    },
    get pending() {
      return filtered.pending;
    },
    search(next) {
      filter = next;
      filtered.search(next, entries());
      later();
    },
    update(from) {
      filtered.update(entries(), from);
      later();
    },
    reset() {
      filtered = create();
      filtered.search(filter, entries());
    },
  };
}
