import type { Page } from 'puppeteer-core';
import { describe, expect, test } from 'vitest';
import { SHOP } from '../demo/shop.ts';
import { BROWSERS } from './browsers.ts';
import type { ExtensionView } from './extension-view.ts';
import { useStage } from './stage.ts';
import { until } from './until.ts';

/** Requests of each tab and kills of the background; more of both by `SOAK=20000,50`. */
const [REQUESTS = 1_000, KILLS = 10] = (process.env.SOAK ?? '')
  .split(',')
  .filter(Boolean)
  .map(Number);
const TABS = 3;
const MARK = 'soak-';

describe.each(BROWSERS)('a long day in $name', ({ launch }) => {
  const stage = useStage(launch);

  test('loses nothing and sees nothing twice while the background is killed again and again', async () => {
    const pages: Page[] = [];
    for (let index = 0; index < TABS; index += 1) {
      const page = await stage.driver.openTab();
      await page.goto(`${SHOP}/?gen=older`);
      await page.waitForSelector('html[data-ready]');
      pages.push(page);
    }
    let sending = true;
    const traffic = Promise.all(
      pages.map((page, tab) =>
        page.evaluate(sendMany, Math.ceil(REQUESTS / TABS), `${MARK}${tab}-`),
      ),
    ).finally(() => {
      sending = false;
    });
    let kills = 0;
    while (sending && kills < KILLS) {
      if (await stage.driver.shootBackground()) kills += 1;
    }
    await traffic;
    expect(kills).toBe(KILLS);
    const arrived = (tab: number) =>
      stage.demo.tracking.requests
        .map(({ path }) => path)
        .filter((path) => path.includes(`${MARK}${tab}-`))
        .sort();
    for (const [tab, page] of pages.entries()) {
      const popup = await stage.driver.openPopup(page);
      const logged = await until(`the log of tab ${tab} to be whole`, async () => {
        const urls = (await loggedUrls(popup)).filter((url) => url.includes(`${MARK}${tab}-`));
        return urls.length >= arrived(tab).length ? urls : null;
      });
      await popup.close();
      expect(logged.map((url) => new URL(url).pathname + new URL(url).search).sort()).toEqual(
        arrived(tab),
      );
    }
  }, 1_200_000);
});

/** Sends events from a page by several transports, a few at a time. Sent as source. */
async function sendMany(count: number, mark: string): Promise<void> {
  const url = (index: number) =>
    `http://trk.kissmetrics.io/e?_k=demo-shop-key&_p=p&_n=${mark}${index}`;
  const image = (index: number) =>
    new Promise<void>((resolve) => {
      const made = new Image();
      made.onload = () => resolve();
      made.onerror = () => resolve();
      made.src = url(index);
    });
  const ways = [
    image,
    image,
    (index: number) => fetch(url(index), { mode: 'no-cors' }).then(() => {}),
    async (index: number) => void navigator.sendBeacon(url(index), 'a=b'),
  ];
  for (let index = 0; index < count; index += 4)
    await Promise.all(ways.map((way, offset) => way(index + offset)));
}

/** The addresses of all requests in the log of the popup's tab. */
function loggedUrls(popup: ExtensionView): Promise<string[]> {
  return popup.evaluate(async () => {
    interface Chunk {
      readonly observations: readonly {
        readonly type: string;
        readonly seq: number;
        readonly url?: string;
      }[];
      readonly more: boolean;
    }
    const api = globalThis as unknown as {
      chrome: {
        tabs: { query(of: object): Promise<{ id: number }[]> };
        runtime: {
          connect(of: object): {
            postMessage(message: unknown): void;
            disconnect(): void;
            onMessage: {
              addListener(hear: (message: { id?: number; result?: Chunk }) => void): void;
            };
          };
        };
      };
    };
    const [tab] = await api.chrome.tabs.query({ active: true, currentWindow: true });
    const port = api.chrome.runtime.connect({ name: `tab:${tab?.id}` });
    const read = (after: number) =>
      new Promise<Chunk>((resolve) => {
        port.onMessage.addListener((message) => {
          if (message.id === after + 2 && message.result) resolve(message.result);
        });
        const args = { tabId: tab?.id, after };
        port.postMessage({ type: 'request', id: after + 2, method: 'log.read', args });
      });
    const urls: string[] = [];
    for (let after = -1; ; ) {
      const { observations, more } = await read(after);
      for (const one of observations) if (one.type === 'request' && one.url) urls.push(one.url);
      if (!more) break;
      after = observations.at(-1)?.seq ?? after;
    }
    port.disconnect();
    return urls;
  });
}
