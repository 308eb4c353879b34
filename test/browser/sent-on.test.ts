import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SHOP } from '../demo/shop.ts';
import { REDIRECT } from '../demo/tracking.ts';
import { BROWSERS } from './browsers.ts';
import type { ExtensionView } from './extension-view.ts';
import { serveSecurely } from './secure-server.ts';
import { Stage, useStage, useTab } from './stage.ts';

/** A service worker that does with a request to Kissmetrics what its `_n` begins with. */
const WORKER = `
oninstall = () => skipWaiting();
onactivate = (event) => event.waitUntil(clients.claim());
const options = { mode: 'no-cors' };
const ways = {
  same: ({ request }) => fetch(request),
  copy: ({ request }) => fetch(new Request(request.url, options)),
  changed: ({ request }) => fetch(request.url + '&by=worker', options),
  late: ({ request }) => new Promise((go) => setTimeout(go, 300)).then(() => fetch(request)),
  cache: () => new Promise((go) => setTimeout(go, 20)).then(() => new Response('kept')),
};
onfetch = (event) => {
  const { hostname, searchParams } = new URL(event.request.url);
  if (!hostname.startsWith('trk.')) return;
  const way = (searchParams.get('_n') ?? '').split('-')[0];
  if (way === 'beside') fetch(event.request.url, options);
  if (ways[way]) event.respondWith(ways[way](event));
};`;

const hitsOf = (stage: Stage, mark: string) =>
  stage.demo.tracking.requests.filter(({ path }) => path.startsWith('/a?') && path.includes(mark));

interface AliasRow {
  readonly delivery: string;
  readonly failure: string;
}

/** The aliases in the panel that name an identity, whatever they are. */
function aliasRows(panel: ExtensionView, mark: string): Promise<AliasRow[]> {
  return panel.evaluate(readAliases, mark);
}

/** What became of the page's calls that name an identity. */
function fates(panel: ExtensionView, mark: string): Promise<string[]> {
  return panel.evaluate(readFates, mark);
}

/** Waits until an alias has ended, and gives the rows that there are then. */
async function endedRows(panel: ExtensionView, mark: string, count = 1): Promise<AliasRow[]> {
  return await panel.until(`${count} aliases of ${mark} that have ended`, async () => {
    const rows = await aliasRows(panel, mark);
    const ended = rows.length >= count && rows.every(({ delivery }) => delivery !== 'pending');
    return ended ? rows : null;
  });
}

async function rulesIn(panel: ExtensionView): Promise<string[]> {
  await panel.click('Findings');
  const rules = await panel.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-testid=finding]')].map(
      ({ dataset }) => dataset.rule ?? '',
    ),
  );
  await panel.click('Timeline');
  return rules;
}

async function detailsOf(panel: ExtensionView, mark: string): Promise<string> {
  await panel.clickOn('timeline-row', mark, '[data-kind=alias]');
  return await panel.until('its details', async () => {
    const text = await panel.text('details');
    return text?.includes(mark) ? text : null;
  });
}

describe.each(BROWSERS)('what the page’s service worker is asked about, in $name', (browser) => {
  const stage = useStage(browser.launch, { secureSite: SHOP });
  const tab = useTab(stage);

  async function open(): Promise<ExtensionView> {
    const { page } = tab;
    stage.demo.files.set(`${SHOP}/ways.js`, { type: 'javascript', text: WORKER });
    await page.goto(`${SHOP}/direct?gen=older`);
    await page.waitForSelector('html[data-ready]');
    await page.evaluate(startWorker);
    return await stage.driver.openPanel(page);
  }

  test.each([
    ['same', 'delivered', 1],
    ['copy', 'delivered', 1],
    ['changed', 'delivered', 1],
    ['late', 'delivered', 1],
    ['passed', 'delivered', 1],
    ['beside', 'delivered', 2],
    ['cache', 'blocked', 0],
  ] as const)('%s: a row for each request that the server got', async (way, delivery, hits) => {
    const panel = await open();
    const mark = `${way}-bob`;
    await tab.page.evaluate(alias, mark);
    const rows = await endedRows(panel, mark, Math.max(1, hits));
    expect(rows.map((row) => row.delivery)).toEqual(Array(Math.max(1, hits)).fill(delivery));
    if (delivery === 'blocked') expect(rows[0]?.failure).toBe('service-worker');
    await panel.until('the call to have its request', async () =>
      (await fates(panel, mark)).every((fate) => fate === 'sent'),
    );
    expect(hitsOf(stage, mark)).toHaveLength(hits);
    const rules = await rulesIn(panel);
    expect(rules).not.toContain('called-not-sent');
    expect(rules).not.toContain('repeated-alias');
    expect(rules.includes('not-delivered')).toBe(delivery === 'blocked');
    expect(await panel.text('count-alias')).toBe('1');
  });
});

