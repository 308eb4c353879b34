import * as v from 'valibot';
import { cookieFacts } from '../../core/kissmetrics/cookies.ts';
import { removeCookie, type StoredCookie, setCookie, siteCookies } from '../../platform/cookies.ts';
import { openTabs, runInFrames } from '../../platform/tabs.ts';
import { readMemoryInPage, restoreMemoryInPage } from '../page-functions.ts';
import { hostOf, isOfSite } from './hold-plan.ts';
import { identical, MEMORY, type Snapshot, sameCookies } from './snapshot-format.ts';

/** Also cookies that no table knows: whatever of Kissmetrics' changes has to come back. */
const isKissmetrics = (name: string): boolean =>
  name.startsWith('km_') || cookieFacts(name) !== undefined;

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
    const read = v.safeParse(MEMORY, frame);
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
