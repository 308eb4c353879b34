import { matcherOf } from '../core/filter/match.ts';
import { searchText } from '../core/filter/search-text.ts';
import type { Entry } from '../core/session/session.ts';

/** Characters of an entry's text that are kept; of a longer one it is made anew for each search. */
const KEPT = 4_000;
/** Entries between two looks at the clock. */
const STRIDE = 256;

export interface FilterOptions {
  /** Milliseconds that one step may take; no limit by default. */
  readonly budgetMs?: number;
  /** Milliseconds since some moment. */
  readonly clock?: () => number;
}

/** Keeps the positions of the entries that fit a filter, incrementally and in steps. */
export interface Filtered {
  readonly positions: readonly number[];
  /** Not all entries have been looked at: `proceed` goes on. */
  readonly pending: boolean;
  /** Sets the filter and takes the first step; an empty one keeps everything. */
  search(filter: string, entries: readonly Entry[]): void;
  /** Takes in that entries from `from` on are new or changed, and takes a step. */
  update(entries: readonly Entry[], from: number): void;
  /** Takes the next step; it may be a longer one. */
  proceed(entries: readonly Entry[], budgetMs?: number): void;
  /** Takes a step in preparing the next search; says whether there is more to prepare. */
  prepare(entries: readonly Entry[]): boolean;
}

export function createFiltered(options: FilterOptions = {}): Filtered {
  const { budgetMs = Number.POSITIVE_INFINITY, clock = () => 0 } = options;
  const texts = new WeakMap<Entry, string>();
  /** Address of each document, and of the latest in each frame. */
  const documents = new Map<string, string>();
  const frames = new Map<number, string>();
  let positions: number[] = [];
  let next = 0;
  let total = 0;
  let prepared = 0;

  const textOf = (entry: Entry): string => {
    const kept = texts.get(entry);
    if (kept !== undefined) return kept;
    const text = searchText(entry);
    if (text.length <= KEPT) texts.set(entry, text);
    return text;
  };
  const documentUrl = (entry: Entry): string => {
    if ('documentUrl' in entry && entry.documentUrl !== undefined) return entry.documentUrl;
    const { documentId, frameId } = entry;
    const own = documentId === undefined ? undefined : documents.get(documentId);
    return own ?? frames.get(frameId) ?? '';
  };
  const around = { text: textOf, documentUrl };
  let matches = matcherOf('', around);

  /** Goes through entries until all are done or the time is up; gives where it stopped. */
  function step(
    entries: readonly Entry[],
    from: number,
    budget: number,
    look: (entry: Entry, at: number) => void,
  ): number {
    const end = clock() + budget;
    for (let at = from; at < entries.length; at++) {
      if ((at - from) % STRIDE === STRIDE - 1 && clock() > end) return at;
      const entry = entries[at];
      if (entry) look(entry, at);
    }
    return entries.length;
  }
  function proceed(entries: readonly Entry[], stepMs = budgetMs): void {
    total = entries.length;
    // To let everything through takes no time worth a step.
    const budget = matches === null ? Number.POSITIVE_INFINITY : stepMs;
    next = step(entries, next, budget, (entry, at) => {
      if (entry.kind === 'navigation') {
        frames.set(entry.frameId, entry.url);
        if (entry.documentId !== undefined) documents.set(entry.documentId, entry.url);
      }
      if (matches === null || matches(entry)) positions.push(at);
    });
  }

  return {
    get positions() {
      return positions;
    },
    get pending() {
      return next < total;
    },
    search(filter, entries) {
      matches = matcherOf(filter, around);
      positions = [];
      next = 0;
      proceed(entries);
    },
    update(entries, from) {
      while (positions.length > 0 && (positions.at(-1) ?? 0) >= from) positions.pop();
      next = Math.min(next, from);
      prepared = Math.min(prepared, from);
      proceed(entries);
    },
    proceed,
    prepare(entries) {
      prepared = step(entries, prepared, budgetMs, textOf);
      return prepared < entries.length;
    },
  };
}
