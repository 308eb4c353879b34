import browser from 'webextension-polyfill';

const KEY = 'browserSession';

/**
 * An ID of the running browser session: the same until the browser ends or the extension is
 * updated or reloaded. `fresh` says that nobody asked before in this session.
 */
export async function browserSession(): Promise<{ readonly id: string; readonly fresh: boolean }> {
  const stored = (await browser.storage.session.get(KEY))[KEY];
  if (typeof stored === 'string') return { id: stored, fresh: false };
  const id = crypto.randomUUID();
  await browser.storage.session.set({ [KEY]: id });
  return { id, fresh: true };
}

/** Values by key. `set` rejects when there is no room. */
export interface KeyValueArea {
  get(key: string): Promise<unknown>;
  set(values: Readonly<Record<string, unknown>>): Promise<void>;
  remove(keys: readonly string[]): Promise<void>;
  keys(): Promise<string[]>;
}

const area = (name: 'session' | 'local'): KeyValueArea => ({
  get: async (key) => (await browser.storage[name].get(key))[key],
  set: (values) => browser.storage[name].set(values),
  remove: (keys) => browser.storage[name].remove([...keys]),
  keys: async () => Object.keys(await browser.storage[name].get(null)),
});

/** What is in memory for as long as the browser runs, through every death of the background. */
export const sessionArea: KeyValueArea = area('session');
/** What is on disk until it is removed. */
export const localArea: KeyValueArea = area('local');
