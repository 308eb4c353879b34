import { describe, expect, test } from 'vitest';
import { SHOP } from '../demo/shop.ts';
import { WRONG, WRONG_PAGES } from '../demo/wrong.ts';
import { BROWSERS } from './browsers.ts';
import type { ExtensionView } from './extension-view.ts';
import { useStage, useTab } from './stage.ts';
import { until } from './until.ts';

interface ExtensionApi {
  readonly tabs: { query(where: { url: string }): Promise<{ id: number }[]> };
  readonly action: { getBadgeText(of: { tabId: number }): Promise<string> };
}

const PATH = WRONG_PAGES.find(({ rule }) => rule === 'shared-identity')?.path ?? '';

describe.each(BROWSERS)('the number on the toolbar button in $name', ({ launch }) => {
  const stage = useStage(launch);
  const tab = useTab(stage);

  const visit = async (): Promise<void> => {
    await tab.page.goto(`${WRONG}${PATH}`);
    await tab.page.waitForSelector('html[data-ready]');
  };
  /** The number, once panel and button say the same one above another. */
  async function agreed(panel: ExtensionView, above: number): Promise<number> {
    const popup = await stage.driver.openPopup(tab.page);
    const number = await until(`the same number above ${above}`, async () => {
      const shown = Number(await panel.text('count-finding'));
      const badge = Number(await popup.evaluate(badgeText));
      return shown > above && badge === shown ? shown : null;
    });
    await popup.close();
    return number;
  }

  test('is that of the findings, with the panel closed and open, and on each page', async () => {
    await visit();
    const popup = await stage.driver.openPopup(tab.page);
    await popup.until('a number', async () => (await popup.evaluate(badgeText)) !== '');
    await popup.close();
    const panel = await stage.driver.openPanel(tab.page);
    const first = await agreed(panel, 0);
    // A page with nothing wrong: the browser takes the number off, and the findings are as many.
    await tab.page.goto(`${SHOP}/login`);
    await panel.waitFor('the page', () =>
      [...document.querySelectorAll('[data-kind=navigation]')].some((row) =>
        row.textContent?.includes('/login'),
      ),
    );
    expect(await agreed(panel, first - 1)).toBe(first);
    await visit();
    expect(await agreed(panel, first)).toBeGreaterThan(first);
  });
});

/** What is written on the button of the tab with one of the demo's sites. Sent as source. */
async function badgeText(): Promise<string> {
  const { browser, chrome } = globalThis as unknown as Record<'browser' | 'chrome', ExtensionApi>;
  const api = browser ?? chrome;
  const [tab] = await api.tabs.query({ url: 'http://*.example.test/*' });
  return tab ? api.action.getBadgeText({ tabId: tab.id }) : '';
}
