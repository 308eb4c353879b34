import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Observation } from '../core/session/observation.ts';
import { soundRecords } from './stored-records.ts';

interface Schema extends DBSchema {
  /** Observations by log and position. */
  observations: { key: [string, number]; value: Observation };
  /** The current log of each tab. */
  logs: { key: number; value: string };
}

/** Observations that one read gives, as far as there are so many. */
export const CHUNK = 5_000;
const NAME = 'kissmetrics-identity-debugger';

/** `overflowed`: the disk did not take a log's observations, and from here on it is in memory. */
export type Kept = 'kept' | 'overflowed';

/** Where logs outlive the background: append-only lists of observations. */
export interface LogStore {
  /** The log of a tab, if it has one. */
  logOf(tabId: number): Promise<string | undefined>;
  setLog(tabId: number, logId: string): Promise<void>;
  /** Position of the last observation of a log; -1 for an empty one. */
  last(logId: string): Promise<number>;
  append(logId: string, observations: readonly Observation[]): Promise<Kept>;
  /** The observations after `after`, at most a few thousand at once. */
  read(logId: string, after: number): Promise<{ observations: Observation[]; more: boolean }>;
  remove(logId: string): Promise<void>;
  /** Empties the store. */
  purge(): Promise<void>;
}

/** Opens the store on disk, in IndexedDB. Rejects where the browser gives no database. */
export async function openLogStore(): Promise<LogStore> {
  const database: IDBPDatabase<Schema> = await openDB<Schema>(NAME, 1, {
    upgrade(db) {
      db.createObjectStore('observations');
      db.createObjectStore('logs');
    },
  });
  const range = (logId: string, after = -1) =>
    IDBKeyRange.bound([logId, after], [logId, Number.POSITIVE_INFINITY], true);

  return {
    logOf: (tabId) => database.get('logs', tabId),
    async setLog(tabId, logId) {
      await database.put('logs', logId, tabId);
    },
    async last(logId) {
      const cursor = await database
        .transaction('observations')
        .store.openKeyCursor(range(logId), 'prev');
      return cursor ? cursor.key[1] : -1;
    },
    async append(logId, observations) {
      const transaction = database.transaction('observations', 'readwrite', {
        durability: 'relaxed',
      });
      for (const observation of observations)
        void transaction.store.put(observation, [logId, observation.seq]);
      // Without waiting for the answers: what the browser has been told outlives this worker.
      transaction.commit();
      await transaction.done;
      return 'kept';
    },
    async read(logId, after) {
      const { store } = database.transaction('observations');
      const stored = range(logId, after);
      const records: readonly unknown[] = await store.getAll(stored, CHUNK);
      const observations = await soundRecords(records, async () =>
        (await database.getAllKeys('observations', stored, CHUNK)).map(([, position]) => position),
      );
      return { observations, more: observations.length === CHUNK };
    },
    async remove(logId) {
      await database.delete('observations', range(logId));
    },
    async purge() {
      const transaction = database.transaction(['observations', 'logs'], 'readwrite');
      void transaction.objectStore('observations').clear();
      void transaction.objectStore('logs').clear();
      await transaction.done;
    },
  };
}
