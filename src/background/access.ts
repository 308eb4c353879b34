import { VENDOR_HOSTS } from '../core/kissmetrics/hosts.ts';
import { allowedAt, allows, frameUrls } from '../platform/access.ts';
import { tabFacts } from '../platform/tabs.ts';
import type { Access } from '../protocol/api.ts';

/** Where pages send. Batches are the form of servers: nobody has to allow their host. */
const NEEDED = VENDOR_HOSTS.filter(({ form }) => form === 'single').map(({ host }) => host);

/**
 * What the user lets the extension see of a tab.
 * @param own hosts of the user's own tracking hosts
 */
export async function readAccess(tabId: number, own: readonly string[]): Promise<Access> {
  const [[top, ...frames], facts, tracking] = await Promise.all([
    frameUrls(tabId),
    tabFacts(tabId),
    // To Firefox `*://` is more than http and https, each allowed by a pattern of its own.
    allows([...NEEDED, ...own].flatMap((host) => [`http://${host}/*`, `https://${host}/*`])),
  ]);
  // A press of the toolbar button allows a page for as long as it is open, which no pattern says.
  const site = !isSite(top) || facts?.url?.startsWith('http') === true || (await allowedAt(top));
  const hosts = new Set(frames.filter(isSite).map((url) => new URL(url).origin));
  const withheld: string[] = [];
  for (const origin of hosts) if (!(await allowedAt(origin))) withheld.push(new URL(origin).host);
  return { site, tracking, frames: withheld };
}

function isSite(url: string | undefined): url is string {
  return url !== undefined && /^https?:/.test(url) && URL.canParse(url);
}
