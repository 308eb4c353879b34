/** A graph by the numbers of its nodes and edges. */
export interface Ways {
  /** The edges of a node, in the order in which they are to be tried. */
  edges(node: number): readonly number[];
  /** The node at the other end of one of its edges. */
  other(edge: number, node: number): number;
}

/** The edges of a shortest way between two nodes, from the first on; null if there is none. */
export function shortestWay(
  { edges, other }: Ways,
  start: number,
  goal: number,
): readonly number[] | null {
  // Breadth first from the goal, so that following the edges leads from start to goal.
  const onward = new Map<number, number | null>([[goal, null]]);
  const queue = [goal];
  for (const node of queue) {
    if (node === start) break;
    for (const edge of edges(node)) {
      const next = other(edge, node);
      if (onward.has(next)) continue;
      onward.set(next, edge);
      queue.push(next);
    }
  }
  if (!onward.has(start)) return null;
  const way: number[] = [];
  for (let node = start; node !== goal; ) {
    const edge = onward.get(node) as number;
    way.push(edge);
    node = other(edge, node);
  }
  return way;
}
