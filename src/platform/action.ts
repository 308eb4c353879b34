import browser from 'webextension-polyfill';

/** Shows a text on the toolbar button for a tab; an empty text takes it off. */
export async function setBadge(tabId: number, text: string, colour: string): Promise<void> {
  try {
    await Promise.all([
      browser.action.setBadgeText({ tabId, text }),
      browser.action.setBadgeBackgroundColor({ tabId, color: colour }),
    ]);
  } catch {
    // The tab was closed meanwhile.
  }
}