describe.each(BROWSERS)('a redirected request in $name', (browser) => {
  const stage = useStage(browser.launch);
  const tab = useTab(stage);

  async function open(): Promise<ExtensionView> {
    const { page } = tab;
    await page.goto(`${SHOP}/direct?gen=older`);
    await page.waitForSelector('html[data-ready]');
    return await stage.driver.openPanel(page);
  }

  test('is one row with its hops, which ends as the last', async () => {
    const panel = await open();
    stage.demo.tracking.mode = 'move';
    await tab.page.evaluate(alias, 'moved-bob');
    expect(await endedRows(panel, 'moved-bob')).toEqual([{ delivery: 'delivered', failure: '' }]);
    expect(hitsOf(stage, 'moved-bob').map(({ host }) => host)).toEqual([
      'trk.kissmetrics.io',
      'trk.kissmetrics.com',
    ]);
    await panel.until('the call to have its request', async () =>
      (await fates(panel, 'moved-bob')).every((fate) => fate === 'sent'),
    );
    expect(await detailsOf(panel, 'moved-bob')).toContain(
      'Redirected by the server (302)http://trk.kissmetrics.com/a?',
    );
    const rules = await rulesIn(panel);
    expect(rules).not.toContain('repeated-alias');
    expect(rules).toContain('insecure-transport');
    expect(await panel.text('count-alias')).toBe('1');
  });

  test('in a loop is one row that failed', async () => {
    const panel = await open();
    stage.demo.tracking.mode = 'loop';
    await tab.page.evaluate(alias, 'loop-bob');
    expect(await endedRows(panel, 'loop-bob')).toEqual([
      { delivery: 'failed', failure: 'redirects' },
    ]);
    expect(hitsOf(stage, 'loop-bob').length).toBeGreaterThan(10);
  });

  test('to a host that is not Kissmetrics’ has been answered', async () => {
    const panel = await open();
    const to = encodeURIComponent('http://elsewhere.example.test/x.gif');
    await tab.page.evaluate(
      sendImage,
      `http://trk.kissmetrics.io/a?_k=k&_p=p&_n=foreign-bob&${REDIRECT}=${to}`,
    );
    expect(await endedRows(panel, 'foreign-bob')).toEqual([{ delivery: 'delivered', failure: '' }]);
    expect(await detailsOf(panel, 'foreign-bob')).toContain('http://elsewhere.example.test/x.gif');
  });
});

