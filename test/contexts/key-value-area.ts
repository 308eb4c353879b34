import type { KeyValueArea } from '../../src/platform/storage.ts';

/** A storage area in memory, with copies as the browser's make them. */
export function memoryArea(): KeyValueArea & { readonly data: Map<string, string> } {
  const data = new Map<string, string>();
  return {
    data,
    async get(key) {
      const text = data.get(key);
      return text === undefined ? undefined : JSON.parse(text);
    },
    async set(values) {
      for (const [key, value] of Object.entries(values)) data.set(key, JSON.stringify(value));
    },
    async remove(keys) {
      for (const key of keys) data.delete(key);
    },
    keys: async () => [...data.keys()],
  };
}
