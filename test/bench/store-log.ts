import type { Observation } from '../../src/core/session/observation.ts';
import type { Chromium } from '../browser/chromium.ts';
import { until } from '../browser/until.ts';

/** Observations that are sent to the browser at once. */
const PART = 5_000;

/**
 * Appends observations to the log of the tab in front, as the background itself would have, and
 * ends the background, so that it reads its log anew.
 */
export async function storeLog(
  browser: Chromium,
  page: { bringToFront(): Promise<void>; url(): string },
  observations: readonly Observation[],
): Promise<void> {
  const store = await browser.openExtensionPage('src/options/options.html');
  const logId = await until('the log of the tab', () => store.evaluate(findLog, page.url()));
  for (let from = 0; from < observations.length; from += PART)
    await store.evaluate(appendPart, logId, observations.slice(from, from + PART));
  await store.close();
  await browser.killBackground();
  await page.bringToFront();
}

// Sent as source: each stands alone.

/** The ID of the log of the latest tab that shows an address. */
async function findLog(url: string): Promise<string | undefined> {
  const { chrome } = globalThis as unknown as {
    chrome: { tabs: { query(of: object): Promise<{ id: number; url?: string }[]> } };
  };
  const tab = (await chrome.tabs.query({})).filter((one) => one.url === url).at(-1);
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('kissmetrics-identity-debugger');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const request = database
    .transaction('logs')
    .objectStore('logs')
    .get(tab?.id ?? -1);
  const logId = await new Promise<string | undefined>((resolve) => {
    request.onsuccess = () => resolve(request.result);
  });
  database.close();
  return logId;
}

async function appendPart(logId: string, part: readonly { seq: number }[]): Promise<void> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('kissmetrics-identity-debugger');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const transaction = database.transaction('observations', 'readwrite');
  const observations = transaction.objectStore('observations');
  // Beyond what the page itself has made.
  const later = part.map((one) => ({ ...one, seq: one.seq + 1_000 }));
  for (let from = 0; from < later.length; from += 20)
    observations.put(later.slice(from, from + 20), [logId, later[from]?.seq ?? 0]);
  await new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error);
  });
  database.close();
}
