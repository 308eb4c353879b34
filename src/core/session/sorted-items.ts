import { compareItems, type Item, type ItemKey } from './item.ts';

/** Items in canonical order, of which each is given once. */
export class Queue {
  readonly #items: readonly Item[];
  #head = 0;

  constructor(items: readonly Item[]) {
    this.#items = items;
  }

  /** The first that fits, up to a time; what comes too early for this is too early for all later. */
  take(fits: (item: Item) => boolean, until: number): Item | null {
    for (;;) {
      const item = this.#items[this.#head];
      if (item === undefined || item.at > until) return null;
      this.#head++;
      if (fits(item)) return item;
    }
  }
}

export function append<K>(map: Map<K, Item[]>, key: K, item: Item): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [item]);
  else known.push(item);
}

/** Where an item stands, or would, in a list in canonical order. */
export function placeIn(items: readonly Item[], key: ItemKey): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareItems(items[middle] as Item, key) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** From an item of a list to the next, in ms. */
export function timeBetween(items: readonly Item[], index: number): number {
  return (items[index + 1]?.at ?? 0) - (items[index]?.at ?? 0);
}
