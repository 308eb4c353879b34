import { cookieFacts } from '../core/kissmetrics/cookies.ts';
import {
  COOKIE_ANONYMOUS,
  COOKIE_NAMED,
  COOKIE_PREFIX,
  COOKIE_UNSENT,
} from '../core/kissmetrics/names.ts';
import { type PageReading, pageReading } from '../core/kissmetrics/page-reading.ts';
import { allowedAt, pageUrl } from '../platform/access.ts';
import { cookiesOf } from '../platform/cookies.ts';
import { readInPage } from '../platform/page-reading.ts';
import { hasContentScript, reloadTab, runInPage, tabFacts } from '../platform/tabs.ts';
import type { ActionReport, PageAction, PageCookie, PageState } from '../protocol/api.ts';
import { clearIdentityInPage, forgetCopyInPage } from './page-functions.ts';
import { hiddenOf, readSite } from './rehearsal/library-memory.ts';
import { inSiteDocuments } from './rehearsal/site-documents.ts';
import { clearCookies, forgetVisitor } from './rehearsal/snapshot.ts';
import { visitorSite } from './rehearsal/snapshot-format.ts';

/** The document of each tab whose `KM.i()` took too long. */
const slowDocuments = new Map<number, number>();

const cookieValue = (cookies: readonly PageCookie[], name: string): string =>
  cookies.find((cookie) => cookie.name === name)?.value ?? '';

const isKissmetrics = (name: string): boolean => cookieFacts(name) !== undefined;

/** Milliseconds that a reading waits for the one before it: what takes that long may never end. */
const PATIENCE_MS = 4_000;
/** The latest reading of each tab that is being read. */
const readings = new Map<number, Promise<unknown>>();

/**
 * Reads what a tab's page says now: the library where it runs, else the cookies. One reading after
 * the other, so that each knows whether the page was slow to answer the one before.
 */
export function readPage(tabId: number): Promise<PageState> {
  const before = readings.get(tabId);
  const reading = before
    ? Promise.race([before, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]).then(
        () => readNow(tabId),
        () => readNow(tabId),
      )
    : readNow(tabId);
  readings.set(tabId, reading);
  const end = (): void => {
    if (readings.get(tabId) === reading) readings.delete(tabId);
  };
  reading.then(end, end);
  return reading;
}

async function readNow(tabId: number): Promise<PageState> {
  const facts = await tabFacts(tabId);
  // Only a page that the extension may see has an address for it; Chromium would keep a script for
  // any other waiting without an answer.
  if (!facts?.url?.startsWith('http')) return unreadable(tabId, facts?.url);
  const [cookies, injected, watched] = await Promise.all([
    cookiesOf(facts.url, facts.storeId, isKissmetrics),
    runInPage(
      tabId,
      readInPage,
      [COOKIE_NAMED, COOKIE_ANONYMOUS],
      slowDocuments.get(tabId) ?? null,
    ),
    hasContentScript(tabId),
  ]);
  const page = pageReading(injected.ok ? injected.result : undefined);
  if (page === null) return { state: 'browser-page' };
  const { url, library, generation, queued, identity, kind, source, apiKey, slow } = page;
  if (slow !== null) slowDocuments.set(tabId, slow);
  return {
    state: 'readable',
    ...{ url, library, queued, identity, kind, source, apiKey, cookies },
    ...{ aliases: page.aliases, began: page.began },
    ...(generation && { generation }),
    ...(watched === false && { unwatched: true }),
  };
}

/** Tells a page that nobody may read from one that the user has withheld. */
async function unreadable(tabId: number, known: string | undefined): Promise<PageState> {
  if (known !== undefined && known !== '') return { state: 'browser-page' };
  const url = await pageUrl(tabId);
  const withheld = url?.startsWith('http') && !(await allowedAt(url));
  return withheld ? { state: 'no-access', url } : { state: 'browser-page' };
}

type Readable = Extract<PageState, { state: 'readable' }>;

/** The visitor of a page. */
interface Visitor {
  readonly site: string;
  readonly storeId: string | undefined;
}

/**
 * Carries out a reset and reads everything again to see what it did.
 * @param reload loads the page again in between, so that a site that sets the identity right back shows
 */
export async function act(
  tabId: number,
  action: PageAction,
  reload: boolean,
): Promise<ActionReport> {
  const before = await readPage(tabId);
  if (before.state !== 'readable')
    return { action, before, after: before, verified: false, unseen: 0 };
  const storeId = (await tabFacts(tabId))?.storeId;
  const visitor = { site: visitorSite(before.url, before.cookies), storeId };
  const old = action === 'new-visitor' ? (await readSite(visitor.site, storeId)).readings : [];
  if (action === 'log-out') await logOut(tabId, before, visitor);
  else if (action === 'new-visitor') await forgetVisitor(visitor.site, storeId);
  else await forgetQueue(visitor);
  if (reload) await reloadTab(tabId);
  const after = await readPage(tabId);
  if (after.state !== 'readable') return { action, before, after, verified: false, unseen: 0 };
  if (action === 'new-visitor') {
    const now = await readSite(visitor.site, storeId);
    // A document that began since then remembers nothing of the time before.
    const stayed = now.readings.filter(({ began }) => old.some((one) => one.began === began));
    const verified = !identitiesOf(old).some((id) => identitiesOf(now.readings).includes(id));
    return { action, before, after, verified, unseen: now.silent + hiddenOf(stayed) };
  }
  const verified =
    action === 'log-out'
      ? after.kind !== 'named'
      : cookieValue(after.cookies, COOKIE_UNSENT) === '';
  return { action, before, after, verified, unseen: 0 };
}

/** Every identity that the libraries of documents would use or alias next. */
const identitiesOf = (readings: readonly PageReading[]): string[] =>
  readings
    .flatMap(({ identity, aliases }) => [identity, aliases])
    .filter((id): id is string => id !== null);

async function logOut(tabId: number, page: Readable, { site, storeId }: Visitor): Promise<void> {
  const done = await runInPage(tabId, clearIdentityInPage);
  if ((done.ok && done.result === true) || page.kind !== 'named') return;
  // Without the library its own effect: the named ID goes, and the anonymous one with it.
  const which = (name: string): boolean => name === COOKIE_NAMED || name === COOKIE_ANONYMOUS;
  await clearCookies(site, storeId, which);
}

/** Drops the requests that a site's libraries would send again. */
export async function forgetQueue({ site, storeId }: Visitor): Promise<void> {
  await clearCookies(site, storeId, (name) => name === COOKIE_UNSENT);
  const copy = COOKIE_UNSENT.slice(COOKIE_PREFIX.length);
  await inSiteDocuments(site, storeId, forgetCopyInPage, copy);
}
