import type { Entry, RequestEntry } from '../core/session/session.ts';
import { createLines, type LineIdentities } from './lines.ts';

/** Lines side by side at most; the one that was used least lately gives way to another. */
export const MOST_LANES = 6;

/** The number of the line in each lane; null where there is none. */
export type Slots = readonly (number | null)[];

/**
 * `join`: an alias makes one line of two; `kept`: it was kept from doing so, or may not have
 * arrived; `jump`: another identity without an alias; `clear`: one ends, another begins.
 */
export type LinkHow = 'join' | 'kept' | 'jump' | 'clear';

/** What is drawn beside one entry. */
export interface LaneRow {
  readonly before: Slots;
  readonly after: Slots;
  /** The lane that the entry belongs to; -1 if to none. */
  readonly at: number;
  /** The identity that the entry's own place is drawn for; null for none. */
  readonly id: string | null;
  readonly link: { readonly from: number; readonly to: number; readonly how: LinkHow } | null;
  /** The lines that the entry belongs to. */
  readonly lines: readonly number[];
}

/** The lines as the views read them. */
export type LaneRows = Pick<Lanes, 'at' | 'whole' | 'identities'>;

/** The identities of a session as lines, brought up to date at the cost of what has changed. */
export interface Lanes {
  /** Takes in that entries from `from` on are new or changed. */
  update(entries: readonly Entry[], from: number): void;
  at(index: number): LaneRow | undefined;
  /** The line that a line has become part of; itself if of none. */
  whole(line: number): number;
  /** The identities of all that a line has become part of, in order of their first use. */
  identities(line: number, most: number): LineIdentities;
}

const NO_SLOTS: Slots = Array<null>(MOST_LANES).fill(null);
const NO_LINES: readonly number[] = [];

export function createLanes(): Lanes {
  const lines = createLines();
  const rows: LaneRow[] = [];
  /** The entry of each row. */
  const taken: Entry[] = [];
  /** How often lines had changed before each row. */
  const changes: number[] = [];
  let slots: Slots = NO_SLOTS;

  const put = (lane: number, line: number | null): void => {
    if (lane >= 0 && slots[lane] !== line) slots = slots.with(lane, line);
  };
  /** Sees to it that a line has a lane. */
  function begin(line: number, keep = -1): number {
    lines.use(line, rows.length);
    const lane = slots.indexOf(line);
    if (lane >= 0) return lane;
    let free = slots.indexOf(null);
    if (free < 0) {
      for (let one = 0; one < MOST_LANES; one++) {
        if (one === keep) continue;
        if (free < 0 || lastUse(one) < lastUse(free)) free = one;
      }
    }
    put(free, line);
    return free;
  }
  const lastUse = (lane: number): number => lines.lastUse(slots[lane] ?? -1);

  function single(id: string, before: Slots): LaneRow {
    const line = lines.of(id);
    const at = begin(line);
    return { before, after: slots, at, id, link: null, lines: [line] };
  }
  function pair(p: string, n: string, how: LinkHow, before: Slots): LaneRow {
    const [a, b] = [lines.of(p), lines.of(n)];
    if (a === b) return single(n, before);
    const from = begin(a);
    const to = begin(b, from);
    // A line that ends here is still seen coming, and one that begins here going on.
    if (how === 'join') put(slots.indexOf(lines.merge(a, b)), null);
    if (how === 'clear') put(from, null);
    return { before, after: slots, at: to, id: n, link: { from, to, how }, lines: [a, b] };
  }

  function rowOf(entry: Entry): LaneRow {
    const before = slots;
    const drawn = drawnOf(entry);
    if (drawn === null)
      return { before, after: slots, at: -1, id: null, link: null, lines: NO_LINES };
    const { id, how } = drawn;
    if (drawn.previous !== null) return pair(drawn.previous, id, drawn.how, before);
    const row = single(id, before);
    if (how === 'goes-on') return row;
    put(row.at, null);
    return { ...row, after: slots };
  }

  return {
    update(entries, from) {
      let at = from;
      for (; at < rows.length && at < entries.length; at++) {
        const entry = entries[at] as Entry;
        if (!isDrawnAs(taken[at] as Entry, entry)) break;
        taken[at] = entry;
      }
      if (at < rows.length) {
        slots = rows[at]?.before ?? NO_SLOTS;
        lines.undo(changes[at] ?? 0);
        rows.length = at;
        taken.length = at;
        changes.length = at;
      }
      for (; at < entries.length; at++) {
        const entry = entries[at] as Entry;
        changes.push(lines.changes);
        rows.push(rowOf(entry));
        taken.push(entry);
      }
    },
    at: (index) => rows[index],
    whole: lines.whole,
    identities: lines.identities,
  };
}

/** What is drawn of an entry: its identity, and the other one that it comes from, if any. */
type Drawn =
  | { readonly id: string; readonly previous: string; readonly how: LinkHow }
  | { readonly id: string; readonly previous: null; readonly how: 'goes-on' | 'ends' };

/** Null where only the lines around it are. */
function drawnOf(entry: Entry): Drawn | null {
  const alone = (id: string | null, how: 'goes-on' | 'ends' = 'goes-on'): Drawn | null =>
    id ? { id, previous: null, how } : null;
  if (entry.kind === 'alias') {
    const { p, n } = entry.request;
    return p && n ? { id: n, previous: p, how: isKept(entry) ? 'kept' : 'join' } : alone(p || n);
  }
  if ('request' in entry) return alone(entry.request.p);
  if (entry.kind !== 'identity') return null;
  const { identity, identityKind, previous, cause } = entry;
  if (!identity) return alone(previous, 'ends');
  if (!previous) return alone(identity);
  const anew = cause?.method === 'clearIdentity' || identityKind === 'anonymous';
  return { id: identity, previous, how: anew ? 'clear' : 'jump' };
}

function isKept({ joins, delivery }: RequestEntry): boolean {
  return joins === 'none' || joins === 'unknown' || delivery === 'failed';
}

/** Whether two entries leave the lines the same, as before and after an answer. */
function isDrawnAs(a: Entry, b: Entry): boolean {
  if (a === b) return true;
  const [one, other] = [drawnOf(a), drawnOf(b)];
  return one?.id === other?.id && one?.previous === other?.previous && one?.how === other?.how;
}
