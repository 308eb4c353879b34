import type { Observation } from '../core/session/observation.ts';
import type { KeyValueArea } from '../platform/storage.ts';
import type { Kept } from '../protocol/kept.ts';
import { CHUNK } from './log-database.ts';
import type { LogRecord } from './log-record.ts';
import type { LogStore } from './log-store.ts';
import { soundRecords } from './stored-records.ts';

/** A store that never touches the disk. */
export interface VolatileStore extends LogStore {
  /** @param kept why the log is in memory */
  setLog(tabId: number, logId: string, kept?: MemoryReason): Promise<void>;
  /** Whether the store has this log, be it empty. */
  has(logId: string): Promise<boolean>;
  /** The tab's current log is elsewhere now. */
  unset(tabId: number): Promise<void>;
}
type MemoryReason = Exclude<Kept, 'disk'>;

/** What is known of a log: why it is here, and the position of the first one of each batch. */
interface Contents {
  readonly kept: MemoryReason;
  readonly parts: readonly number[];
}

const PREFIX = 'logs:';
const TAB = `${PREFIX}tab:`;
const RECORD = `${PREFIX}record:`;
const tabKey = (tabId: number): string => `${TAB}${tabId}`;
const recordKey = (logId: string): string => `${RECORD}${logId}`;
const contentsKey = (logId: string): string => `${PREFIX}parts:${logId}`;
const partKey = (logId: string, first: number): string => `${PREFIX}part:${logId}:${first}`;

/**
 * Keeps logs in memory. `area` outlives the background; what does not fit into it any more is held
 * by the background itself for as long as that runs.
 */
export function createVolatileStore(area: KeyValueArea): VolatileStore {
  const unsaved = new Map<string, unknown>();

  const get = async <T>(key: string): Promise<T | undefined> =>
    (unsaved.has(key) ? unsaved.get(key) : await area.get(key)) as T | undefined;
  const set = async (values: Readonly<Record<string, unknown>>): Promise<void> => {
    try {
      await area.set(values);
      for (const key of Object.keys(values)) unsaved.delete(key);
    } catch {
      for (const [key, value] of Object.entries(values)) unsaved.set(key, value);
    }
  };
  const remove = async (keys: readonly string[]): Promise<void> => {
    for (const key of keys) unsaved.delete(key);
    await area.remove(keys);
  };
  const keysWith = async (prefix: string): Promise<string[]> => {
    const keys = new Set([...(await area.keys()), ...unsaved.keys()]);
    return [...keys].filter((key) => key.startsWith(prefix));
  };
  const contentsOf = (logId: string) => get<Contents>(contentsKey(logId));
  const partsOf = async (logId: string) => (await contentsOf(logId))?.parts ?? [];
  const part = async (logId: string, first: number): Promise<readonly Observation[]> => {
    const records = await get<readonly unknown[]>(partKey(logId, first));
    if (!Array.isArray(records)) return [];
    return soundRecords(records, () => records.map((_, index) => first + index));
  };

  return {
    logOf: (tabId) => get<string>(tabKey(tabId)),
    setLog: (tabId, logId, kept = 'overflowed') =>
      set({ [tabKey(tabId)]: logId, [contentsKey(logId)]: { kept, parts: [] } }),
    unset: (tabId) => remove([tabKey(tabId)]),
    async tabs() {
      const tabs = new Map<number, string>();
      for (const key of await keysWith(TAB))
        tabs.set(Number(key.slice(TAB.length)), (await get<string>(key)) ?? '');
      return tabs;
    },
    forgetTabs: async () => remove(await keysWith(TAB)),
    has: async (logId) => (await contentsOf(logId)) !== undefined,
    kept: async (logId) => (await contentsOf(logId))?.kept ?? 'overflowed',
    async last(logId) {
      const first = (await partsOf(logId)).at(-1);
      return first === undefined ? -1 : ((await part(logId, first)).at(-1)?.seq ?? first);
    },
    async records() {
      const records: LogRecord[] = [];
      for (const key of await keysWith(RECORD)) {
        const record = await get<LogRecord>(key);
        if (record) records.push(record);
      }
      return records;
    },
    async append(logId, observations, record) {
      const first = observations[0]?.seq;
      if (first === undefined) return 'written';
      const { kept, parts } = (await contentsOf(logId)) ?? { kept: 'overflowed', parts: [] };
      await set({
        [partKey(logId, first)]: observations,
        [contentsKey(logId)]: { kept, parts: [...parts, first] },
        [recordKey(logId)]: record,
      });
      return 'written';
    },
    setRecord: (record) => set({ [recordKey(record.logId)]: record }),
    async read(logId, after) {
      const parts = await partsOf(logId);
      const next = parts.findIndex((first) => first > after);
      // The batch before the first later one may reach beyond `after` too.
      let index = Math.max(0, (next < 0 ? parts.length : next) - 1);
      const observations: Observation[] = [];
      while (index < parts.length && observations.length < CHUNK) {
        const batch = await part(logId, parts[index++] as number);
        for (const observation of batch)
          if (observation.seq > after) observations.push(observation);
      }
      return { observations, more: index < parts.length };
    },
    async remove(logIds) {
      for (const logId of logIds) {
        const parts = (await partsOf(logId)).map((first) => partKey(logId, first));
        await remove([contentsKey(logId), recordKey(logId), ...parts]);
      }
    },
    async purge() {
      await remove(await keysWith(PREFIX));
    },
  };
}
