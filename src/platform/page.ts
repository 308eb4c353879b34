import { inspectedTabId } from './devtools.ts';
import { activeTabId } from './tabs.ts';

/**
 * The tab that this page of the extension is about: `?tabId=N` if it was opened for one, else the
 * one that DevTools inspects, else the one that the user looks at.
 */
export async function subjectTabId(): Promise<number | undefined> {
  const asked = new URLSearchParams(location.search).get('tabId');
  if (asked !== null && /^\d+$/.test(asked)) return Number(asked);
  return inspectedTabId() ?? (await activeTabId());
}

/** A signal that aborts when this page is closed. */
export function pageSignal(): AbortSignal {
  const controller = new AbortController();
  addEventListener('pagehide', () => controller.abort(), { once: true });
  return controller.signal;
}
