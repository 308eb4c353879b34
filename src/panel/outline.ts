import type { Entry } from '../core/session/session.ts';
import { createVisits, firstAbove, type Held } from './visits.ts';

/** One line of the list. */
export interface OutlineLine {
  /** Position in `session.entries`. */
  readonly index: number;
  /** Position among the rows that the filter lets through; -1 for a page it does not. */
  readonly row: number;
  /** What the line is the head of; null for a line within a visit, or before the first. */
  readonly head: VisitHead | null;
}

/** A page with what came under it. */
export interface VisitHead {
  readonly folded: boolean;
  /** Rows under it that the filter lets through. */
  readonly rows: number;
  readonly held: Held;
}

/** The outline as the views read and change it. */
export type OutlineView = Omit<Outline, 'update' | 'filtered'>;

/**
 * The rows as lines, grouped by visit. A visit of which any row fits the filter has its page as a
 * head, also if the page itself does not fit. Folding is a view: it hides lines and changes neither
 * the rows nor their number.
 */
export interface Outline {
  /** Lines to draw. */
  readonly length: number;
  /** Visits with a head, and those of them that are folded. */
  readonly heads: number;
  readonly foldedHeads: number;
  /** Rows under them. */
  readonly foldedRows: number;
  line(at: number): OutlineLine | undefined;
  /** The line of an entry, or of the head it is folded under; -1 if it is filtered away. */
  lineOf(index: number): number;
  /** The head above a line, itself if it is one; -1 if there is none. */
  headLine(at: number): number;
  /** Position in `session.entries` where the visit of an entry begins. */
  visitStart(index: number): number;
  /** Folds or unfolds the visit of an entry. */
  fold(index: number, folded: boolean): void;
  foldAll(folded: boolean): void;
  /** Entries from `from` on are new or changed; `rows` are the positions of those that fit. */
  update(entries: readonly Entry[], rows: readonly number[], from: number): void;
  /** Takes in that there are other rows than before, of the same entries, from the row `from` on. */
  filtered(rows: readonly number[], from: number): void;
}

interface Group {
  readonly visit: number;
  /** Its first row. */
  readonly first: number;
  rows: number;
  /** Its first line. */
  line: number;
  folded: boolean;
}

/** @param changed called when a visit was folded or unfolded */
export function createOutline(changed: () => void = () => {}): Outline {
  const visits = createVisits();
  /** Keys of the folded pages: positions change, keys do not. */
  const folded = new Set<number>();
  let entries: readonly Entry[] = [];
  let rows: readonly number[] = [];
  /** Rows that are in a group. */
  let taken = 0;
  const groups: Group[] = [];

  const keyOf = (visit: number): number => entries[visits.start(visit)]?.key ?? -1;
  const headFits = ({ visit, first }: Group): boolean =>
    visit >= 0 && rows[first] === visits.start(visit);
  const below = (group: Group): number => group.rows - (headFits(group) ? 1 : 0);
  const linesOf = (group: Group): number =>
    (group.visit >= 0 ? 1 : 0) + (group.folded ? 0 : below(group));
  const length = (): number => {
    const last = groups.at(-1);
    return last ? last.line + linesOf(last) : 0;
  };
  /** By halving: the last group that begins at or before something. */
  function groupAt(value: number, begin: (group: Group) => number): Group | undefined {
    let low = 0;
    let high = groups.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (begin(groups[middle] as Group) <= value) low = middle + 1;
      else high = middle;
    }
    return groups[low - 1];
  }
  /** Puts the rows from `from` on into groups, at the cost of the groups that they make. */
  function take(from: number): void {
    taken = from;
    while ((groups.at(-1)?.first ?? -1) >= taken) groups.pop();
    const last = groups.at(-1);
    if (last) last.rows = taken - last.first;
    while (taken < rows.length) {
      const visit = visits.of(rows[taken] ?? 0);
      const next = firstAbove(rows, visits.end(visit) - 1, taken);
      const group = groups.at(-1);
      if (group?.visit === visit) group.rows = next - group.first;
      else {
        const isFolded = visit >= 0 && folded.has(keyOf(visit));
        const line = length();
        groups.push({ visit, first: taken, rows: next - taken, line, folded: isFolded });
      }
      taken = next;
    }
  }
  function filtered(nextRows: readonly number[], from: number): void {
    rows = nextRows;
    take(Math.min(taken, from));
  }
  function refold(): void {
    let line = 0;
    for (const group of groups) {
      group.folded = group.visit >= 0 && folded.has(keyOf(group.visit));
      group.line = line;
      line += linesOf(group);
    }
    changed();
  }

  return {
    get length() {
      return length();
    },
    get heads() {
      return groups.length - (groups[0]?.visit === -1 ? 1 : 0);
    },
    get foldedHeads() {
      return groups.reduce((count, group) => count + (group.folded ? 1 : 0), 0);
    },
    get foldedRows() {
      return groups.reduce((count, group) => count + (group.folded ? below(group) : 0), 0);
    },
    line(at) {
      const group = groupAt(at, ({ line }) => line);
      if (!group || at < 0 || at >= length()) return undefined;
      const within = at - group.line;
      if (group.visit >= 0 && within === 0)
        return {
          index: visits.start(group.visit),
          row: headFits(group) ? group.first : -1,
          head: { folded: group.folded, rows: below(group), held: visits.held(group.visit) },
        };
      const row = group.first + within - (group.visit >= 0 && !headFits(group) ? 1 : 0);
      return { index: rows[row] ?? -1, row, head: null };
    },
    lineOf(index) {
      const row = firstAbove(rows, index) - 1;
      const visit = visits.of(index);
      const isHead = visit >= 0 && visits.start(visit) === index;
      const group = groups[groupIndexOf(groups, visit)];
      if (!group || index < 0) return -1;
      if (isHead) return group.line;
      if (rows[row] !== index) return -1;
      if (group.folded) return group.line;
      return group.line + (row - group.first) + (group.visit >= 0 && !headFits(group) ? 1 : 0);
    },
    headLine(at) {
      const group = groupAt(at, ({ line }) => line);
      return group && group.visit >= 0 ? group.line : -1;
    },
    visitStart: (index) => visits.start(visits.of(index)),
    fold(index, fold) {
      const visit = visits.of(index);
      if (visit < 0) return;
      if (fold) folded.add(keyOf(visit));
      else folded.delete(keyOf(visit));
      refold();
    },
    foldAll(fold) {
      folded.clear();
      if (fold) for (let visit = 0; visit < visits.count; visit++) folded.add(keyOf(visit));
      refold();
    },
    update(nextEntries, nextRows, from) {
      entries = nextEntries;
      // Its end moves with the first entry that is new.
      visits.update(entries, from);
      filtered(nextRows, firstAbove(nextRows, from - 1));
    },
    filtered,
  };
}

/** Groups ascend by their visit, each visit has one at most: halving finds it; -1 if it has none. */
function groupIndexOf(groups: readonly Group[], visit: number): number {
  let low = 0;
  let high = groups.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = groups[middle]?.visit ?? 0;
    if (found === visit) return middle;
    if (found < visit) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
