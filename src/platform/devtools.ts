import browser from 'webextension-polyfill';

/** Adds a panel to DevTools. Paths are absolute within the extension. */
export function createPanel(title: string, icon: string, page: string): void {
  void browser.devtools.panels.create(title, icon, page);
}
