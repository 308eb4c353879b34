import type { Page } from 'puppeteer-core';
import { describe, expect, test } from 'vitest';
import { SHOP } from '../demo/shop.ts';
import { BROWSERS } from './browsers.ts';
import type { BrowserDriver } from './driver.ts';
import type { ExtensionView } from './extension-view.ts';
import { type Firefox, launchFirefox } from './firefox.ts';
import { useStage, useTab } from './stage.ts';

const ANN = 'ann@example.com';
const BOB = 'bob@example.com';

/** The panel over the shop, to which the extension has no access. */
async function openWithheld(driver: BrowserDriver, page: Page): Promise<ExtensionView> {
  await driver.setAccess('none');
  await page.goto(`${SHOP}/?gen=older`);
  await page.waitForSelector('html[data-ready]');
  const panel = await driver.openPanel(page);
  await panel.waitForAttribute('health', 'data-state', 'no-access');
  return panel;
}

describe.each(BROWSERS)('without access to the site, $name', ({ launch }) => {
  const stage = useStage(launch);
  const tab = useTab(stage);

  test('the panel shows what DevTools sees, and everything once access is given', async () => {
    const { driver, demo } = stage;
    const { page } = tab;
    const panel = await openWithheld(driver, page);
    // Firefox records requests only from some moment after its tools have opened, and says not when.
    let sent = 0;
    await panel.until('DevTools to record', async () => {
      sent += 1;
      await page.evaluate(record, `Asked ${sent}`);
      return Number(await panel.text('count-event')) > 0;
    });
    await page.goto(`${SHOP}/signup`);
    await page.waitForSelector('html[data-page="signup"][data-ready]');
    await page.type('[name=email]', ANN);
    await page.click('#submit');
    await page.waitForSelector('html[data-page="welcome"][data-ready]');
    await panel.waitForText('current-identity', ANN);
    // Nor does it record every request of a page that has only just begun.
    await panel.until('an alias', async () => {
      sent += 1;
      await page.evaluate(join, `other-${sent}`);
      return Number(await panel.text('count-alias')) > 0;
    });
    await panel.until('every request to be marked', async () => {
      const requests = (await panel.rows()).filter(({ delivery }) => delivery !== '');
      return requests.length > 0 && requests.every(({ text }) => text.includes('DevTools'));
    });
    expect((await panel.rows()).some(({ kind }) => kind === 'call')).toBe(false);

    await driver.setAccess('all');
    await panel.waitForAttribute('health', 'data-state', 'watching');
    demo.tracking.clear();
    await page.goto(`${SHOP}/welcome?email=${BOB}`);
    await page.waitForSelector('html[data-ready]');
    await panel.waitForText('current-identity', BOB);
    await panel.until('both requests', async () => {
      const rows = (await panel.rows()).filter(({ text }) => text.includes(BOB));
      return rows.filter(({ kind }) => kind === 'event').length === 1 ? rows : null;
    });
    const own = (await panel.rows()).filter(
      ({ kind, text }) => kind === 'event' && text.includes(BOB),
    );
    expect(own.filter(({ text }) => text.includes('DevTools'))).toEqual([]);

    await driver.setAccess('none');
    await panel.waitForAttribute('health', 'data-state', 'no-access');
  });

  test('a page that was open before access was given is watched once it is loaded again', async () => {
    const { driver } = stage;
    const { page } = tab;
    const panel = await openWithheld(driver, page);
    await driver.setAccess('all');
    await panel.waitForAttribute('health', 'data-unwatched', 'true');
    await panel.waitForAttribute('health', 'data-state', 'watching');

    await page.evaluate(mark);
    await panel.click('Reload the page');
    await page.waitForFunction('!window.marked && document.querySelector("html[data-ready]")');
    await page.evaluate(clearIdentity);
    await panel.until('the call', async () =>
      (await panel.rows()).some(({ text }) => text.includes('clearIdentity')),
    );
    await panel.waitForText('health', 'Watching');
    expect(await panel.attribute('health', 'data-unwatched')).toBeNull();
  });
});

// Firefox's developer tools may not ask for access, so that a window of the extension's does.
// Chromium's may; its question cannot be pressed from outside of the browser.
describe('the button that allows access, firefox', () => {
  let firefox: Firefox | undefined;
  const stage = useStage(async (options) => {
    firefox = await launchFirefox(options);
    return firefox;
  });
  const tab = useTab(stage);

  test('opens a window whose own button has the browser ask', async () => {
    const { driver } = stage;
    const { page } = tab;
    const panel = await openWithheld(driver, page);
    await panel.click('Allow access');
    const asking = await firefox?.popupWindow();
    await asking?.waitForAttribute('health', 'data-state', 'no-access');
    await asking?.click('Allow access');
    await firefox?.allow();
    await asking?.waitForAttribute('health', 'data-state', 'watching');
    await panel.waitForAttribute('health', 'data-state', 'watching');
    await asking?.close();
  });
});

// Sent as source: each has to stand alone.

function mark(): void {
  Reflect.set(window, 'marked', true);
}

function join(id: string): void {
  const library = Reflect.get(window, 'KM') as { alias(a: string, b: string): void; i(): string };
  library.alias(library.i(), id);
}

function record(name: string): void {
  (Reflect.get(window, 'KM') as { record(name: string): void }).record(name);
}

function clearIdentity(): void {
  (Reflect.get(window, '_kmq') as { push(call: unknown): void }).push(['clearIdentity']);
}
