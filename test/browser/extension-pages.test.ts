import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BROWSERS } from './browsers.ts';
import type { BrowserDriver } from './driver.ts';
import { servePages } from './page-server.ts';

describe.each(BROWSERS)('the extension in $name', ({ launch }) => {
  const ending = new AbortController();
  let driver: BrowserDriver;
  let page: Page;

  beforeAll(async () => {
    const port = await servePages({}, ending.signal);
    driver = await launch({ signal: ending.signal, port });
    page = await driver.openTab();
    await page.goto('http://shop.example.test/');
  });
  afterAll(async () => {
    ending.abort();
    await driver.closed;
  });

  test('has a panel in the developer tools', async () => {
    const panel = await driver.openPanel(page);
    expect(await panel.evaluate(() => document.title)).toBe('Kissmetrics');
  });

  test('has a popup on the toolbar, time and again', async () => {
    for (const _ of [1, 2]) {
      const popup = await driver.openPopup(page);
      expect(await popup.evaluate(() => document.title)).toBe('Kissmetrics');
      await popup.close();
    }
  });
});
