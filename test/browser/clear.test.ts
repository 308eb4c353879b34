import { describe, expect, test } from 'vitest';
import { SHOP } from '../demo/shop.ts';
import { BROWSERS } from './browsers.ts';
import { useStage, useTab } from './stage.ts';

const ANN = 'ann@example.com';

describe.each(BROWSERS)('Clear in $name', ({ launch }) => {
  const stage = useStage(launch);
  const tab = useTab(stage);

  test('empties the list and still knows the visitor and the library', async () => {
    const { page } = tab;
    const panel = await stage.driver.openPanel(page);
    await page.goto(`${SHOP}/?gen=older`);
    await page.waitForSelector('html[data-ready]');
    await page.goto(`${SHOP}/welcome?email=${ANN}`);
    await page.waitForSelector('html[data-ready]');
    await panel.waitForText('current-identity', ANN);
    await panel.waitForText('count-alias', '1');
    await panel.click('Clear');
    await panel.waitForText('count-alias', '0');
    await panel.waitForText('current-identity', ANN);
    expect(await panel.attribute('current-identity', 'data-kind')).toBe('named');
    expect(await panel.text('api-key')).toBe('demo-shop-key');
    expect(await panel.text('health')).toContain('Watching');
    expect((await panel.rows()).map(({ kind }) => kind)).toEqual(['identity']);
    await page.evaluate(() => {
      (Reflect.get(window, 'KM') as { record(name: string): void }).record('After');
    });
    await panel.waitForText('count-event', '1');
    await panel.waitForText('current-identity', ANN);
  });

  test('a page without Kissmetrics is not spoken of like the one before it', async () => {
    const { page } = tab;
    const panel = await stage.driver.openPanel(page);
    await page.goto(`${SHOP}/welcome?email=${ANN}&lib=never`);
    await page.waitForSelector('h1');
    await panel.until('calls that wait', async () =>
      (await panel.text('health'))?.includes('calls waiting: 4'),
    );
    await page.goto(`${SHOP}/plain`);
    await panel.waitForAttribute('health', 'data-state', 'no-kissmetrics');
    expect(await panel.text('health')).not.toContain('waiting');
  });
});
