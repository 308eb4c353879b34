import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FailureReason } from '../../src/core/session/failure-errors.ts';
import { SHOP } from '../demo/shop.ts';
import { UNREACHABLE_KEY } from '../demo/tracking.ts';
import { BROWSERS } from './browsers.ts';
import type { BrowserDriver } from './driver.ts';
import type { ExtensionView } from './extension-view.ts';
import type { BrowserName } from './find-browser.ts';
import { serveSecurely } from './secure-server.ts';
import { Stage } from './stage.ts';

const CLOSED = 'closed.example.test';
const NOWHERE = 'nowhere.example.test';
const BLOCKED = 'blocked.example.test';
/** On another site than the pages: what is of the page's own is not blocked as a tracker. */
const TRACKER = 'tracker.example.org';
const PAGES = 'pages.example.test';

/** What a row has at hand to provoke its failure. */
interface Scene {
  readonly page: Page;
  readonly stage: Stage;
  /** Address of the secure pages, without a slash at the end. */
  readonly pages: string;
  /** Port of 127.0.0.1 where nobody listens. */
  readonly closedPort: number;
  /** Query of a request by which its row is found. */
  readonly query: string;
}

interface Fault {
  readonly name: string;
  /** Where it can be provoked; everywhere by default. */
  readonly browsers?: readonly BrowserName[];
  readonly reason: FailureReason;
  readonly delivery: 'failed' | 'blocked';
  /** Word of the chip in the row. */
  readonly word: string;
  provoke(scene: Scene): Promise<void>;
  restore?(scene: Scene): Promise<void>;
}

const VENDOR = 'http://trk.kissmetrics.io/e';
const at = (host: string) => `http://${host}/km/e`;

const FAULTS: readonly Fault[] = [
  {
    name: 'an HTTP error',
    reason: 'http-server',
    delivery: 'failed',
    word: 'HTTP 500',
    async provoke({ page, stage, query }) {
      stage.demo.tracking.mode = 'fail';
      await page.evaluate(sendImage, `${VENDOR}?${query}`);
    },
  },
  {
    name: 'a server that closes the connection',
    reason: 'reset',
    delivery: 'failed',
    word: 'connection cut',
    async provoke({ page, query }) {
      await page.evaluate(
        sendImage,
        `${VENDOR}?${query.replace('demo-shop-key', UNREACHABLE_KEY)}`,
      );
    },
  },
  {
    name: 'a refused connection',
    reason: 'refused',
    delivery: 'failed',
    word: 'connection refused',
    provoke: ({ page, closedPort, query }) =>
      page.evaluate(sendImage, `http://${CLOSED}:${closedPort}/km/e?${query}`),
  },
  {
    name: 'a host that no name server knows',
    reason: 'dns',
    delivery: 'failed',
    word: 'host not found',
    provoke: ({ page, query }) => page.evaluate(sendImage, `${at(NOWHERE)}?${query}`),
  },
  {
    name: 'a server that speaks no TLS',
    // In Firefox the proxy of the tests carries no https, so that its host is not found.
    browsers: ['chrome'],
    reason: 'tls',
    delivery: 'failed',
    word: 'no secure connection',
    provoke: ({ page, query }) => page.evaluate(sendImage, `https://trk.kissmetrics.io/e?${query}`),
  },
  {
    name: 'another extension’s rule',
    reason: 'extension',
    delivery: 'blocked',
    word: 'by an extension',
    provoke: ({ page, query }) => page.evaluate(sendImage, `${at(BLOCKED)}?${query}`),
  },
  {
    name: 'tracking protection',
    // Chromium has none that acts on its own.
    browsers: ['firefox'],
    reason: 'tracking-protection',
    delivery: 'blocked',
    word: 'by tracking protection',
    provoke: ({ page, query }) => page.evaluate(sendImage, `${at(TRACKER)}?${query}`),
  },
  {
    name: 'the page’s policy, for an image',
    reason: 'csp',
    delivery: 'blocked',
    word: 'by the page’s CSP',
    async provoke({ page, pages, query }) {
      await page.goto(`${pages}/policy`);
      await page.evaluate(sendImage, `https://trk.kissmetrics.io/e?${query}`);
    },
  },
  {
    name: 'the page’s policy, for fetch',
    reason: 'csp',
    delivery: 'blocked',
    word: 'by the page’s CSP',
    async provoke({ page, pages, query }) {
      await page.goto(`${pages}/policy`);
      await page.evaluate(sendFetch, `https://trk.kissmetrics.io/e?${query}`);
    },
  },
  {
    // Firefox ESR 153 tells nobody of it: no event of webRequest, no entry in resource timing.
    name: 'mixed content, by fetch',
    browsers: ['chrome'],
    reason: 'mixed-content',
    delivery: 'blocked',
    word: 'mixed content',
    async provoke({ page, pages, query }) {
      await page.goto(`${pages}/`);
      await page.evaluate(sendFetch, `${VENDOR}?${query}`);
    },
  },
  {
    name: 'a lost connection',
    reason: 'offline',
    delivery: 'failed',
    word: 'offline',
    async provoke({ page, stage, query }) {
      await stage.driver.setOffline(page, true);
      // Firefox asks its proxy here on the same machine all the same, so by way of none.
      await page.evaluate(sendImage, `${at(NOWHERE)}?${query}`);
    },
    restore: ({ page, stage }) => stage.driver.setOffline(page, false),
  },
  {
    name: 'leaving the page',
    reason: 'cancelled',
    delivery: 'failed',
    word: 'cancelled',
    async provoke({ page, stage, query }) {
      stage.demo.tracking.mode = 'slow';
      // Chromium lets the requests of a page go on that it keeps for the way back.
      await page.evaluate(keepOutOfCache);
      const arrived = page.waitForRequest((request) => request.url().includes(query));
      await page.evaluate(sendImage, `${VENDOR}?${query}`);
      await arrived;
      await page.goto(`${SHOP}/plain?next`);
    },
  },
];

