import browser from 'webextension-polyfill';

/** This extension's version. */
export const version = (): string => browser.runtime.getManifest().version;

/** Which family of browsers this is. */
export const browserKind = (): 'chromium' | 'firefox' =>
  browser.runtime.getURL('').startsWith('moz-') ? 'firefox' : 'chromium';

/** Whether this page's extension is still there; it is not once it was updated, or removed. */
export const isAlive = (): boolean => {
  try {
    return browser.runtime.id !== undefined;
  } catch {
    return false;
  }
};
