import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Draft } from '../../src/background/draft.ts';
import { createLayeredStore } from '../../src/background/layered-store.ts';
import { createTabLogs, type TabLogs } from '../../src/background/tab-logs.ts';
import { createVolatileStore } from '../../src/background/volatile-store.ts';
import type { Observation } from '../../src/core/session/observation.ts';
import { KEEP_DAYS, type KeepDays } from '../../src/protocol/kept.ts';
import { memoryArea } from './key-value-area.ts';
import { keeperOptions, memoryStore } from './memory-store.ts';

const HOUR = 3_600_000;
/** Observations of all logs outside of private windows. */
const MOST = 30;
/** Tabs that are open at a time; the last is in a private window. */
const SLOTS = [0, 1, 2, 3];
const PRIVATE = 3;

type Command =
  | { readonly do: 'append'; readonly slot: number; readonly count: number }
  | { readonly do: 'close'; readonly slot: number; readonly late: number }
  | { readonly do: 'clear'; readonly slot: number }
  | { readonly do: 'pass'; readonly hours: number }
  | { readonly do: 'keep'; readonly days: KeepDays }
  | { readonly do: 'remove'; readonly nth: number }
  | { readonly do: 'die' | 'restart' | 'clear-all' };

const slot = fc.constantFrom(...SLOTS);
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('append'),
      slot,
      count: fc.integer({ min: 1, max: 9 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('close'), slot, late: fc.constantFrom(0, 0, 2) }),
  },
  // Never a whole number of days, so that the milliseconds in between do not matter.
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('pass'), hours: fc.constantFrom(1.3, 30.3, 190.3) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('keep'), days: fc.constantFrom(...KEEP_DAYS) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('clear'), slot }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove'), nth: fc.nat(2) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('die', 'restart') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('clear-all') }) },
) as fc.Arbitrary<Command>;

interface ModelLog {
  readonly tab: number;
  readonly session: number;
  readonly secret: boolean;
  closed: boolean;
  /** Place in the order of all writes, and time in hours. */
  order: number;
  hours: number;
  readonly what: string[];
}

/** The rules in the simplest words: one list of logs, and every rule a filter over it. */
class Model {
  logs: ModelLog[] = [];
  evicted = 0;
  keep: KeepDays = 0;
  session = 0;
  hours = 0;
  #order = 0;
  #due = true;
  #notes = new Map<number, string[]>();

  current = (tab: number) =>
    this.logs.find((log) => log.tab === tab && log.session === this.session);
  isOpen = (log: ModelLog) => log.session === this.session && !log.closed;
  get earlier(): ModelLog[] {
    const closed = this.logs.filter((log) => !this.isOpen(log) && log.what.length > 0);
    return closed.sort((a, b) => b.order - a.order);
  }

  append(tab: number, secret: boolean, what: readonly string[], closed = false): void {
    this.#write(tab, secret, what, closed);
    this.flushed();
    while (this.#notes.size > 0) {
      const notes = this.#notes;
      this.#notes = new Map();
      for (const [of, codes] of notes) this.#write(of, this.current(of)?.secret ?? false, codes);
      this.flushed();
    }
  }

  #write(tab: number, secret: boolean, what: readonly string[], closed = false): void {
    let log = this.current(tab);
    if (!log) {
      log = { tab, session: this.session, secret, closed, order: 0, hours: 0, what: [] };
      this.logs.push(log);
    }
    log.what.push(...what);
    this.#order += 1;
    Object.assign(log, { order: this.#order, hours: this.hours });
    this.#makeRoom(log);
  }

  #makeRoom(writing: ModelLog): void {
    const open = this.logs.filter((log) => !log.secret);
    let total = open.reduce((sum, { what }) => sum + what.length, 0);
    if (total <= MOST) return;
    const victims = open
      .filter((log) => log !== writing)
      .sort((a, b) => Number(this.isOpen(a)) - Number(this.isOpen(b)) || a.order - b.order);
    let earlier = 0;
    for (const victim of victims) {
      if (total <= MOST * 0.9) break;
      if (victim.what.length === 0) continue;
      total -= victim.what.length;
      if (this.isOpen(victim)) this.#note(victim.tab, 'displaced');
      else earlier += 1;
      this.logs = this.logs.filter((log) => log !== victim);
    }
    this.evicted += earlier;
    if (earlier > 0) this.#note(writing.tab, `evicted ${earlier}`);
  }

  #note(tab: number, code: string): void {
    this.#notes.set(tab, [...(this.#notes.get(tab) ?? []), code]);
  }

  pass(hours: number): void {
    this.hours += hours;
    this.#due = true;
  }

  flushed(): void {
    if (this.#due) this.tidy();
  }

  tidy(): void {
    this.#due = false;
    this.logs = this.logs.filter((log) => {
      if (this.isOpen(log)) return true;
      if (this.keep === 0) return log.session === this.session;
      return this.hours - log.hours <= this.keep * 24;
    });
  }

  /** A browser begins: nothing private is left of the one before. */
  restart(): void {
    this.session += 1;
    this.logs = this.logs.filter((log) => !log.secret);
  }
}

