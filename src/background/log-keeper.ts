import type { EarlierLogs, Evictions, KeepDays } from '../protocol/kept.ts';
import type { LogRecord } from './log-record.ts';
import type { LogStore } from './log-store.ts';
import { forFullDisk, isExpired, isOpen, type Limits, overLimits } from './retention.ts';

/** Milliseconds between two looks for what has become too old. */
const TIDY_MS = 3_600_000;

export interface KeeperOptions {
  /** ID of the running browser session. */
  readonly session: string;
  /** How long the user wants logs to be kept; rejects while that cannot be read. */
  readonly keep: () => Promise<KeepDays>;
  readonly limits: Limits;
  /** Remembers what was removed to make room. */
  readonly evictions: {
    read(): Promise<Evictions | null>;
    write(evictions: Evictions | null): Promise<void>;
  };
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Knows every log by its record, and which of them have to go. */
export interface LogKeeper {
  /** The record of a log that has an observation. */
  get(logId: string): LogRecord | undefined;
  /** Takes in a record that the store has. */
  set(record: LogRecord): void;
  isOpen(record: LogRecord): boolean;
  /** Removes logs from the store. */
  remove(logIds: readonly string[]): Promise<void>;
  /**
   * Removes what is older than the user wants it kept, if that was not looked for lately.
   * @param now whether to look in any case
   * @returns whether anything was removed
   */
  tidy(now?: boolean): Promise<boolean>;
  /** Removes what is above the limits, and gives its records. */
  makeRoom(writing: string): Promise<LogRecord[]>;
  /** Removes the oldest from a disk that is full, and gives their records. */
  freeDisk(writing: string): Promise<LogRecord[]>;
  /** The logs of tabs that are not open any more. */
  earlier(): Promise<EarlierLogs>;
  /** Empties the store. */
  purge(): Promise<void>;
}

export async function createLogKeeper(store: LogStore, options: KeeperOptions): Promise<LogKeeper> {
  const { session, keep, limits, evictions, now } = options;
  const records = new Map((await store.records()).map((record) => [record.logId, record]));
  let tidied = Number.NEGATIVE_INFINITY;
  const open = (record: LogRecord): boolean => isOpen(record, session);

  const remove = async (logIds: readonly string[]): Promise<void> => {
    if (logIds.length === 0) return;
    await store.remove(logIds);
    for (const logId of logIds) records.delete(logId);
  };
  const evict = async (gone: LogRecord[]): Promise<LogRecord[]> => {
    await remove(gone.map(({ logId }) => logId));
    const count = gone.filter((record) => !open(record)).length;
    if (count > 0) {
      const before = await evictions.read().catch(() => null);
      // Where there is no room for the number either, the note in the log says it.
      await evictions.write({ count: (before?.count ?? 0) + count, at: now() }).catch(() => {});
    }
    return gone;
  };

  return {
    get: (logId) => records.get(logId),
    set: (record) => void records.set(record.logId, record),
    isOpen: open,
    remove,
    async tidy(due = false) {
      const at = now();
      if (!due && Math.abs(at - tidied) < TIDY_MS) return false;
      tidied = at;
      const days = await keep().catch(() => null);
      // What cannot be read now can be read later; what is removed is gone.
      if (days === null) return false;
      const expired = [...records.values()].filter((one) => isExpired(one, days, session, at));
      await remove(expired.map(({ logId }) => logId));
      return expired.length > 0;
    },
    makeRoom: (writing) => evict(overLimits([...records.values()], writing, session, limits)),
    freeDisk: (writing) => evict(forFullDisk([...records.values()], writing, session)),
    async earlier() {
      const logs = [...records.values()]
        .filter((record) => !open(record) && record.kept !== 'private')
        .sort((a, b) => b.grew - a.grew)
        .map(({ logId, began, grew, count, size, hosts, page, apiKey }) => ({
          ...{ logId, began, grew, count, size, hosts, page, apiKey },
        }));
      return { logs, evicted: await evictions.read().catch(() => null) };
    },
    async purge() {
      await store.purge();
      records.clear();
      await evictions.write(null).catch(() => {});
    },
  };
}
