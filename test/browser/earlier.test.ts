import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Demo, startDemo } from '../demo/server.ts';
import { SHOP } from '../demo/shop.ts';
import { BROWSERS } from './browsers.ts';
import type { BrowserDriver } from './driver.ts';
import type { ExtensionView } from './extension-view.ts';

describe.each(BROWSERS)('the logs of closed tabs in $name', ({ launch }) => {
  let ending: AbortController;
  let profile: string;
  let demo: Demo;
  let driver: BrowserDriver;
  beforeEach(async () => {
    ending = new AbortController();
    profile = await mkdtemp(join(tmpdir(), 'profile-'));
    demo = await startDemo({ signal: ending.signal });
    driver = await launch({ signal: ending.signal, port: demo.port, profile });
    return async () => {
      ending.abort();
      await driver.closed;
      await rm(profile, { recursive: true, force: true, maxRetries: 10 });
    };
  });

  /** A tab in which a new visitor signed up: an alias, two events and a property. */
  async function visit(): Promise<Page> {
    demo.tracking.clear();
    await driver.clearCookies();
    const page = await driver.openTab();
    await page.goto(`${SHOP}/?gen=older`);
    await page.waitForSelector('html[data-ready]');
    await demo.tracking.waitFor((requests) => requests.length === 1);
    await page.goto(`${SHOP}/welcome?email=ann@example.com`);
    await page.waitForSelector('html[data-ready]');
    await demo.tracking.waitFor((requests) => requests.length === 4);
    await page.waitForFunction('!/km_uq=[^;]/.test(document.cookie)');
    return page;
  }
  /** The panel of a tab without Kissmetrics, with the list of earlier sessions open. */
  async function listed(): Promise<ExtensionView> {
    const page = await driver.openTab();
    await page.goto(`${SHOP}/plain`);
    const panel = await driver.openPanel(page);
    await panel.waitForText('count-event', '0');
    await panel.click('Earlier');
    return panel;
  }
  const logs = (panel: ExtensionView): Promise<number> =>
    panel.evaluate(() => document.querySelectorAll('[data-testid=earlier-log]').length);

  test('are opened again from the panel, deleted, and gone with all others', async () => {
    const first = await visit();
    await first.close();
    const second = await visit();
    await second.close();
    const panel = await listed();
    await panel.until('two logs', async () => (await logs(panel)) === 2);
    await panel.clickOn('earlier-log', 'shop.example.test', ' .earlier-open');
    await panel.waitForAttribute('health', 'data-state', 'imported');
    await panel.waitForText('count-alias', '1');
    await panel.waitForText('count-event', '2');
    expect(await panel.text('health')).toBe('Earlier session, read-only');
    expect(await panel.text('imported')).toMatch(
      /^Earlier session “shop\.example\.test, .*read-only/,
    );
    await panel.click('Live');
    await panel.waitForText('count-alias', '0');

    await panel.click('Earlier');
    await panel.clickOn('earlier-log', '', ' .earlier-delete');
    await panel.until('one log', async () => (await logs(panel)) === 1);
    await panel.keys('Escape');
    await panel.click('Options');
    await panel.click('Clear all…');
    await panel.clickOn('confirm');
    await panel.click('Earlier');
    await panel.waitFor('no log', () => document.querySelector('[data-testid=earlier-none]'));
  });

  test('are gone after the browser was closed, unless they are to be kept', async () => {
    await (await visit()).close();
    const panel = await listed();
    await panel.until('the log', async () => (await logs(panel)) === 1);
    await driver.crash();
    driver = await launch({ signal: ending.signal, port: demo.port, profile });
    const empty = await listed();
    await empty.waitFor('no log', () => document.querySelector('[data-testid=earlier-none]'));
    await empty.evaluate(keepSevenDays);

    await (await visit()).close();
    await empty.until('the log', async () => (await logs(empty)) === 1);
    await driver.crash();
    driver = await launch({ signal: ending.signal, port: demo.port, profile });
    const again = await listed();
    await again.until('the log', async () => (await logs(again)) >= 1);
    await again.clickOn('earlier-log', 'shop.example.test', ' .earlier-open');
    await again.waitForText('count-alias', '1');
    await again.waitForText('count-event', '2');
  });
});

/** What the options page stores. Sent as source. */
async function keepSevenDays(): Promise<void> {
  const api = globalThis as unknown as {
    chrome: { storage: { local: { set(values: object): Promise<void> } } };
  };
  await api.chrome.storage.local.set({ 'setting.keepLogs': 7 });
}
