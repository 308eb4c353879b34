import browser from 'webextension-polyfill';

/** Adds a panel to DevTools. Paths are absolute within the extension. */
export function createPanel(title: string, icon: string, page: string): void {
  void browser.devtools.panels.create(title, icon, page);
}

/** The tab that DevTools looks at; undefined outside of DevTools. */
export function inspectedTabId(): number | undefined {
  // Firefox defines `devtools` only in DevTools pages, Chrome likewise.
  return (browser as Partial<typeof browser>).devtools?.inspectedWindow.tabId;
}

/** Calls back with DevTools' theme now and whenever it changes, where the browser says. */
export function onTheme(listener: (theme: 'light' | 'dark') => void): void {
  const panels = (browser as Partial<typeof browser>).devtools?.panels;
  if (!panels) return;
  const hear = (name: string): void => listener(name === 'dark' ? 'dark' : 'light');
  hear(panels.themeName);
  // Chrome has a setter of its own in place of the event.
  const chrome = panels as unknown as {
    setThemeChangeHandler?(listener: (name: string) => void): void;
  };
  if (panels.onThemeChanged) panels.onThemeChanged.addListener(hear);
  else chrome.setThemeChangeHandler?.(hear);
}

/** The part of Chrome's API that Firefox does not have. Lines and columns are counted from 0. */
interface ResourceOpener {
  openResource?(url: string, line: number, column: number, done: () => void): void;
}

/**
 * A function that shows a place of a script in DevTools, line and column counted from 1; null
 * outside of DevTools and in Firefox, which has no such way.
 */
export function sourceOpener(): ((url: string, line: number, column: number) => void) | null {
  const panels = (browser as Partial<typeof browser>).devtools?.panels as unknown as
    | ResourceOpener
    | undefined;
  if (!panels?.openResource) return null;
  return (url, line, column) =>
    panels.openResource?.(url, Math.max(0, line - 1), Math.max(0, column - 1), () => {});
}

/** Calls back when the inspected tab has gone to another page. */
export function onInspectedNavigated(listener: () => void): void {
  (browser as Partial<typeof browser>).devtools?.network.onNavigated.addListener(() => listener());
}

/** Calls back with each request that has ended, as a HAR entry, also where the extension may not look. */
export function onRequestFinished(listener: (entry: unknown) => void, signal: AbortSignal): void {
  const network = (browser as Partial<typeof browser>).devtools?.network;
  if (!network || signal.aborted) return;
  network.onRequestFinished.addListener(listener);
  signal.addEventListener('abort', () => network.onRequestFinished.removeListener(listener), {
    once: true,
  });
}

/** What the polyfill does not know, or gives another form. */
interface RawDevTools {
  readonly network: { getHAR(done: (har: object) => void): void };
  readonly inspectedWindow: {
    eval(source: string, done: (result: unknown, failure?: unknown) => void): void;
  };
}
const rawDevTools = () => (globalThis as unknown as { chrome: { devtools?: RawDevTools } }).chrome;

/** The HAR entries of the requests that DevTools has recorded; none outside of DevTools. */
export async function recordedRequests(): Promise<readonly unknown[]> {
  const { devtools } = rawDevTools();
  if (!devtools) return [];
  return new Promise((resolve) => {
    devtools.network.getHAR((har) => {
      // Firefox gives the file, Chromium what is in it.
      const { log = har } = har as { log?: unknown };
      const { entries } = log as { entries?: unknown };
      resolve(Array.isArray(entries) ? entries : []);
    });
  });
}

/**
 * Runs a self-contained function in the page's own world of the inspected page, also where the
 * extension may not look.
 * @throws if there is no page, or the function threw
 */
export async function evaluateInPage<Args extends unknown[]>(
  func: (...args: Args) => unknown,
  ...args: Args
): Promise<unknown> {
  const { devtools } = rawDevTools();
  if (!devtools) throw new Error('outside of DevTools');
  const source = `(${func})(...${JSON.stringify(args)})`;
  return new Promise((resolve, reject) => {
    devtools.inspectedWindow.eval(source, (result, failure) => {
      if (failure) reject(new Error('the page did not answer'));
      else resolve(result);
    });
  });
}