/** The real thing, from worker to worker and from browser to browser. */
class World {
  readonly model = new Model();
  readonly disk = memoryStore(4);
  readonly #options = keeperOptions({
    limits: { size: Number.MAX_SAFE_INTEGER, memory: Number.MAX_SAFE_INTEGER, count: MOST },
    keep: async () => this.model.keep,
    now: () => {
      this.#clock += 1;
      return this.model.hours * HOUR + this.#clock;
    },
  });
  #clock = 0;
  #memory = memoryArea();
  logs: TabLogs = this.#worker();
  tabs = [...SLOTS];
  #lastTab = PRIVATE;

  #worker(): TabLogs {
    const isPrivate = async (tab: number) => tab % SLOTS.length === PRIVATE;
    const store = createLayeredStore(this.disk, createVolatileStore(this.#memory), isPrivate);
    const session = `session ${this.model.session}`;
    const told = { appended() {}, cleared() {}, earlier() {} };
    return createTabLogs(async () => ({ store, ...this.#options, session }), told, 0);
  }

  /** Waits until nothing is written any more, notes about what was removed included. */
  async #rest(): Promise<void> {
    for (;;) {
      const flushed = this.logs.record(0, []);
      await flushed;
      if (flushed === this.logs.record(0, [])) return;
    }
  }

  async #append(at: number, count: number, closed = false): Promise<void> {
    const tab = this.tabs[at] ?? 0;
    const drafts: Draft[] = Array.from({ length: count }, () => {
      this.#clock += 1;
      return { type: 'note', code: 'gap', at: this.#clock, frameId: 0 };
    });
    void this.logs.record(tab, drafts);
    await this.#rest();
    const what = drafts.map((draft) => `gap ${draft.at}`);
    // What still comes of a private tab that is closed is dropped, which is a write all the same.
    if (closed && at === PRIVATE) return this.model.flushed();
    this.model.append(tab, at === PRIVATE, what, closed);
  }

  async run(step: Command): Promise<void> {
    const { model, logs } = this;
    switch (step.do) {
      case 'append':
        return this.#append(step.slot, step.count);
      case 'close': {
        const tab = this.tabs[step.slot] ?? 0;
        const log = model.current(tab);
        logs.closed(tab);
        await logs.earlier();
        if (log?.secret) model.logs = model.logs.filter((one) => one !== log);
        else if (log) log.closed = true;
        // Late for a tab that had nothing: where that is does not matter here.
        if (log && step.late > 0) await this.#append(step.slot, step.late, true);
        this.#lastTab += SLOTS.length;
        this.tabs[step.slot] = this.#lastTab - PRIVATE + step.slot;
        return;
      }
      case 'clear': {
        const tab = this.tabs[step.slot] ?? 0;
        await logs.clear(tab);
        const log = model.current(tab);
        model.logs = model.logs.filter((one) => one !== log);
        return;
      }
      case 'pass':
        return model.pass(step.hours);
      case 'keep':
        model.keep = step.days;
        await logs.tidy();
        return model.tidy();
      case 'remove': {
        const log = model.earlier[step.nth];
        const { logs: list } = await logs.earlier();
        await logs.removeEarlier(list[step.nth]?.logId ?? 'none');
        model.logs = model.logs.filter((one) => one !== log);
        return;
      }
      case 'clear-all':
        await logs.clearAll();
        model.logs = [];
        model.evicted = 0;
        return;
      case 'restart':
        this.#memory = memoryArea();
        model.restart();
        await this.disk.forgetTabs();
        this.tabs = [...SLOTS];
        this.#lastTab = PRIVATE;
        break;
      case 'die':
        break;
    }
    this.logs = this.#worker();
    await this.logs.earlier();
    model.tidy();
  }

  async check(): Promise<void> {
    const { model, logs } = this;
    const { logs: list, evicted } = await logs.earlier();
    expect(list.map(({ count }) => count)).toEqual(model.earlier.map(({ what }) => what.length));
    expect(evicted?.count ?? 0).toBe(model.evicted);
    for (const [index, log] of model.earlier.entries()) {
      const { logId = '', size } = list[index] ?? {};
      const all = await whole((after) => logs.readEarlier(logId, after));
      expect(words(all)).toEqual(log.what);
      expect(size).toBeGreaterThan(all.length);
    }
    for (const tab of this.tabs) {
      const all = await whole((after) => logs.read(tab, after));
      expect(words(all)).toEqual(model.current(tab)?.what ?? []);
    }
    const onDisk = model.logs.filter(({ secret }) => !secret).map(({ what }) => what.length);
    expect(this.disk.sizes().sort()).toEqual(onDisk.filter((count) => count > 0).sort());
    expect((await this.disk.records()).length).toBe(this.disk.sizes().length);
  }
}

async function whole(
  read: (after: number) => Promise<{ observations: readonly Observation[]; more: boolean }>,
): Promise<Observation[]> {
  const all: Observation[] = [];
  for (;;) {
    const { observations, more } = await read(all.at(-1)?.seq ?? -1);
    all.push(...observations);
    if (!more) break;
  }
  expect(all.map(({ seq }) => seq)).toEqual(all.map((_, index) => index));
  return all;
}

const words = (observations: readonly Observation[]): string[] =>
  observations.map((one) => {
    if (one.type !== 'note') return one.type;
    if (one.code === 'gap') return `gap ${one.at}`;
    return one.detail === undefined ? one.code : `${one.code} ${one.detail}`;
  });

describe('what becomes of logs', () => {
  it('is what the rules say, whatever happens in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { maxLength: 60, size: 'max' }), async (commands) => {
        const world = new World();
        for (const step of commands) {
          await world.run(step);
          await world.check();
        }
      }),
      { numRuns: 300 },
    );
  });
});
