/** Lines looked at for the first identities of one. */
const MOST_NAMED = 200;
/** In the place of a line or a row that there is not. */
const NONE = -1;

/** The first of a line's identities, and how many it has. */
export interface LineIdentities {
  readonly ids: readonly string[];
  readonly count: number;
}

/**
 * Identities as numbered lines that become part of each other. Every change can be taken back, the
 * latest first. Kept as plain numbers: there are some for each observation.
 */
export interface Lines {
  /** The line that an identity belongs to now, begun if it is new. */
  of(id: string): number;
  use(line: number, row: number): void;
  /** The row that last used a line; -1 if none has. */
  lastUse(line: number): number;
  /** Makes one of two: the smaller becomes part of the larger, of two alike the first; gives it. */
  merge(a: number, b: number): number;
  /** The line that a line has become part of; itself if of none. */
  whole(line: number): number;
  /** The identities of all that a line has become part of, in order of their first use. */
  identities(line: number, most: number): LineIdentities;
  /** Number of changes. */
  readonly changes: number;
  /** Takes back the changes after the first so many. */
  undo(changes: number): void;
}

const BEGUN = 0;
const USED = 1;
const MERGED = 2;

/** Identities are told apart by their text alone, whatever the API key. */
export function createLines(): Lines {
  const byIdentity = new Map<string, number>();
  const ids: string[] = [];
  const used: number[] = [];
  const into: number[] = [];
  /** Identities in each. */
  const sizes: number[] = [];
  /** The lines that have become part of each, as a chain. */
  const firstPart: number[] = [];
  const lastPart: number[] = [];
  const nextPart: number[] = [];
  /** Triples: what was done, to which line, and what was before. */
  const log: number[] = [];

  const whole = (line: number): number => {
    let one = line;
    for (let next = into[one]; next !== undefined && next !== NONE; next = into[one]) one = next;
    return one;
  };
  const columns = [used, into, firstPart, lastPart, nextPart];

  function takeBack(what: number, line: number, before: number): void {
    if (what === USED) used[line] = before;
    else if (what === BEGUN) {
      byIdentity.delete(ids.pop() ?? '');
      for (const column of columns) column.pop();
      sizes.pop();
    } else {
      const more = into[line] as number;
      into[line] = NONE;
      lastPart[more] = before;
      if (before === NONE) firstPart[more] = NONE;
      else nextPart[before] = NONE;
      sizes[more] = (sizes[more] as number) - (sizes[line] as number);
    }
  }

  return {
    of(id) {
      const known = byIdentity.get(id);
      if (known !== undefined) return whole(known);
      const line = ids.length;
      byIdentity.set(id, line);
      ids.push(id);
      for (const column of columns) column.push(NONE);
      sizes.push(1);
      log.push(BEGUN, line, NONE);
      return line;
    },
    use(line, row) {
      log.push(USED, line, used[line] ?? NONE);
      used[line] = row;
    },
    lastUse: (line) => used[line] ?? NONE,
    merge(a, b) {
      const [less, more] = (sizes[a] as number) > (sizes[b] as number) ? [b, a] : [a, b];
      const before = lastPart[more] as number;
      into[less] = more;
      if (before === NONE) firstPart[more] = less;
      else nextPart[before] = less;
      lastPart[more] = less;
      sizes[more] = (sizes[more] as number) + (sizes[less] as number);
      log.push(MERGED, less, before);
      return less;
    },
    whole,
    identities(line, most) {
      if (ids[line] === undefined) return { ids: [], count: 0 };
      const all = whole(line);
      const found = [all];
      // A name that thousands share is not gone through in full for a few of them.
      for (let at = 0; at < found.length && found.length < MOST_NAMED; at++) {
        let part = firstPart[found[at] as number] as number;
        for (; part !== NONE && found.length < MOST_NAMED; part = nextPart[part] as number)
          found.push(part);
      }
      const first = found.sort((a, b) => a - b).slice(0, most);
      return { ids: first.map((one) => ids[one] as string), count: sizes[all] as number };
    },
    get changes() {
      return log.length / 3;
    },
    undo(changes) {
      const end = changes * 3;
      for (let at = log.length - 3; at >= end; at -= 3)
        takeBack(log[at] as number, log[at + 1] as number, log[at + 2] as number);
      log.length = end;
    },
  };
}
