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

/** Calls back when the inspected tab has gone to another page. */
export function onInspectedNavigated(listener: () => void): void {
  (browser as Partial<typeof browser>).devtools?.network.onNavigated.addListener(() => listener());
}
