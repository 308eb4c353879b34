import browser from 'webextension-polyfill';

const KEY = 'browserSession';

/**
 * An ID of the running browser session: the same until the browser ends or the extension is
 * reloaded. `fresh` says that nobody asked before in this session.
 */
export async function browserSession(): Promise<{ readonly id: string; readonly fresh: boolean }> {
  const stored = (await browser.storage.session.get(KEY))[KEY];
  if (typeof stored === 'string') return { id: stored, fresh: false };
  const id = crypto.randomUUID();
  await browser.storage.session.set({ [KEY]: id });
  return { id, fresh: true };
}
