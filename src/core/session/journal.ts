/** Something that can take back its latest change. */
export abstract class Undoable {
  /** Takes back the latest change not yet taken back; `key` and `old` are what was logged with it. */
  abstract undo(key: unknown, old: unknown): void;
}

/** How often marks are kept at least, and at most before the oldest are dropped. */
const KEEP = 16_384;

/**
 * The changes made to a state since some earlier point, so that they can be taken back in reverse
 * order. Marks divide it into steps; only the latest steps are kept.
 */
export class Journal {
  /** Flat triples: target, key, old value. */
  #log: unknown[] = [];
  #marks: number[] = [];
  #dropped = 0;
  #recording = true;

  /** Number of steps begun so far. */
  get steps(): number {
    return this.#dropped + this.#marks.length;
  }

  /** The earliest step that can still be rewound to. */
  get earliest(): number {
    return this.#dropped;
  }

  /** Steps that are always kept. */
  static readonly keep = KEEP;

  /** Off while steps are taken that will never be taken back; what came before cannot be either. */
  record(on: boolean): void {
    if (on === this.#recording) return;
    this.#recording = on;
    this.#dropped += this.#marks.length;
    this.#marks = [];
    this.#log = [];
  }

  /** Begins a step. */
  mark(): void {
    if (!this.#recording) {
      this.#dropped++;
      return;
    }
    this.#marks.push(this.#log.length);
    if (this.#marks.length >= 2 * KEEP) this.#drop(KEEP);
  }

  log(target: Undoable, key?: unknown, old?: unknown): void {
    if (this.#recording) this.#log.push(target, key, old);
  }

  /** Assigns a property, so that it can be taken back. */
  set<T extends object, K extends keyof T>(target: T, key: K, value: T[K]): void {
    if (this.#recording) this.#log.push(target, key, target[key]);
    target[key] = value;
  }

  /** Takes back every step from `step` on; it must not be before `earliest`. */
  rewind(step: number): void {
    const index = step - this.#dropped;
    const end = this.#marks[index];
    if (end === undefined) return;
    const log = this.#log;
    for (let at = log.length - 3; at >= end; at -= 3) {
      const target = log[at];
      const key = log[at + 1];
      const old = log[at + 2];
      if (target instanceof Undoable) target.undo(key, old);
      else (target as Record<PropertyKey, unknown>)[key as PropertyKey] = old;
    }
    log.length = end;
    this.#marks.length = index;
  }

  #drop(count: number): void {
    const cut = this.#marks[count] ?? this.#log.length;
    this.#log = this.#log.slice(cut);
    this.#marks = this.#marks.slice(count).map((mark) => mark - cut);
    this.#dropped += count;
  }
}

/** A map whose changes are journaled. Values are never `undefined`. */
export class JournaledMap<K, V extends object | string | number | boolean | null> extends Undoable {
  readonly #journal: Journal;
  readonly #map = new Map<K, V>();

  constructor(journal: Journal) {
    super();
    this.#journal = journal;
  }

  get(key: K): V | undefined {
    return this.#map.get(key);
  }

  has(key: K): boolean {
    return this.#map.has(key);
  }

  keys(): IterableIterator<K> {
    return this.#map.keys();
  }

  values(): IterableIterator<V> {
    return this.#map.values();
  }

  set(key: K, value: V): void {
    this.#journal.log(this, key, this.#map.get(key));
    this.#map.set(key, value);
  }

  /** The order of insertion is not restored by taking back a deletion. */
  delete(key: K): void {
    const old = this.#map.get(key);
    if (old === undefined) return;
    this.#journal.log(this, key, old);
    this.#map.delete(key);
  }

  override undo(key: unknown, old: unknown): void {
    if (old === undefined) this.#map.delete(key as K);
    else this.#map.set(key as K, old as V);
  }
}

/** A first-in-first-out queue whose changes are journaled. */
export class JournaledQueue<T> extends Undoable {
  readonly #journal: Journal;
  /** Made when it is needed: most queues stay empty. */
  #items: T[] | null = null;
  #head = 0;

  constructor(journal: Journal) {
    super();
    this.#journal = journal;
  }

  /** The first, or the one `offset` places behind it. */
  peek(offset = 0): T | undefined {
    return this.#items?.[this.#head + offset];
  }

  push(item: T): void {
    this.#items ??= [];
    this.#items.push(item);
    this.#journal.log(this, true);
  }

  shift(): T | undefined {
    if (this.#items === null || this.#head >= this.#items.length) return undefined;
    this.#journal.log(this, false);
    return this.#items[this.#head++];
  }

  override undo(pushed: unknown): void {
    if (pushed) this.#items?.pop();
    else this.#head--;
  }
}
