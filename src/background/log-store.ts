import type { Observation } from '../core/session/observation.ts';
import type { Kept } from '../protocol/kept.ts';
import { CHUNK, keysOf, openLogDatabase, readRecords, unpacked } from './log-database.ts';
import type { LogRecord } from './log-record.ts';
import { soundRecords } from './stored-records.ts';

/** Records that are read at once: each holds what was appended at once. */
const RECORDS = 500;

/** `overflowed`: the disk did not take a log's observations, and from here on it is in memory. */
export type Written = 'written' | 'overflowed';

/** Where logs outlive the background: append-only lists of observations, each with its record. */
export interface LogStore {
  /** The log of a tab, if it has one. */
  logOf(tabId: number): Promise<string | undefined>;
  setLog(tabId: number, logId: string): Promise<void>;
  /** Every tab that has had a log in this browser session, with its log. */
  tabs(): Promise<ReadonlyMap<number, string>>;
  /** Another browser session: tabs have other numbers now. */
  forgetTabs(): Promise<void>;
  /** Position of the last observation of a log; -1 for an empty one. */
  last(logId: string): Promise<number>;
  kept(logId: string): Promise<Kept>;
  /** The records of all logs that have an observation. */
  records(): Promise<LogRecord[]>;
  /** Writes observations and the log's record together. */
  append(
    logId: string,
    observations: readonly Observation[],
    record: LogRecord,
    /** Frees room on a disk that takes no more; whether it freed any. */
    makeRoom?: () => Promise<boolean>,
  ): Promise<Written>;
  /** Writes the record alone. */
  setRecord(record: LogRecord): Promise<void>;
  /** The observations after `after`, at most a few thousand at once. */
  read(logId: string, after: number): Promise<{ observations: Observation[]; more: boolean }>;
  /** Removes logs and their records. */
  remove(logIds: readonly string[]): Promise<void>;
  /** Empties the store. */
  purge(): Promise<void>;
}

/**
 * Opens the store on disk, in IndexedDB. Rejects where the browser gives no database.
 * @param session the browser session of what is there without a record
 */
export async function openLogStore(session: string): Promise<LogStore> {
  const database = await openLogDatabase(session);
  /** A position before the record in which the observation after `after` may be. */
  const recordBefore = async (logId: string, after: number): Promise<number> => {
    const until = IDBKeyRange.bound([logId, -1], [logId, after]);
    const cursor = await database.transaction('observations').store.openKeyCursor(until, 'prev');
    return cursor ? cursor.key[1] - 1 : after;
  };
  return {
    logOf: (tabId) => database.get('logs', tabId),
    async setLog(tabId, logId) {
      await database.put('logs', logId, tabId);
    },
    async tabs() {
      const { store } = database.transaction('logs');
      const [tabIds, logIds] = await Promise.all([store.getAllKeys(), store.getAll()]);
      return new Map(tabIds.map((tabId, index) => [tabId, logIds[index] ?? '']));
    },
    forgetTabs: () => database.clear('logs'),
    async last(logId) {
      const cursor = await database
        .transaction('observations')
        .store.openCursor(keysOf(logId), 'prev');
      return cursor ? cursor.key[1] + unpacked([cursor.value]).length - 1 : -1;
    },
    kept: async () => 'disk',
    records: () => readRecords(database, session),
    async append(logId, observations, record) {
      const transaction = database.transaction(['observations', 'records'], 'readwrite', {
        durability: 'relaxed',
      });
      const first = observations[0]?.seq;
      if (first !== undefined)
        void transaction.objectStore('observations').put([...observations], [logId, first]);
      void transaction.objectStore('records').put(record, logId);
      // Without waiting for the answers: what the browser has been told outlives this worker.
      transaction.commit();
      await transaction.done;
      return 'written';
    },
    async setRecord(record) {
      await database.put('records', record, record.logId);
    },
    async read(logId, after) {
      const observations: Observation[] = [];
      for (let reached = await recordBefore(logId, after); ; ) {
        const keys = keysOf(logId, reached);
        const records: readonly unknown[] = await database.getAll('observations', keys, RECORDS);
        const sound = await soundRecords(unpacked(records), async () =>
          positions(await database.getAllKeys('observations', keys, RECORDS), records),
        );
        for (const one of sound) if (one.seq > after) observations.push(one);
        const more = records.length === RECORDS;
        if (!more || observations.length >= CHUNK) return { observations, more };
        reached = sound.at(-1)?.seq ?? Number.POSITIVE_INFINITY;
      }
    },
    async remove(logIds) {
      const transaction = database.transaction(['observations', 'records'], 'readwrite');
      for (const logId of logIds) {
        void transaction.objectStore('observations').delete(keysOf(logId));
        void transaction.objectStore('records').delete(logId);
      }
      await transaction.done;
    },
    async purge() {
      const stores = ['observations', 'logs', 'records'] as const;
      const transaction = database.transaction(stores, 'readwrite');
      for (const name of stores) void transaction.objectStore(name).clear();
      await transaction.done;
    },
  };
}

/** Where in its log stands each of what records hold. */
function positions(keys: readonly [string, number][], records: readonly unknown[]): number[] {
  return keys.flatMap(([, first], index) =>
    unpacked(records.slice(index, index + 1)).map((_, within) => first + within),
  );
}
