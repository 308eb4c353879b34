import type { Observation } from '../core/session/observation.ts';
import type { LogChunk } from '../protocol/api.ts';
import type { Draft } from './draft.ts';
import { createLine } from './line.ts';
import type { LogStore } from './log-store.ts';

interface Log {
  readonly logId: string;
  next: number;
}

export interface TabLogs {
  /**
   * Numbers drafts and appends them to the tab's log.
   * @returns whether they, and all before them, are stored, once that is known
   */
  record(tabId: number, drafts: readonly Draft[]): Promise<boolean>;
  read(tabId: number, after: number): Promise<LogChunk>;
  /** Begins a new log for the tab. */
  clear(tabId: number): Promise<void>;
  /** Forgets a closed tab. */
  forget(tabId: number): void;
}

/**
 * The logs of all tabs over a store. All work runs in one line, so that positions are given in
 * order of arrival, and nobody hears of an observation that is not stored yet.
 */
export function createTabLogs(
  openStore: () => Promise<LogStore>,
  told: {
    appended(tabId: number, logId: string, observations: readonly Observation[]): void;
    cleared(tabId: number, logId: string): void;
  },
): TabLogs {
  const store = openStore();
  const logs = new Map<number, Log>();
  let waiting = new Map<number, Draft[]>();
  let flushed: Promise<boolean> = Promise.resolve(true);
  const inLine = createLine(store);

  const logOf = async (tabId: number): Promise<Log> => {
    const known = logs.get(tabId);
    if (known) return known;
    const { logOf: stored, last } = await store;
    const logId = await stored(tabId);
    return logId === undefined
      ? begin(tabId)
      : remember(tabId, { logId, next: (await last(logId)) + 1 });
  };
  const begin = async (tabId: number): Promise<Log> => {
    const log = { logId: crypto.randomUUID(), next: 0 };
    await (await store).setLog(tabId, log.logId);
    return remember(tabId, log);
  };
  const remember = (tabId: number, log: Log): Log => {
    logs.set(tabId, log);
    return log;
  };

  const flush = async (): Promise<void> => {
    const batch = waiting;
    waiting = new Map();
    for (const [tabId, drafts] of batch) {
      const log = await logOf(tabId);
      const observations = drafts.map((draft, i) => ({ seq: log.next + i, ...draft }));
      log.next += observations.length;
      const kept = await (await store).append(log.logId, observations);
      told.appended(tabId, log.logId, observations);
      if (kept === 'overflowed') void record(tabId, [unsavedNote(observations)]);
    }
  };

  const record = (tabId: number, drafts: readonly Draft[]): Promise<boolean> => {
    if (drafts.length === 0) return flushed;
    // While a write is under way, what arrives gathers for the next one.
    if (waiting.size === 0)
      flushed = inLine(flush).then(
        () => true,
        () => false,
      );
    const list = waiting.get(tabId);
    if (list) list.push(...drafts);
    else waiting.set(tabId, [...drafts]);
    return flushed;
  };

  return {
    record,
    read: (tabId, after) =>
      inLine(async () => {
        const { logId } = await logOf(tabId);
        return { logId, ...(await (await store).read(logId, after)) };
      }),
    clear: (tabId) =>
      inLine(async () => {
        const old = await logOf(tabId);
        const log = await begin(tabId);
        told.cleared(tabId, log.logId);
        await (await store).remove(old.logId);
      }),
    forget(tabId) {
      void inLine(async () => {
        const { logOf: stored, remove } = await store;
        const logId = logs.get(tabId)?.logId ?? (await stored(tabId));
        logs.delete(tabId);
        if (logId !== undefined) await remove(logId);
      });
    },
  };
}

/** Says in the log that from here on it is in memory only. */
function unsavedNote(observations: readonly Observation[]): Draft {
  return { type: 'note', at: observations.at(-1)?.at ?? 0, frameId: 0, code: 'unsaved' };
}
