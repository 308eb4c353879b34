import type { Page } from 'puppeteer-core';
import { describe, expect, test } from 'vitest';
import type { FlowTab } from '../demo/flows.ts';
import { SHOP } from '../demo/shop.ts';
import { BROWSERS } from './browsers.ts';
import { switchSandboxOn } from './popup-steps.ts';
import { PERFORMANCES, useStage, useTab } from './stage.ts';
import { sendByEveryTransport, TRANSPORTS } from './transports.ts';
import { until } from './until.ts';

describe.each(BROWSERS)('the sandbox in $name', ({ name, launch }) => {
  const stage = useStage(launch);
  const tab = useTab(stage);

  /** Switches the sandbox of a page on, as a user does. */
  async function sandboxed(page: Page, strength?: 'Aliases only'): Promise<void> {
    const popup = await stage.driver.openPopup(page);
    await switchSandboxOn(popup);
    if (strength) {
      await popup.click(strength);
      await popup.waitFor('the sandbox to hold aliases only', () =>
        document
          .querySelector('.sandbox[data-on="true"] [type=radio]:not(:checked)')
          ?.closest('label')
          ?.textContent?.includes('Everything'),
      );
    }
    await popup.close();
  }
  const sent = (): readonly string[] => stage.demo.tracking.requests.map(({ path }) => path);

  // Nothing stays unanswered in the sandbox.
  const answered = PERFORMANCES.filter(({ flow }) => !flow.name.startsWith('an unanswered'));

  test.each(answered)(
    'keeps everything of a flow from Kissmetrics: $name, $generation',
    async ({ flow, generation }) => {
      const { page } = tab;
      await page.goto(`${SHOP}/plain`);
      await sandboxed(page);
      const demo = { ...stage.demo, tracking: NOTHING_ARRIVES };
      await flow.run(await heldTab(page), demo, generation);
      expect(sent()).toEqual([]);
    },
  );

  test('keeps what every transport sends, and the page goes on as if it were sent', async () => {
    const { page } = tab;
    await page.goto(`${SHOP}/plain`);
    const free = await sendByEveryTransport(page, 'free');
    await stage.demo.tracking.waitFor((requests) => requests.length >= TRANSPORTS.length);
    stage.demo.tracking.clear();
    await sandboxed(page);
    const held = await sendByEveryTransport(page, 'held');
    expect(sent()).toEqual([]);
    const panel = await stage.driver.openPanel(page);
    await panel.until('every request of the page to be held', async () => {
      const rows = await panel.rows();
      return (
        rows.filter(({ text, delivery }) => text.includes('held-') && delivery === 'held').length >=
        TRANSPORTS.length - 1
      );
    });
    const differing = TRANSPORTS.filter((transport) => held[transport] !== free[transport]);
    // Firefox lets no script read an answer that did not come from a server.
    expect(differing).toEqual(name === 'firefox' ? ['fetch', 'xhr'] : []);
  });

  test('holds while the background is dead, in new tabs, and after navigations', async () => {
    const { page } = tab;
    await page.goto(`${SHOP}/plain`);
    await sandboxed(page);
    await page.evaluateOnNewDocument(countLoads);
    await stage.driver.killBackground();
    await page.goto(`${SHOP}/?gen=older`);
    await page.waitForSelector('html[data-ready]');
    await page.waitForFunction('window.loads.count > 0');
    await stage.driver.killBackground();
    await page.evaluate((href) => {
      const link = Object.assign(document.createElement('a'), {
        href,
        target: '_blank',
        id: 'away',
      });
      document.body.append(Object.assign(link, { textContent: 'Away' }));
    }, `${SHOP}/welcome?email=ann@example.com`);
    await page.click('#away');
    const target = await page.browser().waitForTarget((one) => one.url().includes('/welcome'));
    const opened = await target.page();
    if (!opened) throw new Error('The new tab is no page.');
    await opened.bringToFront();
    await opened.waitForSelector('html[data-ready]');
    await opened.waitForFunction(
      'document.cookie.includes("km_ni") && !/km_uq=[^;]/.test(document.cookie)',
    );
    expect(sent()).toEqual([]);
    await opened.close();

    // A tab of its own is free, once the browser has said that no page opened it.
    const other = await stage.driver.openTab();
    await until('a tab of its own to be free', async () => {
      await other.goto(`${SHOP}/?gen=older`);
      await other.waitForSelector('html[data-ready]');
      return sent().length > 0;
    });
    await other.close();
  });

  test('holds aliases only, if so chosen', async () => {
    const { page } = tab;
    await page.goto(`${SHOP}/?gen=older`);
    await stage.demo.tracking.waitFor((requests) => requests.length === 1);
    await sandboxed(page, 'Aliases only');
    await page.goto(`${SHOP}/welcome?email=ann@example.com`);
    await stage.demo.tracking.waitFor((requests) => requests.length === 3);
    expect(sent().filter((path) => path.startsWith('/a'))).toEqual([]);
    const panel = await stage.driver.openPanel(page);
    await panel.until('the alias to be held', async () =>
      (await panel.rows()).some(({ kind, delivery }) => kind === 'alias' && delivery === 'held'),
    );
  });

  test('lets go when it is switched off', async () => {
    const { page } = tab;
    await page.goto(`${SHOP}/plain`);
    await sandboxed(page);
    const popup = await stage.driver.openPopup(page);
    await popup.waitFor('the sandbox to be on', () =>
      document.querySelector('.sandbox[data-on="true"]'),
    );
    // As a page keeps it that saw nothing load, e.g. by its content security policy.
    const [name, value] = ['km_uq', encodeURIComponent('[["http://trk.kissmetrics.io/a?_k=k"]]')];
    await page.browser().setCookie({ name, value, domain: 'shop.example.test', path: '/' });
    await popup.click('Sandbox');
    await popup.waitFor('the sandbox to be off', () =>
      document.querySelector('.sandbox[data-on="false"]'),
    );
    await popup.close();
    expect(await page.evaluate(() => document.cookie)).not.toContain('km_uq');
    await page.goto(`${SHOP}/?gen=older`);
    await stage.demo.tracking.waitFor((requests) => requests.length === 1);
    expect(sent().length).toBe(1);
  });
});

/**
 * A tab for a flow whose requests reach no server: the browser keeps no timing of what is held, so
 * the flow waits by the images that the page itself saw load.
 */
async function heldTab(page: Page): Promise<FlowTab> {
  await page.evaluateOnNewDocument(countLoads);
  return {
    goto: (url) => page.goto(url),
    click: (selector) => page.click(selector),
    type: (selector, text) => page.type(selector, text),
    waitForSelector: (selector) => page.waitForSelector(selector),
    waitForFunction(expression) {
      const [, count] = />= (\d+)/.exec(expression) ?? [];
      return page.waitForFunction(
        count === undefined
          ? expression
          : `!/km_uq=[^;]/.test(document.cookie) && window.loads.count >= ${count}`,
      );
    },
  };
}

/** Sent as source: counts the tracking images of a document that have loaded. */
function countLoads(): void {
  const loads = { count: 0 };
  Object.defineProperty(window, 'loads', { value: loads });
  const Original = window.Image;
  window.Image = function image(width?: number, height?: number) {
    const made = new Original(width, height);
    made.addEventListener('load', () => {
      loads.count += Number(made.src.includes('//trk.'));
    });
    return made;
  } as unknown as typeof Image;
}

/** Stands in for the server where nothing reaches it. */
const NOTHING_ARRIVES = {
  requests: [],
  mode: 'ok' as const,
  release() {},
  clear() {},
  async waitFor(): Promise<void> {},
};
