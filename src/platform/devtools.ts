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
