import { cookieFacts, isIdentityCookie } from '../../core/kissmetrics/cookies.ts';
import { removeCookie, type StoredCookie, setCookie, siteCookies } from '../../platform/cookies.ts';
import { hiddenOf, readSite, restoreMemories, takeMemories } from './library-memory.ts';
import { asBefore, identical, type Snapshot, sameCookies } from './snapshot-format.ts';

/** Also cookies that no table knows: whatever of Kissmetrics' changes has to come back. */
const isKissmetrics = (name: string): boolean =>
  name.startsWith('km_') || cookieFacts(name) !== undefined;

/** Takes down every Kissmetrics cookie of a site and what its open pages remember. */
export async function takeSnapshot(
  site: string,
  storeId: string | undefined,
  at: number,
): Promise<Snapshot> {
  const [cookies, { memories, next }] = await Promise.all([
    siteCookies(site, storeId, isKissmetrics),
    takeMemories(site, storeId),
  ]);
  return { site, at, cookies, memories, next, ...(storeId !== undefined && { storeId }) };
}

/** How far a visitor was brought back. */
export interface Restored {
  /** Every cookie is as it was, and every library that can be seen would do what it would have done. */
  readonly same: boolean;
  /** Open documents of which that cannot be seen. */
  readonly unseen: number;
}

/** Puts cookies and memories back as they were. Pages that came later read the cookies anew. */
export async function restoreSnapshot(snapshot: Snapshot): Promise<Restored> {
  const { site, storeId, cookies, memories } = snapshot;
  let restored: Restored = { same: false, unseen: 0 };
  // A page may write while this goes on: one more round puts right what it did meanwhile.
  for (let round = 0; round < 2 && !restored.same; round += 1) {
    await restoreCookies(cookies, site, storeId);
    await restoreMemories(site, storeId, memories);
    const { readings, silent } = await readSite(site, storeId);
    const now = await siteCookies(site, storeId, isKissmetrics);
    restored = {
      same: sameCookies(cookies, now) && asBefore(snapshot, readings),
      unseen: silent + hiddenOf(readings),
    };
  }
  return restored;
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

/** Removes what makes up the visitor: cookies, and what the libraries of open documents remember. */
export async function forgetVisitor(site: string, storeId: string | undefined): Promise<void> {
  await clearCookies(site, storeId, isIdentityCookie);
  await restoreMemories(site, storeId, []);
}