describe.each(BROWSERS)('http that becomes https in $name', (browser) => {
  const OWN = 'own.example.test';
  /** Every browser has `.dev` on its list of sites that are secure only. */
  const LISTED = 'metrics.example.dev';
  const PAGES = 'pages.example.test';
  const stage = new Stage();
  const ending = new AbortController();
  let folder: string;
  let port: number;
  let page: Page;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sent-on-'));
    port = await serveSecurely(folder, ending.signal, (path) => {
      if (/^\/[aes]\?/.test(path)) return null;
      const policy = path === '/upgrade' ? { policy: 'upgrade-insecure-requests' } : {};
      return { html: '<!doctype html><title>Secure</title>', ...policy };
    });
    const loopback = [OWN, LISTED, PAGES];
    await stage.open(browser.launch, { loopback, insecure: true });
    page = await stage.newVisitor();
    await page.goto(`${SHOP}/plain`);
    const popup = await stage.driver.openPopup(page);
    await popup.evaluate(setHosts, [OWN, LISTED]);
    await popup.close();
  });
  afterAll(async () => {
    ending.abort();
    await stage.close();
    rmSync(folder, { recursive: true });
  });

  test.each([
    ['the page’s policy', `https://${PAGES}`, '/upgrade', OWN],
    ['a secure page’s images', `https://${PAGES}`, '/', OWN],
    // A Firefox that trusts every certificate does without its list.
    ...(browser.name === 'chrome' ? [['the browser’s list', '', '', LISTED] as const] : []),
  ] as const)('by %s is one row, and not insecure', async (_, site, path, host) => {
    await page.goto(site === '' ? `${SHOP}/plain` : `${site}:${port}${path}`);
    const panel = await stage.driver.openPanel(page);
    const mark = `secure${path.length}${host.length}-bob`;
    await page.evaluate(sendImage, `http://${host}:${port}/a?_k=k&_p=p&_n=${mark}`);
    expect(await endedRows(panel, mark)).toEqual([{ delivery: 'delivered', failure: '' }]);
    const rules = await rulesIn(panel);
    expect(rules).not.toContain('insecure-transport');
    expect(rules).not.toContain('repeated-alias');
  });
});

describe.each(BROWSERS)('a page that sends without the library, in $name', (browser) => {
  const stage = useStage(browser.launch);
  const tab = useTab(stage);
  const PIXEL = 'http://trk.kissmetrics.io/e?_k=k&_p=p&_n=Pixel';

  test('is said to, in panel and popup, until the next page', async () => {
    const { page } = tab;
    await page.goto(`${SHOP}/plain`);
    const panel = await stage.driver.openPanel(page);
    await panel.waitForAttribute('health', 'data-state', 'no-kissmetrics');
    await page.evaluate(sendImage, PIXEL);
    await panel.waitForText('health', 'Sending without the library');
    expect(await panel.attribute('health', 'data-state')).toBe('watching');
    const popup = await stage.driver.openPopup(page);
    await popup.waitForText('health', 'Sending without the library');
    expect(await popup.attribute('health', 'data-state')).toBe('watching');
    await popup.close();
    await page.goto(`${SHOP}/plain?next`);
    await panel.waitForAttribute('health', 'data-state', 'no-kissmetrics');
  });
});

// Sent as source: each has to stand alone.

function readAliases(mark: string): AliasRow[] {
  const rows = document.querySelectorAll<HTMLElement>(
    '[data-testid=timeline-row][data-kind=alias]',
  );
  return [...rows]
    .filter(({ textContent }) => textContent?.includes(mark))
    .map((row) => ({
      delivery: row.dataset.delivery ?? '',
      failure: row.querySelector<HTMLElement>('[data-failure]')?.dataset.failure ?? '',
    }));
}

function readFates(mark: string): string[] {
  const rows = document.querySelectorAll<HTMLElement>('[data-testid=timeline-row][data-kind=call]');
  return [...rows]
    .filter(({ textContent }) => textContent?.includes(mark))
    .map((row) => row.querySelector<HTMLElement>('[data-outcome]')?.dataset.outcome ?? '');
}

async function startWorker(): Promise<void> {
  await navigator.serviceWorker.register('/ways.js');
  if (navigator.serviceWorker.controller) return;
  await new Promise<void>((resolve) => {
    navigator.serviceWorker.addEventListener('controllerchange', () => resolve());
  });
}

function alias(name: string): void {
  const library = Reflect.get(window, 'KM') as { alias(a: string, b: string): void; i(): string };
  library.alias(name, library.i());
}

function sendImage(url: string): void {
  new Image().src = url;
}

async function setHosts(names: string[]): Promise<void> {
  const api = globalThis as unknown as {
    chrome: { storage: { local: { set(values: object): Promise<void> } } };
  };
  const hosts = names.map((host) => ({ host, pathPrefix: '' }));
  await api.chrome.storage.local.set({ 'setting.trackingHosts': hosts });
}
