import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SHOP } from '../demo/shop.ts';
import { comparable } from '../demo/traffic.ts';
import { BROWSERS } from './browsers.ts';
import type { ExtensionView } from './extension-view.ts';
import { Stage } from './stage.ts';
import { until } from './until.ts';

const ANN = 'ann@example.com';
const BEFORE = 'Viewed Home';
const AFTER = ['Asked the library', 'Pushed to the queue'];
/** Requests of `call`, with the page's own first one. */
const REQUESTS = 8;

describe.each(BROWSERS)(
  'a page that stays open while the extension is reloaded, $name',
  ({ launch }) => {
    const watched = new Stage();
    const alone = new Stage();
    beforeAll(() => Promise.all([watched.open(launch), alone.open(launch, { extension: false })]));
    afterAll(() => Promise.all([watched.close(), alone.close()]));

    test('notices nothing, keeps its log, and is watched again once it is loaded again', async () => {
      const { driver } = watched;
      const { page, heard } = await openShop(watched);
      const old = await driver.openPanel(page);
      await old.waitForText('count-event', '1');
      await old.waitForAttribute('health', 'data-state', 'watching');

      const reloaded = driver.reloadExtension();
      await page.evaluate(callMeanwhile);
      await reloaded;
      await until('the old panel to be gone', () => isGone(old));
      await page.evaluate(callAfterwards, AFTER, ANN);
      await watched.demo.tracking.waitFor(({ length }) => length === REQUESTS);

      const popup = await driver.openPopup(page);
      await popup.waitForAttribute('health', 'data-unwatched', 'true');
      await popup.waitForText('health', 'Calls not watched: reload the page');
      await popup.waitForText('current-identity', ANN);
      await popup.close();

      const panel = await driver.openPanel(page);
      await panel.waitForAttribute('health', 'data-unwatched', 'true');
      await panel.waitForAttribute('health', 'data-state', 'watching');
      await panel.waitForText('count-alias', '1');
      for (const name of [BEFORE, ...AFTER]) await panel.until(name, () => hasRow(panel, name));
      const rows = await panel.rows();
      const [before, note, after] = [BEFORE, 'updated or reloaded', ...AFTER].map((text) =>
        rows.findIndex((row) => row.text.includes(text)),
      );
      expect(note).toBeGreaterThan(before ?? Number.NaN);
      expect(after).toBeGreaterThan(note ?? Number.NaN);
      expect(rows.filter(({ text }) => text.includes('clearIdentity'))).toEqual([]);
      expect(heard).toEqual([]);
      expect(await page.evaluate(errorsOf)).toEqual([]);
      const requests = comparable(watched.demo.tracking.requests);

      await page.evaluate(mark);
      await panel.click('Reload the page');
      await page.waitForFunction('!window.marked && document.querySelector("html[data-ready]")');
      await page.evaluate(clear);
      await panel.until('the call', () => hasRow(panel, 'clearIdentity'));
      await panel.waitForText('health', 'Watching');
      expect(await panel.attribute('health', 'data-unwatched')).toBeNull();
      expect(await panel.attribute('health', 'data-state')).toBe('watching');

      const other = await openShop(alone);
      await other.page.evaluate(callMeanwhile);
      await other.page.evaluate(callAfterwards, AFTER, ANN);
      await alone.demo.tracking.waitFor(({ length }) => length === REQUESTS);
      expect(requests).toEqual(comparable(alone.demo.tracking.requests));
    });
  },
);

/** The shop in a tab of a new visitor, and what its console says and what goes wrong in it. */
async function openShop(stage: Stage): Promise<{ page: Page; heard: string[] }> {
  const page = await stage.newVisitor();
  const heard: string[] = [];
  page.on('console', (message) => heard.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => heard.push(String(error)));
  await page.evaluateOnNewDocument(keepErrors);
  await page.goto(`${SHOP}/?gen=older`);
  await page.waitForSelector('html[data-ready]');
  await stage.demo.tracking.waitFor(({ length }) => length === 1);
  return { page, heard };
}

/**
 * Whether the browser took a panel away. Chromium 156 closes the developer tools as a whole with an
 * extension that has a panel in them, Firefox 153 removes the panel and puts a new one in its place:
 * no page of the extension is left that could say `invalidated`.
 */
async function isGone(panel: ExtensionView): Promise<boolean> {
  try {
    await panel.text('health');
    return false;
  } catch {
    return true;
  }
}

const hasRow = async (panel: ExtensionView, text: string): Promise<boolean> =>
  (await panel.rows()).some((row) => row.text.includes(text));

// Sent as source: each has to stand alone.

function keepErrors(): void {
  const errors: string[] = [];
  Reflect.set(window, 'errors', errors);
  addEventListener('error', ({ message }) => errors.push(message));
  addEventListener('unhandledrejection', ({ reason }) => errors.push(String(reason)));
}

function errorsOf(): unknown {
  return Reflect.get(window, 'errors');
}

/** Calls in tasks of their own, so that some of them come while nobody is there to be told. */
async function callMeanwhile(): Promise<void> {
  const queue = Reflect.get(window, '_kmq') as { push(call: unknown): void };
  for (const name of ['One', 'Two', 'Three', 'Four']) {
    queue.push(['record', `Meanwhile ${name}`]);
    await new Promise((resolve) => setTimeout(resolve));
  }
}

function callAfterwards([first, second]: readonly string[], email: string): void {
  const library = Reflect.get(window, 'KM') as { record(name: unknown): void };
  const queue = Reflect.get(window, '_kmq') as { push(call: unknown): void };
  library.record(first);
  queue.push(['record', second]);
  queue.push(['identify', email]);
}

function mark(): void {
  Reflect.set(window, 'marked', true);
}

function clear(): void {
  (Reflect.get(window, '_kmq') as { push(call: unknown): void }).push(['clearIdentity']);
}
