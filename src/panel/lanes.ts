import { identityKind } from '../core/kissmetrics/identity.ts';
import type { Entry, RequestEntry } from '../core/session/session.ts';

/** Lines side by side at most; the one that was used least lately gives way to another. */
export const MOST_LANES = 6;

/** Lines looked at for the first identities of one. */
const MOST_NAMED = 200;

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
  readonly named: boolean;
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

/** The first of a line's identities, and how many it has. */
export interface LineIdentities {
  readonly ids: readonly string[];
  readonly count: number;
}

interface Line {
  readonly number: number;
  /** The identity that it began as. */
  readonly id: string;
  /** Lines that became part of it. */
  readonly parts: Line[];
  into: Line | null;
  /** Identities in it. */
  size: number;
}

const NO_SLOTS: Slots = Array<null>(MOST_LANES).fill(null);
const NO_LINES: readonly number[] = [];

/** Identities are told apart by their text alone, whatever the API key. */
export function createLanes(): Lanes {
  const rows: LaneRow[] = [];
  /** What takes back each row; absent where it changed nothing but the picture. */
  const undos: ((() => void)[] | undefined)[] = [];
  const lines: Line[] = [];
  const byIdentity = new Map<string, Line>();
  /** The row that last used a line, by its number. */
  const used: number[] = [];
  let slots: Slots = NO_SLOTS;
  let undo: (() => void)[] | undefined;

  const log = (back: () => void): void => {
    undo ??= [];
    undo.push(back);
  };
  const wholeOf = (line: Line): Line => {
    let one = line;
    while (one.into) one = one.into;
    return one;
  };
  const put = (lane: number, line: number | null): void => {
    if (lane >= 0 && slots[lane] !== line) slots = slots.with(lane, line);
  };
  const laneOf = (line: Line): number => slots.indexOf(line.number);

  function lineOf(id: string): Line {
    const known = byIdentity.get(id);
    if (known) return wholeOf(known);
    const line: Line = { number: lines.length, id, parts: [], into: null, size: 1 };
    lines.push(line);
    byIdentity.set(id, line);
    log(() => {
      lines.pop();
      used.length = lines.length;
      byIdentity.delete(id);
    });
    return line;
  }
  /** Sees to it that a line has a lane. */
  function begin(line: Line, keep = -1): number {
    const before = used[line.number];
    const number = line.number;
    log(() => {
      if (before !== undefined) used[number] = before;
    });
    used[number] = rows.length;
    const lane = laneOf(line);
    if (lane >= 0) return lane;
    let free = slots.indexOf(null);
    if (free < 0) {
      for (let one = 0; one < MOST_LANES; one++) {
        if (one === keep) continue;
        if (free < 0 || lastUse(one) < lastUse(free)) free = one;
      }
    }
    put(free, number);
    return free;
  }
  const lastUse = (lane: number): number => used[slots[lane] ?? -1] ?? -1;

  /** The smaller becomes part of the larger; of two alike the first of the second. */
  function merge(a: Line, b: Line): void {
    const [less, more] = a.size > b.size ? [b, a] : [a, b];
    less.into = more;
    more.parts.push(less);
    more.size += less.size;
    log(() => {
      less.into = null;
      more.parts.pop();
      more.size -= less.size;
    });
    put(laneOf(less), null);
  }

  function single(id: string, before: Slots): LaneRow {
    const line = lineOf(id);
    const at = begin(line);
    const named = identityKind(id) === 'named';
    return { before, after: slots, at, named, link: null, lines: [line.number] };
  }
  function pair(p: string, n: string, how: LinkHow, before: Slots): LaneRow {
    const [a, b] = [lineOf(p), lineOf(n)];
    if (a === b) return single(n, before);
    const from = begin(a);
    const to = begin(b, from);
    const named = identityKind(n) === 'named';
    const both = [a.number, b.number];
    // A line that ends here is still seen coming, and one that begins here going on.
    if (how === 'join') merge(a, b);
    if (how === 'clear') put(from, null);
    return { before, after: slots, at: to, named, link: { from, to, how }, lines: both };
  }

  function rowOf(entry: Entry): LaneRow {
    const before = slots;
    if (entry.kind === 'alias') {
      const { p, n } = entry.request;
      if (p && n) return pair(p, n, aliasHow(entry), before);
      const one = p || n;
      if (one) return single(one, before);
    } else if ('request' in entry) {
      if (entry.request.p) return single(entry.request.p, before);
    } else if (entry.kind === 'identity') {
      const { identity, previous, cause } = entry;
      if (identity && previous) {
        const anew = cause?.method === 'clearIdentity' || identityKind(identity) === 'anonymous';
        return pair(previous, identity, anew ? 'clear' : 'jump', before);
      }
      if (identity) return single(identity, before);
      if (previous) {
        const row = single(previous, before);
        put(row.at, null);
        return { ...row, after: slots };
      }
    }
    return { before, after: slots, at: -1, named: false, link: null, lines: NO_LINES };
  }

  return {
    update(entries, from) {
      while (rows.length > from) {
        slots = rows.pop()?.before ?? NO_SLOTS;
        const back = undos.pop();
        for (let i = (back?.length ?? 0) - 1; i >= 0; i--) back?.[i]?.();
      }
      for (let at = rows.length; at < entries.length; at++) {
        undo = undefined;
        const row = rowOf(entries[at] as Entry);
        rows.push(row);
        undos.push(undo);
      }
    },
    at: (index) => rows[index],
    whole(number) {
      const line = lines[number];
      return line ? wholeOf(line).number : number;
    },
    identities(number, most) {
      const line = lines[number];
      if (!line) return { ids: [], count: 0 };
      const whole = wholeOf(line);
      const found: Line[] = [whole];
      // A name that thousands share is not gone through in full for a few of them.
      for (let at = 0; at < found.length && found.length < MOST_NAMED; at++)
        found.push(...(found[at]?.parts.slice(0, MOST_NAMED) ?? []));
      const first = found.sort((a, b) => a.number - b.number).slice(0, most);
      return { ids: first.map(({ id }) => id), count: whole.size };
    },
  };
}

function aliasHow({ joins, delivery }: RequestEntry): LinkHow {
  return joins === 'none' || delivery === 'failed' ? 'kept' : 'join';
}
