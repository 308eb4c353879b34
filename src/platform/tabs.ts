import browser, { type Scripting } from 'webextension-polyfill';
import { WATCHING } from '../protocol/claims.ts';

/** What a script injected into a page gave back, or why it could not be injected. */
export type Injected =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly error: string };

/** Runs a self-contained function in the page's own world of a tab's top frame. */
export function runInPage<Args extends unknown[]>(
  tabId: number,
  func: (...args: Args) => unknown,
  ...args: Args
): Promise<Injected> {
  return inject({ tabId }, func, args);
}

async function inject<Args extends unknown[]>(
  target: Scripting.InjectionTarget,
  func: (...args: Args) => unknown,
  args: Args,
): Promise<Injected> {
  try {
    const [injection] = await browser.scripting.executeScript({
      target,
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

/** The frames of a tab with their addresses; none if the tab has no page. */
export async function framesOf(
  tabId: number,
): Promise<{ readonly frameId: number; readonly parentFrameId: number; readonly url: string }[]> {
  const frames = await browser.webNavigation.getAllFrames({ tabId }).catch(() => null);
  return (frames ?? []).filter(({ errorOccurred }) => !errorOccurred);
}

/** Runs a self-contained function in the page's own world of one frame. */
export function runInFrame<Args extends unknown[]>(
  tabId: number,
  frameId: number,
  func: (...args: Args) => unknown,
  ...args: Args
): Promise<Injected> {
  return inject({ tabId, frameIds: [frameId] }, func, args);
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

/**
 * Whether the extension's content script watches the tab's top document; undefined where nobody may
 * look, and while a document is so new that the content script may be about to come.
 */
export async function hasContentScript(tabId: number): Promise<boolean | undefined> {
  try {
    const [injection] = await browser.scripting.executeScript({
      target: { tabId },
      injectImmediately: true,
      func: (mark: string) =>
        mark in globalThis || (document.readyState === 'loading' ? null : false),
      args: [WATCHING],
    });
    return typeof injection?.result === 'boolean' ? injection.result : undefined;
  } catch {
    return undefined;
  }
}

/**
 * When the top document of a tab began, in milliseconds since 1970, as no page can say otherwise;
 * undefined where nobody may look.
 */
export async function documentBegan(tabId: number): Promise<number | undefined> {
  try {
    const [injection] = await browser.scripting.executeScript({
      target: { tabId },
      injectImmediately: true,
      func: () => performance.timeOrigin,
    });
    return typeof injection?.result === 'number' ? injection.result : undefined;
  } catch {
    return undefined;
  }
}

/** Calls back when a tab was closed. */
export function onTabClosed(listener: (tabId: number) => void): void {
  browser.tabs.onRemoved.addListener(listener);
}

/** Milliseconds in which a browser says that a page opened a new tab. */
const OPENED_MS = 50;

/**
 * Calls back when a tab was opened, with the tab whose page opened it. The opener that Chromium
 * gives a tab is no help: it names the tab before also when the user opened an empty one.
 */
export function onTabOpened(listener: (tabId: number, opener: number | undefined) => void): void {
  const byPages = new Set<number>();
  browser.webNavigation.onCreatedNavigationTarget.addListener(({ tabId, sourceTabId }) => {
    byPages.add(tabId);
    listener(tabId, sourceTabId);
  });
  browser.tabs.onCreated.addListener(({ id }) => {
    if (id === undefined) return;
    setTimeout(() => {
      if (!byPages.delete(id)) listener(id, undefined);
    }, OPENED_MS);
  });
}

/** Every open tab, with its URL where the extension may know it. */
export async function openTabs(): Promise<
  { readonly id: number; readonly url?: string; readonly storeId?: string }[]
> {
  const [tabs, stores] = await Promise.all([
    browser.tabs.query({}),
    browser.cookies.getAllCookieStores(),
  ]);
  const storeOfTab = new Map(stores.flatMap(({ id, tabIds }) => tabIds.map((tab) => [tab, id])));
  return tabs.flatMap(({ id, url, cookieStoreId }) => {
    if (id === undefined) return [];
    const storeId = cookieStoreId ?? storeOfTab.get(id);
    return [{ id, ...(url !== undefined && { url }), ...(storeId !== undefined && { storeId }) }];
  });
}

/** Whether a tab is in a private window; of one that is gone already this is assumed. */
export async function isPrivate(tabId: number): Promise<boolean> {
  try {
    return (await browser.tabs.get(tabId)).incognito;
  } catch {
    return true;
  }
}

/** Milliseconds after which a page that is still loading is taken as it is. */
const LOADING_MS = 10_000;

/** Loads a tab's page again, and settles when it has loaded. */
export async function reloadTab(tabId: number): Promise<void> {
  const done = new AbortController();
  const { onUpdated } = browser.tabs;
  const loaded = new Promise<void>((resolve) => {
    const hear = (id: number, { status }: { readonly status?: string }): void => {
      if (id === tabId && status === 'complete') resolve();
    };
    onUpdated.addListener(hear);
    const timer = setTimeout(resolve, LOADING_MS);
    done.signal.addEventListener('abort', () => {
      onUpdated.removeListener(hear);
      clearTimeout(timer);
    });
  });
  try {
    await browser.tabs.reload(tabId);
    await loaded;
  } finally {
    done.abort();
  }
}

/** Address of the document in a frame; undefined if the frame is gone. */
export async function frameUrl(tabId: number, frameId: number): Promise<string | undefined> {
  const frame = await browser.webNavigation.getFrame({ tabId, frameId });
  return frame?.url || undefined;
}

/** Every open tab with the addresses of its page and frames. */
export async function openDocuments(): Promise<
  {
    readonly id: number;
    readonly isPrivate: boolean;
    readonly storeId?: string;
    readonly urls: string[];
  }[]
> {
  const tabs = await browser.tabs.query({});
  const documents = tabs.map(async ({ id, incognito, cookieStoreId, url }) => {
    if (id === undefined) return [];
    const frames =
      (await browser.webNavigation.getAllFrames({ tabId: id }).catch(() => null)) ?? [];
    const urls = [...(url === undefined ? [] : [url]), ...frames.map((frame) => frame.url)];
    return [
      {
        id,
        isPrivate: incognito,
        urls,
        ...(cookieStoreId !== undefined && { storeId: cookieStoreId }),
      },
    ];
  });
  return (await Promise.all(documents)).flat();
}
