import { describe, expect, test } from 'vitest';
import { SHOP } from '../demo/shop.ts';
import { BROWSERS } from './browsers.ts';
import { useStage, useTab } from './stage.ts';

describe.each(BROWSERS)('the background in $name', ({ launch }) => {
  const stage = useStage(launch);
  const tab = useTab(stage);

  test('loses nothing when it ends between pages, with the panel open and closed', async () => {
    const { driver, demo } = stage;
    const { page } = tab;
    await page.goto(`${SHOP}/?gen=older`);
    await page.waitForSelector('html[data-ready]');
    await demo.tracking.waitFor((requests) => requests.length === 1);
    const early = await driver.openPanel(page);
    await early.waitForText('count-event', '1');

    await driver.killBackground();
    await page.goto(`${SHOP}/welcome?email=ann@example.com`);
    await page.waitForSelector('html[data-ready]');
    await demo.tracking.waitFor((requests) => requests.length === 4);
    await early.waitForText('count-alias', '1');
    await early.waitForText('count-event', '2');
    await early.waitForText('count-properties', '1');
    await early.waitForAttribute('health', 'data-state', 'watching');
    expect((await early.requestUrls()).length).toBe(4);
  });

  test('captures what happens while the developer tools are closed', async () => {
    const { driver, demo } = stage;
    const { page } = tab;
    await page.goto(`${SHOP}/welcome?email=ann@example.com&gen=newer`);
    await page.waitForSelector('html[data-ready]');
    await demo.tracking.waitFor((requests) => requests.length === 2);
    const panel = await driver.openPanel(page);
    await panel.waitForText('count-event', '1');
    await panel.waitForText('current-identity', 'ann@example.com');
    await panel.click('Clear');
    await panel.waitForText('count-event', '0');
  });
});
