import * as v from 'valibot';
import { cookieFacts } from '../../core/kissmetrics/cookies.ts';
import { removeCookie, type StoredCookie, setCookie, siteCookies } from '../../platform/cookies.ts';
import { openTabs, runInFrames } from '../../platform/tabs.ts';
import { readMemoryInPage, restoreMemoryInPage } from '../page-functions.ts';
import { hostOf, isOfSite } from './hold-plan.ts';

const cookie: v.GenericSchema<unknown, StoredCookie> = v.object({
  name: v.string(),
  value: v.string(),
  domain: v.string(),
  hostOnly: v.boolean(),
  path: v.string(),
  secure: v.boolean(),
  httpOnly: v.boolean(),
  sameSite: v.picklist(['no_restriction', 'lax', 'strict', 'unspecified']),
  expirationDate: v.exactOptional(v.number()),
  partitionKey: v.exactOptional(v.object({ topLevelSite: v.exactOptional(v.string()) })),
  firstPartyDomain: v.exactOptional(v.string()),
});
const memory = v.object({ document: v.number(), remembered: v.nullable(v.string()) });

export const SNAPSHOT = v.object({
  site: v.string(),
  storeId: v.exactOptional(v.string()),
  /** Milliseconds since 1970. */
  at: v.number(),
  cookies: v.array(cookie),
  /** What the loaded library remembered, by when its document began. */
  memories: v.array(memory),
});
export type Snapshot = v.InferOutput<typeof SNAPSHOT>;

/** Also cookies that no table knows: whatever of Kissmetrics' changes has to come back. */
const isKissmetrics = (name: string): boolean =>
  name.startsWith('km_') || cookieFacts(name) !== undefined;

/**
 * The host whose cookies and whose subdomains' cookies make up a visitor: the page's own without
 * `www.`, as the library does by default, or the broadest domain on which a cookie of it stands.
 */
export function siteOf(pageUrl: string, cookies: readonly { readonly domain: string }[]): string {
  const host = hostOf(pageUrl);
  const domains = cookies.map(({ domain }) => domain.replace(/^\./, ''));
  const own = host.replace(/^www\./, '');
  return domains
    .filter((domain) => isOfSite(host, domain))
    .reduce((broadest, domain) => (domain.length < broadest.length ? domain : broadest), own);
}

/** Takes down every Kissmetrics cookie of a site and what its open pages remember. */
export async function takeSnapshot(
  site: string,
  storeId: string | undefined,
  at: number,
): Promise<Snapshot> {
  const [cookies, frames] = await Promise.all([
    siteCookies(site, storeId, isKissmetrics),
    inPages(site, storeId, readMemoryInPage),
  ]);
  const memories = frames.flatMap((frame) => {
    const read = v.safeParse(memory, frame);
    return read.success ? [read.output] : [];
  });
  return { site, at, cookies, memories, ...(storeId !== undefined && { storeId }) };
}

/**
 * Puts cookies and memories back as they were. Pages that came later read the cookies anew.
 * @returns whether every cookie is as it was, in every field
 */
export async function restoreSnapshot(snapshot: Snapshot): Promise<boolean> {
  const { site, storeId, cookies, memories } = snapshot;
  // A page may write while this goes on: one more round puts right what it did meanwhile.
  for (let round = 0; round < 2; round += 1) {
    await restoreCookies(cookies, site, storeId);
    await inPages(site, storeId, restoreMemoryInPage, memories);
    if (sameCookies(cookies, await siteCookies(site, storeId, isKissmetrics))) return true;
  }
  return false;
}

async function restoreCookies(
  cookies: readonly StoredCookie[],
  site: string,
  storeId: string | undefined,
): Promise<void> {
  const now = await siteCookies(site, storeId, isKissmetrics);
  const wrong = now.filter((one) => !cookies.some((other) => identical(one, other)));
  const missing = cookies.filter((one) => !now.some((other) => identical(one, other)));
  await Promise.allSettled(wrong.map((one) => removeCookie(one, storeId)));
  await Promise.allSettled(missing.map((one) => setCookie(one, storeId)));
}

/** Removes all Kissmetrics cookies of a site on every domain level, or those that `which` takes. */
export async function clearCookies(
  site: string,
  storeId: string | undefined,
  which: (name: string) => boolean,
): Promise<void> {
  const cookies = await siteCookies(site, storeId, which);
  await Promise.allSettled(cookies.map((one) => removeCookie(one, storeId)));
}

/** Runs a function in every frame of every open page of a site. */
export async function inPages<Args extends unknown[]>(
  site: string,
  storeId: string | undefined,
  func: (...args: Args) => unknown,
  ...args: Args
): Promise<unknown[]> {
  const tabs = (await openTabs()).filter(
    (tab) =>
      tab.storeId === storeId && tab.url?.startsWith('http') && isOfSite(hostOf(tab.url), site),
  );
  return (await Promise.all(tabs.map(({ id }) => runInFrames(id, func, ...args)))).flat();
}

/** Whether two lists hold the same cookies, equal in every field. */
export function sameCookies(a: readonly StoredCookie[], b: readonly StoredCookie[]): boolean {
  return a.length === b.length && a.every((one) => b.some((other) => identical(one, other)));
}

/** Expiry may come back with another last digit. */
const SLIGHTLY_S = 0.01;

function identical(a: StoredCookie, b: StoredCookie): boolean {
  const { expirationDate: endA, ...restA } = a;
  const { expirationDate: endB, ...restB } = b;
  const sameEnd =
    endA === undefined || endB === undefined ? endA === endB : Math.abs(endA - endB) < SLIGHTLY_S;
  return sameEnd && canonical(restA) === canonical(restB);
}

const canonical = (value: object): string =>
  JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