describe.each(BROWSERS)('failures told apart in $name', ({ name: browser, launch }) => {
  const stage = new Stage();
  const ending = new AbortController();
  let page: Page;
  let panel: ExtensionView;
  let pages: string;
  let closedPort: number;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'faults-'));
    const port = await serveSecurely(folder, ending.signal, (path) => ({
      html: '<!doctype html><title>Secure</title><script>window._kmq = [];</script>',
      ...(path === '/policy' && { policy: "img-src 'self'; connect-src 'self'" }),
    }));
    pages = `https://${PAGES}:${port}`;
    closedPort = await unusedPort();
    await stage.open(launch, {
      loopback: [CLOSED, PAGES],
      unknown: [NOWHERE],
      others: [blockerIn(folder)],
      insecure: true,
      preferences: {
        'privacy.trackingprotection.enabled': true,
        'urlclassifier.trackingTable.testEntries': TRACKER,
      },
    });
    page = await stage.newVisitor();
    await page.goto(`${SHOP}/plain`);
    await addHosts(stage.driver, page);
    panel = await stage.driver.openPanel(page);
  });
  afterAll(async () => {
    ending.abort();
    await stage.close();
    rmSync(folder, { recursive: true });
  });

  const here = FAULTS.filter(({ browsers }) => browsers?.includes(browser) ?? true);
  test.each(here)('$name', async ({ name, provoke, restore, delivery, reason, word }) => {
    stage.demo.tracking.mode = 'ok';
    if (!page.url().startsWith(SHOP)) await page.goto(`${SHOP}/plain`);
    await page.evaluate(showKissmetrics);
    const mark = `Fault${FAULTS.findIndex((fault) => fault.name === name)}x`;
    const query = `_k=demo-shop-key&_p=p&_n=${mark}`;
    const scene = { page, stage, pages, closedPort, query };
    try {
      await provoke(scene);
      const shown = await panel.until(`the end of ‘${mark}’`, async () => {
        const rows = await panel.evaluate(requestRows);
        const row = rows.find(({ text }) => text.includes(mark));
        return row && row.delivery !== 'pending' ? row : null;
      });
      expect(shown).toMatchObject({ delivery, reason, word });
    } finally {
      await restore?.(scene);
    }
  });
});

/** Adds the hosts of the table, as the options page stores them. */
async function addHosts(driver: BrowserDriver, page: Page): Promise<void> {
  const popup = await driver.openPopup(page);
  await popup.evaluate(setHosts, [CLOSED, NOWHERE, BLOCKED, TRACKER]);
  await popup.close();
}

/** Sent as source. */
async function setHosts(names: string[]): Promise<void> {
  const api = globalThis as unknown as {
    chrome: { storage: { local: { set(values: object): Promise<void> } } };
  };
  const hosts = names.map((host) => ({ host, pathPrefix: '/km' }));
  await api.chrome.storage.local.set({ 'setting.trackingHosts': hosts });
}

/** Sent as source. */
function requestRows(): { text: string; delivery: string; reason: string; word: string }[] {
  const rows = document.querySelectorAll<HTMLElement>(
    '[data-testid="timeline-row"][data-delivery]',
  );
  return [...rows].map((row) => {
    const chip = row.querySelector<HTMLElement>('[data-failure]');
    return {
      text: row.textContent ?? '',
      delivery: row.dataset.delivery ?? '',
      reason: chip?.dataset.failure ?? '',
      word: chip?.textContent ?? '',
    };
  });
}

/** Sent as source: the page's own beginning of Kissmetrics. */
function showKissmetrics(): void {
  Reflect.set(window, '_kmq', Reflect.get(window, '_kmq') ?? []);
}

/** Sent as source. */
function keepOutOfCache(): void {
  addEventListener('unload', () => undefined);
}

/** Sent as source. */
function sendImage(url: string): void {
  new Image().src = url;
}

/** Sent as source. */
function sendFetch(url: string): void {
  fetch(url, { mode: 'no-cors' }).catch(() => undefined);
}

/** A port of 127.0.0.1 that was free a moment ago. */
async function unusedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Writes an ad blocker of one rule, for both browsers. */
function blockerIn(folder: string): string {
  const path = mkdtempSync(join(folder, 'blocker-'));
  const manifest = {
    manifest_version: 3,
    name: 'Blocker',
    version: '1',
    permissions: ['declarativeNetRequest'],
    declarative_net_request: {
      rule_resources: [{ id: 'rules', enabled: true, path: 'rules.json' }],
    },
    browser_specific_settings: { gecko: { id: 'blocker@example.test' } },
  };
  const condition = { urlFilter: `||${BLOCKED}^` };
  const rules = [{ id: 1, priority: 1, action: { type: 'block' }, condition }];
  writeFileSync(join(path, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(path, 'rules.json'), JSON.stringify(rules));
  return path;
}
