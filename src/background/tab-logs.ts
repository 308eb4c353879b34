import type { Observation } from '../core/session/observation.ts';
import type { LogChunk } from '../protocol/api.ts';
import type { EarlierLogs, Kept } from '../protocol/kept.ts';
import type { Draft } from './draft.ts';
import { createLine } from './line.ts';
import { createLogKeeper, type KeeperOptions, type LogKeeper } from './log-keeper.ts';
import { begun, grown, type LogRecord } from './log-record.ts';
import type { LogStore } from './log-store.ts';

/** Milliseconds: short beside what is done to a single request, long beside a burst's. */
const PACE_MS = 25;

interface Log {
  readonly logId: string;
  next: number;
  kept: Kept;
}

/** In the place of the log of a private tab that was closed: what still comes of it is dropped. */
const FORGOTTEN = '';

export interface TabLogs {
  /**
   * Numbers drafts and appends them to the tab's log.
   * @returns whether they, and all before them, are stored, once that is known
   */
  record(tabId: number, drafts: readonly Draft[]): Promise<boolean>;
  read(tabId: number, after: number): Promise<LogChunk>;
  /** Begins a new log for the tab, in the place of the one that it had. */
  clear(tabId: number): Promise<void>;
  /** Removes all logs; every open tab begins a new one. */
  clearAll(): Promise<void>;
  /** A tab was closed: its log is kept, but that of a private one is removed. */
  closed(tabId: number): void;
  /** The logs of tabs that are not open any more. */
  earlier(): Promise<EarlierLogs>;
  readEarlier(
    logId: string,
    after: number,
  ): Promise<{ readonly observations: readonly Observation[]; readonly more: boolean }>;
  /** Removes the log of a tab that is not open any more. */
  removeEarlier(logId: string): Promise<void>;
  /** Removes what is older than the user wants it kept. */
  tidy(): Promise<void>;
}

export interface TabLogEvents {
  appended(tabId: number, logId: string, observations: readonly Observation[], kept: Kept): void;
  /** The tab begins another log. */
  cleared(tabId: number, logId: string): void;
  /** The logs of closed tabs are others now; `all`: every one was removed by the user. */
  earlier(all: boolean): void;
}

/**
 * The logs of all tabs over a store. All work runs in one line, so that positions are given in
 * order of arrival, and nobody hears of an observation that is not stored yet.
 * @param paceMs milliseconds between two writes at least
 */
