import browser from 'webextension-polyfill';

/** All that the manifest asks for. */
const EVERYWHERE = ['http://*/*', 'https://*/*'];

/** Whether the user lets the extension see every one of these match patterns. */
export function allows(origins: readonly string[]): Promise<boolean> {
  return browser.permissions.contains({ origins: [...origins] });
}

/** Whether the user lets the extension see the site of an http or https address. */
export async function allowedAt(url: string): Promise<boolean> {
  try {
    const { protocol, hostname } = new URL(url);
    return await allows([`${protocol}//${hostname}/*`]);
  } catch {
    return false;
  }
}

/** The addresses of a tab's frames, the top one first; also where the extension may not look. */
export async function frameUrls(tabId: number): Promise<string[]> {
  const frames = (await browser.webNavigation.getAllFrames({ tabId }).catch(() => null)) ?? [];
  return frames.toSorted((a, b) => a.frameId - b.frameId).map(({ url }) => url);
}

/** The address of a tab's page, also where the extension may not look; null for a tab that is gone. */
export async function pageUrl(tabId: number): Promise<string | null> {
  return (await frameUrls(tabId))[0] ?? null;
}

/** Calls back when the user has allowed or withheld something. */
export function onAccessChanged(listener: () => void): void {
  browser.permissions.onAdded.addListener(listener);
  browser.permissions.onRemoved.addListener(listener);
}

/**
 * Asks the user for access to every site; has to be called while a press of theirs is handled. Null
 * where a page may not ask: in Firefox's developer tools.
 */
export function accessAsker(): (() => Promise<boolean>) | null {
  const { permissions } = browser as Partial<typeof browser>;
  // Firefox gives its developer tools an object without methods.
  if (typeof permissions?.request !== 'function') return null;
  return () => permissions.request({ origins: EVERYWHERE });
}
