import type { Finding } from '../findings/finding.ts';
import type { SeverityCounts } from '../findings/gravity.ts';
import { type Journal, Undoable } from './journal.ts';
import type { Counts, Entry } from './session.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * The entries in order with their counts. Entries are never changed but replaced. Changes by
 * `push` and `replace` are journaled; `refresh` is for what an entry shows of its item's outcome,
 * which is no part of the replayed state: it is applied anew whenever an older entry comes back.
 */
export class Timeline extends Undoable {
  readonly entries: Entry[] = [];
  readonly counts: Mutable<Counts> = {
    alias: 0,
    event: 0,
    properties: 0,
    retry: 0,
    malformed: 0,
    unreadable: 0,
    finding: 0,
  };
  readonly severities: Mutable<SeverityCounts> = { error: 0, warning: 0, info: 0 };
  readonly #journal: Journal;
  readonly #overlay: (entry: Entry) => Entry;
  readonly #index = new Map<number, number>();
  readonly #withFindings = new Set<number>();
  #changedFrom = 0;
  #findings: readonly Finding[] | null = null;

  /** @param overlay gives an entry with its item's present outcome; the same entry if it has it */
  constructor(journal: Journal, overlay: (entry: Entry) => Entry) {
    super();
    this.#journal = journal;
    this.#overlay = overlay;
  }

  /** The place of an entry; undefined if there is none of that key. */
  indexOf(key: number): number | undefined {
    return this.#index.get(key);
  }

  get(key: number): Entry | undefined {
    const index = this.#index.get(key);
    return index === undefined ? undefined : this.entries[index];
  }

  push(entry: Entry): void {
    const index = this.entries.length;
    this.entries.push(entry);
    this.#index.set(entry.key, index);
    this.#count(entry, 1);
    this.#touch(index, null, entry);
    this.#journal.log(this, -1);
  }

  replace(entry: Entry): void {
    const index = this.#index.get(entry.key);
    if (index === undefined) return;
    const old = this.#put(index, entry);
    this.#journal.log(this, index, old);
  }

  /** Applies the outcome of an entry's item anew. */
  refresh(key: number): void {
    const index = this.#index.get(key);
    const entry = index === undefined ? undefined : this.entries[index];
    if (index === undefined || entry === undefined) return;
    const now = this.#overlay(entry);
    if (now !== entry) this.#put(index, now);
  }

  override undo(index: unknown, old: unknown): void {
    if (index !== -1) {
      this.#put(index as number, this.#overlay(old as Entry));
      return;
    }
    const entry = this.entries.pop();
    if (entry === undefined) return;
    this.#index.delete(entry.key);
    this.#count(entry, -1);
    this.#touch(this.entries.length, entry, null);
  }

  /** Findings in the order of their entries. */
  get findings(): readonly Finding[] {
    if (this.#findings === null) {
      const indexes = [...this.#withFindings].sort((a, b) => a - b);
      this.#findings = indexes.flatMap((index) => this.entries[index]?.findings ?? []);
    }
    return this.#findings;
  }

  /** The lowest index changed since the last call; the number of entries if none was. */
  takeChange(): number {
    const from = Math.min(this.#changedFrom, this.entries.length);
    this.#changedFrom = Number.POSITIVE_INFINITY;
    return from;
  }

  #put(index: number, entry: Entry): Entry {
    const old = this.entries[index] as Entry;
    this.entries[index] = entry;
    this.#touch(index, old, entry);
    return old;
  }

  #touch(index: number, old: Entry | null, entry: Entry | null): void {
    this.#changedFrom = Math.min(this.#changedFrom, index);
    const before = old?.findings.length ?? 0;
    const after = entry?.findings.length ?? 0;
    this.counts.finding += after - before;
    if (old) for (const { severity } of old.findings) this.severities[severity] -= 1;
    if (entry) for (const { severity } of entry.findings) this.severities[severity] += 1;
    if (after > 0) this.#withFindings.add(index);
    else if (before > 0) this.#withFindings.delete(index);
    if (before + after > 0) this.#findings = null;
  }

  #count(entry: Entry, by: 1 | -1): void {
    if (!('request' in entry)) return;
    if (entry.retryOf === null) this.counts[entry.kind] += by;
    else this.counts.retry += by;
    if (entry.request.problems.length > 0) this.counts.malformed += by;
    if (entry.request.unread !== null) this.counts.unreadable += by;
  }
}
