import { describe, expect, test } from 'vitest';
import { SHOP } from '../demo/shop.ts';
import { BROWSERS } from './browsers.ts';
import { useStage, useTab } from './stage.ts';

const ANN = 'ann@example.com';
const BOB = 'bob@example.com';

describe.each(BROWSERS)('without access to the site, $name', ({ launch }) => {
  const stage = useStage(launch);
  const tab = useTab(stage);

  test('the panel shows what DevTools sees, and everything once access is given', async () => {
    const { driver, demo } = stage;
    const { page } = tab;
    await driver.setAccess('none');
    await page.goto(`${SHOP}/`);
    await page.waitForSelector('html[data-ready]');
    const panel = await driver.openPanel(page);
    await panel.waitForAttribute('health', 'data-state', 'no-access');
    await page.goto(`${SHOP}/signup`);
    await page.waitForSelector('html[data-page="signup"][data-ready]');
    await page.type('[name=email]', ANN);
    await page.click('#submit');
    await page.waitForSelector('html[data-page="welcome"][data-ready]');
    await panel.waitForText('current-identity', ANN);
    await panel.waitForText('count-alias', '1');
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
});
