import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB } from 'idb';
import * as v from 'valibot';
import type { Observation } from '../core/session/observation.ts';
import { begun, grown, LOG_RECORD, type LogRecord } from './log-record.ts';

interface Schema extends DBSchema {
  /**
   * Observations by log and the position of the first of them: one append, one record. Version 1
   * has one observation in each.
   */
  observations: { key: [string, number]; value: Observation | readonly Observation[] };
  /** The log of each tab. */
  logs: { key: number; value: string };
  /** What is known of each log. Whatever is found there is looked at before it is believed. */
  records: { key: string; value: unknown };
}
export type LogDatabase = IDBPDatabase<Schema>;
type StoreName = 'observations' | 'logs' | 'records';
type Transaction = IDBPTransaction<Schema, StoreName[], IDBTransactionMode>;

/** Observations that one read gives at least, as far as there are so many. */
export const CHUNK = 5_000;
const NAME = 'kissmetrics-identity-debugger';

/** What records hold, one by one. */
export const unpacked = (records: readonly unknown[]): unknown[] => records.flat(1);

/** The keys of a log's observations after a position. */
export const keysOf = (logId: string, after = -1): IDBKeyRange =>
  IDBKeyRange.bound([logId, after], [logId, Number.POSITIVE_INFINITY], true);

/**
 * Opens the database. Rejects where the browser gives none.
 * @param session the browser session that logs of version 1 belong to: it had no records
 */
export function openLogDatabase(session: string): Promise<LogDatabase> {
  return openDB<Schema>(NAME, 2, {
    async upgrade(db, before, _after, transaction) {
      if (before < 1) {
        db.createObjectStore('observations');
        db.createObjectStore('logs');
      }
      const records = db.createObjectStore('records');
      // A transaction that fails here would leave no database at all.
      if (before === 1)
        for (const logId of await logIds(transaction))
          void records.put(await recordFrom(transaction, logId, session), logId);
    },
  });
}

/** The records of all logs; what is not one is made anew, and put in its place. */
export async function readRecords(database: LogDatabase, session: string): Promise<LogRecord[]> {
  const transaction = database.transaction(['logs', 'observations', 'records'], 'readwrite');
  const store = transaction.objectStore('records');
  const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()]);
  const records: LogRecord[] = [];
  for (const [index, logId] of keys.entries()) {
    const parsed = v.safeParse(LOG_RECORD, values[index]);
    if (parsed.success && parsed.output.logId === logId) records.push(parsed.output);
    else {
      const made = await recordFrom(transaction, logId, session);
      records.push(made);
      void store.put(made, logId);
    }
  }
  await transaction.done;
  return records;
}

/** The IDs of all logs that have an observation. */
async function logIds(transaction: Transaction): Promise<string[]> {
  const store = transaction.objectStore('observations');
  const ids: string[] = [];
  let range: IDBKeyRange | undefined;
  for (;;) {
    const cursor = await store.openKeyCursor(range);
    const logId = cursor?.key[0];
    if (typeof logId !== 'string') return ids;
    ids.push(logId);
    // In the order of keys, a list comes after every number.
    range = IDBKeyRange.lowerBound([logId, []]);
  }
}

/** Reads a log for what its record should say. */
async function recordFrom(
  transaction: Transaction,
  logId: string,
  session: string,
): Promise<LogRecord> {
  const tabs = transaction.objectStore('logs');
  const [tabIds, current] = await Promise.all([tabs.getAllKeys(), tabs.getAll()]);
  const tabId = tabIds[current.indexOf(logId)];
  const facts = { logId, session, kept: 'disk', closed: tabId === undefined } as const;
  let record = begun({ ...facts, tabId: tabId ?? -1 }, 0);
  for (let after = -1; ; ) {
    const keys = keysOf(logId, after);
    const chunk = await transaction.objectStore('observations').getAll(keys, CHUNK);
    const known = unpacked(chunk).filter(isObservation);
    const [first] = known;
    if (first && record.count === 0) record = { ...record, began: first.at };
    const latest = known.reduce((time, { at }) => Math.max(time, at), record.grew);
    record = grown(record, known, latest);
    if (chunk.length < CHUNK) return record;
    after = known.at(-1)?.seq ?? Number.POSITIVE_INFINITY;
  }
}

/** Whether a stored value has at least what every observation has. */
function isObservation(value: unknown): value is Observation {
  return v.is(v.object({ seq: v.number(), at: v.pipe(v.number(), v.finite()) }), value);
}
