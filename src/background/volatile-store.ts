import type { Observation } from '../core/session/observation.ts';
import type { KeyValueArea } from '../platform/storage.ts';
import { CHUNK, type LogStore } from './log-store.ts';
import { soundRecords } from './stored-records.ts';

/** A store that never touches the disk. */
export interface VolatileStore extends LogStore {
  /** Whether the store has this log, be it empty. */
  has(logId: string): Promise<boolean>;
  /** The tab's current log is elsewhere now. */
  unset(tabId: number): Promise<void>;
}

const PREFIX = 'logs:';
const tabKey = (tabId: number): string => `${PREFIX}tab:${tabId}`;
const partsKey = (logId: string): string => `${PREFIX}parts:${logId}`;
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
  /** Positions of the first observation of each batch. */
  const partsOf = (logId: string) => get<readonly number[]>(partsKey(logId));
  const part = async (logId: string, first: number): Promise<readonly Observation[]> => {
    const records = await get<readonly unknown[]>(partKey(logId, first));
    if (!Array.isArray(records)) return [];
    return soundRecords(records, () => records.map((_, index) => first + index));
  };

  return {
    logOf: (tabId) => get<string>(tabKey(tabId)),
    setLog: (tabId, logId) => set({ [tabKey(tabId)]: logId, [partsKey(logId)]: [] }),
    unset: (tabId) => remove([tabKey(tabId)]),
    has: async (logId) => (await partsOf(logId)) !== undefined,
    async last(logId) {
      const first = (await partsOf(logId))?.at(-1);
      return first === undefined ? -1 : ((await part(logId, first)).at(-1)?.seq ?? first);
    },
    async append(logId, observations) {
      const first = observations[0]?.seq;
      if (first === undefined) return 'kept';
      const parts = [...((await partsOf(logId)) ?? []), first];
      await set({ [partKey(logId, first)]: observations, [partsKey(logId)]: parts });
      return 'kept';
    },
    async read(logId, after) {
      const parts = (await partsOf(logId)) ?? [];
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
    async remove(logId) {
      const parts = (await partsOf(logId)) ?? [];
      await remove([partsKey(logId), ...parts.map((first) => partKey(logId, first))]);
    },
    async purge() {
      unsaved.clear();
      await area.remove((await area.keys()).filter((key) => key.startsWith(PREFIX)));
    },
  };
}