export function createTabLogs(
  open: () => Promise<{ readonly store: LogStore } & KeeperOptions>,
  told: TabLogEvents,
  paceMs = PACE_MS,
): TabLogs {
  const opened = open().then(async ({ store, ...options }) => {
    const keeper = await createLogKeeper(store, options);
    await keeper.tidy();
    return { store, keeper, ...options };
  });
  const logs = new Map<number, Log>();
  const gone = new Set<number>();
  let wrote = Number.NEGATIVE_INFINITY;
  let waiting = new Map<number, Draft[]>();
  let flushed: Promise<boolean> = Promise.resolve(true);
  const inLine = createLine(opened);

  /** The log of a tab, if it has one in this browser session. */
  const logOf = async (tabId: number): Promise<Log | undefined> => {
    const { store, keeper, session } = await opened;
    const known = logs.get(tabId);
    // What has been removed meanwhile begins at its first position again.
    if (known && (known.next === 0 || keeper.get(known.logId))) return known;
    const logId = await store.logOf(tabId);
    if (logId === undefined || logId === FORGOTTEN) return undefined;
    if ((keeper.get(logId)?.session ?? session) !== session) return undefined;
    const [last, kept] = await Promise.all([store.last(logId), store.kept(logId)]);
    return remember(tabId, { logId, next: last + 1, kept });
  };
  const begin = async (tabId: number): Promise<Log> => {
    const { store } = await opened;
    const logId = crypto.randomUUID();
    await store.setLog(tabId, logId);
    return remember(tabId, { logId, next: 0, kept: await store.kept(logId) });
  };
  const remember = (tabId: number, log: Log): Log => {
    logs.set(tabId, log);
    return log;
  };
  const beginAnew = async (tabId: number): Promise<void> => {
    const { logId } = await begin(tabId);
    told.cleared(tabId, logId);
  };
  const isForgotten = async (tabId: number): Promise<boolean> =>
    !logs.has(tabId) && (await (await opened).store.logOf(tabId)) === FORGOTTEN;

  const flush = async (): Promise<void> => {
    const batch = waiting;
    waiting = new Map();
    const { keeper } = await opened;
    const failures: unknown[] = [];
    for (const [tabId, drafts] of batch)
      try {
        if (!(await isForgotten(tabId))) await write(tabId, drafts);
      } catch (failure) {
        failures.push(failure);
      }
    if (failures.length > 0) throw failures[0];
    if (await keeper.tidy()) told.earlier(false);
  };

  const paced = async (): Promise<void> => {
    const wait = wrote + paceMs - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    await flush();
    wrote = performance.now();
  };

  async function write(tabId: number, drafts: readonly Draft[]): Promise<void> {
    const { store, keeper, session, now } = await opened;
    const log = (await logOf(tabId)) ?? (await begin(tabId));
    const { logId, kept } = log;
    const at = now();
    const before = keeper.get(logId) ?? begun({ logId, tabId, session, kept, closed: false }, at);
    const observations = drafts.map((draft, i) => ({ seq: log.next + i, ...draft }));
    log.next += observations.length;
    const record = grown({ ...before, closed: before.closed || gone.has(tabId) }, observations, at);
    const evicted: LogRecord[] = [];
    const written = await store.append(logId, observations, record, async () => {
      evicted.push(...(await keeper.freeDisk(logId)));
      return evicted.length > 0;
    });
    if (written === 'overflowed') log.kept = 'overflowed';
    keeper.set({ ...record, kept: log.kept });
    told.appended(tabId, logId, observations, log.kept);
    if (written === 'overflowed') void enqueue(tabId, [note('unsaved', at)]);
    evicted.push(...(await keeper.makeRoom(logId)));
    await afterEviction(evicted, keeper, tabId, at);
  }

  /** Says in the log that was written, and in those that had to begin anew, what was removed. */
  async function afterEviction(
    evicted: readonly LogRecord[],
    keeper: LogKeeper,
    writing: number,
    at: number,
  ): Promise<void> {
    for (const record of evicted) {
      if (!keeper.isOpen(record)) continue;
      if ((await logOf(record.tabId))?.logId !== record.logId) continue;
      await beginAnew(record.tabId);
      void enqueue(record.tabId, [note('displaced', at)]);
    }
    const earlier = evicted.filter((record) => !keeper.isOpen(record)).length;
    if (earlier === 0) return;
    void enqueue(writing, [note('evicted', at, String(earlier))]);
    told.earlier(false);
  }

  const enqueue = (tabId: number, drafts: readonly Draft[]): Promise<boolean> => {
    if (drafts.length === 0) return flushed;
    // While a write is under way, and shortly after it, what arrives gathers for the next one.
    if (waiting.size === 0)
      flushed = inLine(paced).then(
        () => true,
        () => false,
      );
    const list = waiting.get(tabId);
    if (list) list.push(...drafts);
    else waiting.set(tabId, [...drafts]);
    return flushed;
  };

  /** The record of a log that has no open tab. */
  const earlierRecord = async (logId: string): Promise<LogRecord | undefined> => {
    const { keeper } = await opened;
    const record = keeper.get(logId);
    return record && !keeper.isOpen(record) ? record : undefined;
  };

  return {
    record: enqueue,
    read: (tabId, after) =>
      inLine(async () => {
        const { store } = await opened;
        if (await isForgotten(tabId))
          return { logId: FORGOTTEN, kept: 'private', observations: [], more: false };
        const { logId, kept } = (await logOf(tabId)) ?? (await begin(tabId));
        return { logId, kept, ...(await store.read(logId, after)) };
      }),
    clear: (tabId) =>
      inLine(async () => {
        const old = await logOf(tabId);
        await beginAnew(tabId);
        if (old) await (await opened).keeper.remove([old.logId]);
      }),
    clearAll: () =>
      inLine(async () => {
        const { store, keeper } = await opened;
        const tabs = [...(await store.tabs())].filter(
          ([tabId, logId]) => !gone.has(tabId) && !keeper.get(logId)?.closed,
        );
        await keeper.purge();
        logs.clear();
        for (const [tabId, logId] of tabs) {
          if (logId === FORGOTTEN) await store.setLog(tabId, FORGOTTEN);
          else await beginAnew(tabId);
        }
        told.earlier(true);
      }),
    closed(tabId) {
      void inLine(async () => {
        const { store, keeper } = await opened;
        gone.add(tabId);
        const log = await logOf(tabId);
        if (log?.kept === 'private') {
          logs.delete(tabId);
          await keeper.remove([log.logId]);
          await store.setLog(tabId, FORGOTTEN);
          return;
        }
        const record = log && keeper.get(log.logId);
        if (!record) return;
        const closed = { ...record, closed: true };
        keeper.set(closed);
        told.earlier(false);
        await store.setRecord(closed);
      });
    },
    earlier: () => inLine(async () => (await opened).keeper.earlier()),
    readEarlier: (logId, after) =>
      inLine(async () => {
        if (!(await earlierRecord(logId))) throw new Error('This log is not kept any more.');
        return (await opened).store.read(logId, after);
      }),
    removeEarlier: (logId) =>
      inLine(async () => {
        if (!(await earlierRecord(logId))) return;
        await (await opened).keeper.remove([logId]);
        told.earlier(false);
      }),
    tidy: () =>
      inLine(async () => {
        if (await (await opened).keeper.tidy(true)) told.earlier(false);
      }),
  };
}

function note(code: 'unsaved' | 'evicted' | 'displaced', at: number, detail?: string): Draft {
  return { type: 'note', at, frameId: 0, code, ...(detail !== undefined && { detail }) };
}
