import type { Severity } from '../core/findings/finding.ts';
import type { Entry } from '../core/session/session.ts';

/** What was counted in one visit, whatever the filter hides. */
export interface Held {
  /** Without retries, as in the session's own counts. */
  readonly aliases: number;
  readonly events: number;
  readonly findings: number;
  /** The gravest of the findings. */
  readonly worst: Severity | undefined;
}

/**
 * The pages that a tab went to, one after the other: a visit begins with a navigation of the top
 * frame and holds what came until the next. What came before the first is the visit -1.
 */
export interface Visits {
  readonly count: number;
  /** Takes in that entries from `from` on are new or changed, at the cost of those. */
  update(entries: readonly Entry[], from: number): void;
  /** The visit that an entry belongs to. */
  of(index: number): number;
  /** Position of a visit's first entry, which is its navigation. */
  start(visit: number): number;
  /** Position behind its last. */
  end(visit: number): number;
  held(visit: number): Held;
}

/** Numbers that are kept of each entry: sums of all up to it, so that a visit's are a difference. */
const KEPT = ['aliases', 'events', 'error', 'warning', 'info'] as const;

export function createVisits(): Visits {
  const starts: number[] = [];
  const sums: number[] = [];
  let total = 0;

  function add(entry: Entry, at: number): void {
    if (beginsVisit(entry)) starts.push(at);
    const before = at * KEPT.length - KEPT.length;
    const first = !('retryOf' in entry) || entry.retryOf === null;
    let error = 0;
    let warning = 0;
    let info = 0;
    for (const { severity } of entry.findings) {
      if (severity === 'error') error += 1;
      else if (severity === 'warning') warning += 1;
      else info += 1;
    }
    sums.push(
      (sums[before] ?? 0) + (first && entry.kind === 'alias' ? 1 : 0),
      (sums[before + 1] ?? 0) + (first && entry.kind === 'event' ? 1 : 0),
      (sums[before + 2] ?? 0) + error,
      (sums[before + 3] ?? 0) + warning,
      (sums[before + 4] ?? 0) + info,
    );
  }
  const start = (visit: number): number => (visit < 0 ? 0 : (starts[visit] ?? total));
  const end = (visit: number): number => starts[visit + 1] ?? total;

  return {
    get count() {
      return starts.length;
    },
    update(entries, from) {
      total = Math.min(total, from);
      sums.length = total * KEPT.length;
      while ((starts.at(-1) ?? -1) >= total) starts.pop();
      for (; total < entries.length; total++) add(entries[total] as Entry, total);
    },
    of: (index) => firstAbove(starts, index) - 1,
    start,
    end,
    held(visit) {
      const [before, last] = [start(visit) - 1, end(visit) - 1];
      const [aliases = 0, events = 0, error = 0, warning = 0, info = 0] = KEPT.map(
        (_, at) => (sums[last * KEPT.length + at] ?? 0) - (sums[before * KEPT.length + at] ?? 0),
      );
      const worst = error ? 'error' : warning ? 'warning' : info ? 'info' : undefined;
      return { aliases, events, findings: error + warning + info, worst };
    },
  };
}

/** Whether an entry is another page of the tab, rather than one of a frame within. */
export function beginsVisit({ kind, frameId }: Entry): boolean {
  return kind === 'navigation' && frameId === 0;
}

/** The first place in ascending numbers, from `low` on, whose number is above another; by halving. */
export function firstAbove(numbers: readonly number[], than: number, low = 0): number {
  let from = low;
  let to = numbers.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((numbers[middle] ?? 0) > than) to = middle;
    else from = middle + 1;
  }
  return from;
}
