/** A line between two places of a list, drawn beside it. */
export interface Arc {
  readonly from: number;
  /** Greater than `from`. */
  readonly to: number;
  /** How far out it bends, from 0: arcs of one lane do not overlap. */
  readonly lane: number;
  /** Position of the first pair that it stands for. */
  readonly pair: number;
}

/**
 * The arcs that pairs of names make beside a list of names: short ones inside, long ones outside.
 * A pair that comes again is one arc; a pair with a name that is not in the list is none.
 */
export function arcsOf(
  list: readonly string[],
  pairs: readonly (readonly [string, string])[],
): Arc[] {
  const places = new Map(list.map((name, place) => [name, place]));
  const spans = new Map<string, { from: number; to: number; pair: number }>();
  for (const [index, pair] of pairs.entries()) {
    const [from, to] = pair.map((name) => places.get(name) ?? -1).sort((a, b) => a - b);
    if (from === undefined || to === undefined || from < 0 || from === to) continue;
    const span = `${from} ${to}`;
    if (!spans.has(span)) spans.set(span, { from, to, pair: index });
  }
  const sorted = [...spans.values()].sort((a, b) => a.to - a.from - (b.to - b.from));
  const lanes: { from: number; to: number }[][] = [];
  return sorted.map(({ from, to, pair }) => {
    let lane = lanes.findIndex((taken) =>
      taken.every((other) => other.to <= from || other.from >= to),
    );
    if (lane < 0) lane = lanes.push([]) - 1;
    lanes[lane]?.push({ from, to });
    return { from, to, lane, pair };
  });
}
