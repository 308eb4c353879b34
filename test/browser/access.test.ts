import { describe, expect, test } from 'vitest';
import { SHOP } from '../demo/shop.ts';
import { BROWSERS } from './browsers.ts';
import { useStage, useTab } from './stage.ts';

describe.each(BROWSERS)('without access to the site, $name', ({ launch }) => {
  const stage = useStage(launch);
  const tab = useTab(stage);

  test('says so in panel and popup, and works again once access is given', async () => {
    const { driver, demo } = stage;
    const { page } = tab;
    await driver.setAccess('none');
    await page.goto(`${SHOP}/welcome?email=ann@example.com`);
    await page.waitForSelector('html[data-ready]');
    await demo.tracking.waitFor((requests) => requests.length === 2);
    const panel = await driver.openPanel(page);
    await panel.waitForAttribute('health', 'data-state', 'no-access');
    expect(await panel.text('count-event')).toBe('0');

    await driver.setAccess('all');
    await page.goto(`${SHOP}/welcome?email=ann@example.com`);
    await page.waitForSelector('html[data-ready]');
    await panel.waitForAttribute('health', 'data-state', 'watching');
    await panel.waitForText('current-identity', 'ann@example.com');
  });
});
