import * as v from 'valibot';
import { cookieFacts, isIdentityCookie } from '../core/kissmetrics/cookies.ts';
import { identityKind } from '../core/kissmetrics/identity.ts';
import { COOKIE_ANONYMOUS, COOKIE_NAMED, COOKIE_UNSENT } from '../core/kissmetrics/names.ts';
import { allowedAt, pageUrl } from '../platform/access.ts';
import { cookiesOf } from '../platform/cookies.ts';
import { readInPage } from '../platform/page-reading.ts';
import { hasContentScript, reloadTab, runInPage, tabFacts } from '../platform/tabs.ts';
import type { ActionReport, PageAction, PageCookie, PageState } from '../protocol/api.ts';
import { clearIdentityInPage, forgetInPage } from './page-functions.ts';
import { READING } from './page-reading.ts';
import { clearCookies, inPages } from './rehearsal/snapshot.ts';
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
  const cookies = await cookiesOf(facts.url, facts.storeId, isKissmetrics);
  const named = cookieValue(cookies, COOKIE_NAMED);
  const cookie = named || cookieValue(cookies, COOKIE_ANONYMOUS);
  const [injected, watched] = await Promise.all([
    runInPage(
      tabId,
      readInPage,
      [COOKIE_NAMED, COOKIE_ANONYMOUS],
      slowDocuments.get(tabId) ?? null,
    ),
    hasContentScript(tabId),
  ]);
  const page = v.safeParse(READING, injected.ok ? injected.result : undefined);
  if (!page.success) return { state: 'browser-page' };

  const { older, id: said, slow, ...rest } = page.output;
  if (slow !== null) slowDocuments.set(tabId, slow);
  const id = said ?? (cookie || null);
  const kind = id === null ? 'none' : id === named ? 'named' : identityKind(id);
  const generation =
    older || named ? 'older' : rest.library === 'loaded' && kind === 'named' ? 'newer' : undefined;
  return {
    state: 'readable',
    ...rest,
    ...(generation && { generation }),
    identity: id,
    kind,
    cookies,
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
  if (before.state === 'readable') {
    if (action === 'log-out') await logOut(tabId, before);
    else if (action === 'new-visitor') await newVisitor(tabId, before);
    else await clear(tabId, before, (name) => name === COOKIE_UNSENT);
  }
  if (reload) await reloadTab(tabId);
  const after = await readPage(tabId);
  return { action, before, after, verified: reached(action, before, after) };
}

type Readable = Extract<PageState, { state: 'readable' }>;

async function logOut(tabId: number, page: Readable): Promise<void> {
  const done = await runInPage(tabId, clearIdentityInPage);
  if ((done.ok && done.result === true) || page.kind !== 'named') return;
  // Without the library its own effect: the named ID goes, and the anonymous one with it.
  await clear(tabId, page, (name) => name === COOKIE_NAMED || name === COOKIE_ANONYMOUS);
}

async function newVisitor(tabId: number, page: Readable): Promise<void> {
  const { site, storeId } = await clear(tabId, page, isIdentityCookie);
  await inPages(site, storeId, forgetInPage);
}

async function clear(tabId: number, page: Readable, which: (name: string) => boolean) {
  const storeId = (await tabFacts(tabId))?.storeId;
  const site = visitorSite(page.url, page.cookies);
  await clearCookies(site, storeId, which);
  return { site, storeId };
}

function reached(action: PageAction, before: PageState, after: PageState): boolean {
  if (before.state !== 'readable' || after.state !== 'readable') return false;
  if (action === 'log-out') return after.kind !== 'named';
  if (action === 'forget-queue') return cookieValue(after.cookies, COOKIE_UNSENT) === '';
  return after.identity === null || after.identity !== before.identity;
}
