import { describe, expect, test } from 'vitest';
import { SHOP } from '../demo/shop.ts';
import { BROWSERS } from './browsers.ts';
import type { ExtensionView } from './extension-view.ts';
import { useStage, useTab } from './stage.ts';

const pages = async (panel: ExtensionView): Promise<number> =>
  (await panel.rows()).filter(({ kind }) => kind === 'navigation').length;

describe.each(BROWSERS)('the options of the panel in $name', ({ launch }) => {
  const stage = useStage(launch);
  const tab = useTab(stage);

  test('are remembered; a view that is cleared on navigation has lost nothing', async () => {
    const { driver, demo } = stage;
    const visit = async (path: string, sent: number): Promise<void> => {
      await tab.page.goto(`${SHOP}${path}`);
      await tab.page.waitForSelector('html[data-ready]');
      await demo.tracking.waitFor((requests) => requests.length === sent);
    };
    const panel = await driver.openPanel(tab.page);
    await visit('/?gen=older', 1);
    await visit('/signup', 2);
    await panel.waitForText('count-event', '2');
    expect(await pages(panel)).toBe(2);

    const toggle = async (): Promise<void> => {
      await panel.click('Options');
      await panel.clickOn('option-clear-on-navigation');
    };
    await toggle();
    await panel.waitForText('count-event', '1');
    await visit('/welcome?email=ann@example.com', 5);
    await panel.until('the last page alone', async () => (await pages(panel)) === 1);
    await panel.waitForText('count-event', '1');

    // As if the developer tools were closed and opened again.
    await panel.evaluate(() => {
      document.body.dataset.old = '';
      location.reload();
    });
    await panel.waitFor('another document', () => document.body.dataset.old === undefined);
    await panel.until('the last page alone', async () => (await pages(panel)) === 1);
    await panel.waitForText('count-event', '1');
    await toggle();
    await panel.waitForText('count-event', '3');
  });
});
