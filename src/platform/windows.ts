import browser from 'webextension-polyfill';

/** Opens the panel for a tab as a window of its own, for where DevTools does not show it. */
export async function openPanelWindow(tabId: number): Promise<void> {
  const url = browser.runtime.getURL(`src/panel/panel.html?tabId=${tabId}`);
  await browser.windows.create({ url, type: 'popup', width: 1100, height: 720 });
}

/** Opens the popup's page for a tab as a window of its own. */
export async function openPopupWindow(tabId: number): Promise<void> {
  const url = browser.runtime.getURL(`src/popup/popup.html?tabId=${tabId}`);
  await browser.windows.create({ url, type: 'popup', width: 420, height: 480 });
}

/** Opens the extension's options, or brings them to the front. */
export function openOptions(): Promise<void> {
  return browser.runtime.openOptionsPage();
}
