import type { LogStore } from '../../src/background/log-store.ts';
import type { Observation } from '../../src/core/session/observation.ts';

/** A log store in memory, to be opened by one worker after the other. */
export function memoryStore(chunk = 100): LogStore & { readonly sizes: () => number[] } {
  let logs = new Map<number, string>();
  let contents = new Map<string, Observation[]>();
  return {
    logOf: async (tabId) => logs.get(tabId),
    setLog: async (tabId, logId) => {
      logs.set(tabId, logId);
    },
    last: async (logId) => contents.get(logId)?.at(-1)?.seq ?? -1,
    append: async (logId, observations) => {
      contents.set(logId, [...(contents.get(logId) ?? []), ...observations]);
      return 'kept';
    },
    read: async (logId, after) => {
      const rest = (contents.get(logId) ?? []).filter(({ seq }) => seq > after);
      return { observations: rest.slice(0, chunk), more: rest.length > chunk };
    },
    remove: async (logId) => {
      contents.delete(logId);
    },
    purge: async () => {
      logs = new Map();
      contents = new Map();
    },
    sizes: () => [...contents.values()].map(({ length }) => length),
  };
}
