import type { KeeperOptions } from '../../src/background/log-keeper.ts';
import { begun, grown, type LogRecord } from '../../src/background/log-record.ts';
import type { LogStore } from '../../src/background/log-store.ts';
import { LIMITS } from '../../src/background/retention.ts';
import type { Observation } from '../../src/core/session/observation.ts';
import type { Evictions } from '../../src/protocol/kept.ts';

/** A log store in memory, to be opened by one worker after the other. */
export function memoryStore(chunk = 100): LogStore & { readonly sizes: () => number[] } {
  const logs = new Map<number, string>();
  const contents = new Map<string, Observation[]>();
  const records = new Map<string, LogRecord>();
  return {
    logOf: async (tabId) => logs.get(tabId),
    setLog: async (tabId, logId) => {
      logs.set(tabId, logId);
    },
    tabs: async () => new Map(logs),
    forgetTabs: async () => logs.clear(),
    kept: async () => 'disk',
    records: async () => structuredClone([...records.values()]),
    setRecord: async (record) => {
      records.set(record.logId, structuredClone(record));
    },
    last: async (logId) => contents.get(logId)?.at(-1)?.seq ?? -1,
    append: async (logId, observations, record) => {
      contents.set(logId, [...(contents.get(logId) ?? []), ...observations]);
      records.set(logId, structuredClone(record));
      return 'written';
    },
    read: async (logId, after) => {
      const rest = (contents.get(logId) ?? []).filter(({ seq }) => seq > after);
      return { observations: rest.slice(0, chunk), more: rest.length > chunk };
    },
    remove: async (logIds) => {
      for (const logId of logIds) {
        contents.delete(logId);
        records.delete(logId);
      }
    },
    purge: async () => {
      for (const all of [logs, contents, records]) all.clear();
    },
    sizes: () => [...contents.values()].map(({ length }) => length),
  };
}

/** What keeps logs until the browser is closed, at time 0. */
export function keeperOptions(more: Partial<KeeperOptions> = {}): KeeperOptions {
  let evicted: Evictions | null = null;
  return {
    session: 'today',
    keep: async () => 0,
    limits: LIMITS,
    evictions: {
      read: async () => evicted,
      write: async (evictions) => {
        evicted = evictions;
      },
    },
    now: () => 0,
    ...more,
  };
}

/** A record of a log, as if `observations` were all of it. */
export function recordOf(
  logId: string,
  observations: readonly Observation[] = [],
  more: Partial<LogRecord> = {},
): LogRecord {
  const facts = { logId, tabId: 1, session: 'today', closed: false, kept: 'disk' } as const;
  return { ...grown(begun(facts, 0), observations, 0), ...more };
}
