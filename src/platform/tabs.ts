import browser from 'webextension-polyfill';

/** What a script injected into a page gave back, or why it could not be injected. */
export type Injected =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly error: string };

/** Runs a self-contained function in the page's own world of a tab's top frame. */
export async function runInPage<Args extends unknown[]>(
  tabId: number,
  func: (...args: Args) => unknown,
  ...args: Args
): Promise<Injected> {
  try {
    const [injection] = await browser.scripting.executeScript({
      target: { tabId },
      world: 'MAIN',
      injectImmediately: true,
      func: func as (...args: unknown[]) => unknown,
      args,
    });
    return { ok: true, result: injection?.result };
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error.message : String(error) };
  }
}

/** URL (where the extension may know it) and cookie store of a tab; undefined if it is gone. */
export async function tabFacts(
  tabId: number,
): Promise<{ readonly url?: string; readonly storeId?: string } | undefined> {
  try {
    const { url, cookieStoreId } = await browser.tabs.get(tabId);
    const storeId = cookieStoreId ?? (await storeOf(tabId));
    return { ...(url !== undefined && { url }), ...(storeId !== undefined && { storeId }) };
  } catch {
    return undefined;
  }
}

async function storeOf(tabId: number): Promise<string | undefined> {
  const stores = await browser.cookies.getAllCookieStores();
  return stores.find((store) => store.tabIds.includes(tabId))?.id;
}

/** The ID of the tab that the user looks at, in the window that this page belongs to. */
export async function activeTabId(): Promise<number | undefined> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return tab?.id;
}

/** Whether the user lets the extension see all sites that it asks for. */
export function hasFullAccess(): Promise<boolean> {
  return browser.permissions.contains({ origins: ['http://*/*', 'https://*/*'] });
}

/** Calls back when a tab was closed. */
export function onTabClosed(listener: (tabId: number) => void): void {
  browser.tabs.onRemoved.addListener(listener);
}

/** Whether a tab is in a private window; of one that is gone already this is assumed. */
export async function isPrivate(tabId: number): Promise<boolean> {
  try {
    return (await browser.tabs.get(tabId)).incognito;
  } catch {
    return true;
  }
}
