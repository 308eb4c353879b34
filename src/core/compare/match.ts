/** What two lists have in common, and what only one of them has. */
export interface Matched<T> {
  /** Only in the first. */
  readonly missing: readonly T[];
  /** Only in the second. */
  readonly added: readonly T[];
  readonly pairs: readonly (readonly [before: T, after: T])[];
}

/** Pairs what belongs together out of two lists; gives each pair once, and never one twice. */
export type Pairing<T> = (
  before: readonly T[],
  after: readonly T[],
) => readonly (readonly [T, T])[];

/**
 * Pairs two lists, by the strictest way first and then, of what is left, by the next. Which list is
 * the first makes no difference but which side it is on.
 */
export function match<T>(
  before: readonly T[],
  after: readonly T[],
  ways: readonly Pairing<T>[],
): Matched<T> {
  const pairs: (readonly [T, T])[] = [];
  let missing = [...before];
  let added = [...after];
  for (const way of ways) {
    const found = way(missing, added);
    pairs.push(...found);
    const taken = new Set(found.flat());
    missing = missing.filter((one) => !taken.has(one));
    added = added.filter((one) => !taken.has(one));
  }
  const places = new Map(before.map((one, index) => [one, index]));
  pairs.sort(([a], [b]) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
  return { missing, added, pairs };
}

/** Pairs what has the same key, in order; what has none is left. */
export function byKey<T>(keyOf: (one: T) => string | null): Pairing<T> {
  return (before, after) => {
    const waiting = new Map<string, T[]>();
    for (const one of after) {
      const key = keyOf(one);
      if (key === null) continue;
      const list = waiting.get(key);
      if (list) list.push(one);
      else waiting.set(key, [one]);
    }
    for (const list of waiting.values()) list.reverse();
    return before.flatMap((one) => {
      const key = keyOf(one);
      const other = key === null ? undefined : waiting.get(key)?.pop();
      return other === undefined ? [] : [[one, other] as const];
    });
  };
}

/** Pairs what has the most parts in common, the largest share first. */
export function byOverlap<T>(partsOf: (one: T) => readonly string[]): Pairing<T> {
  return (before, after) => {
    const owners = new Map<string, number[]>();
    for (const [index, one] of after.entries())
      for (const part of new Set(partsOf(one)))
        owners.set(part, [...(owners.get(part) ?? []), index]);
    const candidates = before.flatMap((one, i) => {
      const shared = new Map<number, number>();
      for (const part of new Set(partsOf(one)))
        for (const j of owners.get(part) ?? []) shared.set(j, (shared.get(j) ?? 0) + 1);
      return [...shared].map(([j, count]) => ({ i, j, count }));
    });
    candidates.sort(
      (a, b) =>
        b.count - a.count ||
        Math.min(a.i, a.j) - Math.min(b.i, b.j) ||
        Math.max(a.i, a.j) - Math.max(b.i, b.j),
    );
    const left = new Set<number>();
    const right = new Set<number>();
    return candidates.flatMap(({ i, j }) => {
      const one = before[i];
      const other = after[j];
      if (left.has(i) || right.has(j) || one === undefined || other === undefined) return [];
      left.add(i);
      right.add(j);
      return [[one, other] as const];
    });
  };
}
