import type { Frame, Page } from 'puppeteer-core';
import { describe, expect, test } from 'vitest';
import { SHOP } from '../demo/shop.ts';
import { BROWSERS } from './browsers.ts';
import type { ExtensionView } from './extension-view.ts';
import { useStage } from './stage.ts';
import { until } from './until.ts';

/** Requests of all tabs and kills of the background; others by e.g. `SOAK=20000,50`. */
const [REQUESTS = 3_000, KILLS = 12] = (process.env.SOAK ?? '')
  .split(',')
  .filter(Boolean)
  .map(Number);
const TABS = 3;
const FRAMES = ['top', 'frame'] as const;
const MARK = 'soak-';
/** Longest wait for what the background still has to take in, in ms. */
const CATCH_UP = 120_000;

describe.each(BROWSERS)('a long day in $name', ({ launch }) => {
  const stage = useStage(launch, { detached: true });

  test('loses nothing and sees nothing twice while the background is killed again and again', async () => {
    const pages: Page[] = [];
    for (let index = 0; index < TABS; index += 1) pages.push(await openShop());
    const each = Math.ceil(REQUESTS / TABS / FRAMES.length);
    let sending = true;
    const traffic = Promise.all(
      pages.flatMap((page, tab) =>
        FRAMES.map((name) =>
          frameOf(page, name).evaluate(sendMany, each, `${MARK}${tab}-${name}-`),
        ),
      ),
    ).finally(() => {
      sending = false;
    });
    let kills = 0;
    while (sending && kills < KILLS) {
      await stage.driver.stopBackground();
      kills += 1;
    }
    await traffic;
    expect(kills).toBe(KILLS);

    for (const [tab, page] of pages.entries()) {
      const arrived = stage.demo.tracking.requests
        .map(({ path }) => path)
        .filter((path) => path.includes(`${MARK}${tab}-`))
        .sort();
      const popup = await stage.driver.openPopup(page);
      let lacking = 0;
      const logged = await until(
        `the log of tab ${tab} to be whole`,
        async () => {
          const paths = (await loggedPaths(popup)).filter((path) => path.includes(MARK));
          const there = new Set(paths);
          lacking = arrived.filter((path) => !there.has(path)).length;
          return lacking === 0 ? paths : null;
        },
        () => `${lacking} of ${arrived.length} are lacking`,
        CATCH_UP,
      );
      await popup.close();
      expect(logged.sort()).toEqual(arrived);
      expect(arrived.length).toBeGreaterThanOrEqual(each * FRAMES.length);
    }
  }, 1_200_000);

  /** A page of the shop, with the same shop in a frame. */
  async function openShop(): Promise<Page> {
    const page = await stage.driver.openTab();
    await page.goto(`${SHOP}/?gen=older`);
    await page.waitForSelector('html[data-ready]');
    await page.evaluate((url) => {
      const frame = document.createElement('iframe');
      frame.src = url;
      document.body.append(frame);
    }, `${SHOP}/?gen=newer`);
    await until('the frame', () =>
      frameOf(page, 'frame').evaluate(() => document.documentElement.dataset.ready !== undefined),
    );
    return page;
  }
});

function frameOf(page: Page, name: (typeof FRAMES)[number]): Frame {
  if (name === 'top') return page.mainFrame();
  const [frame] = page.mainFrame().childFrames();
  if (!frame) throw new Error('The page has no frame.');
  return frame;
}

/** Sends events by several transports, a few at a time. Sent as source. */
async function sendMany(count: number, mark: string): Promise<void> {
  const url = (index: number) =>
    `http://trk.kissmetrics.io/e?_k=demo-shop-key&_p=p&_n=${mark}${index}-`;
  const ways: ((index: number) => Promise<void>)[] = [
    (index) =>
      new Promise((resolve) => {
        const made = new Image();
        made.onload = () => resolve();
        made.onerror = () => resolve();
        made.src = url(index);
      }),
    (index) =>
      new Promise((resolve) => {
        const request = new XMLHttpRequest();
        request.onloadend = () => resolve();
        request.open('GET', url(index));
        request.send();
      }),
    // The browser's own record of a fetch waits until its answer has been read.
    async (index) => void (await (await fetch(url(index))).blob()),
    async (index) => void navigator.sendBeacon(url(index), 'a=b'),
  ];
  for (let index = 0; index < count; index += ways.length)
    await Promise.all(ways.map((way, offset) => way(index + offset)));
}

/** Path and query of all requests in the log of the popup's tab. */
function loggedPaths(popup: ExtensionView): Promise<string[]> {
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
            onDisconnect: { addListener(hear: () => void): void };
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
      new Promise<Chunk>((resolve, reject) => {
        port.onDisconnect.addListener(() => reject(new Error('The background went away.')));
        port.onMessage.addListener((message) => {
          if (message.id === after + 2 && message.result) resolve(message.result);
        });
        const args = { tabId: tab?.id, after };
        port.postMessage({ type: 'request', id: after + 2, method: 'log.read', args });
      });
    const paths: string[] = [];
    for (let after = -1; ; ) {
      const { observations, more } = await read(after);
      for (const one of observations) {
        if (one.type !== 'request' || !one.url) continue;
        const { pathname, search } = new URL(one.url);
        paths.push(pathname + search);
      }
      if (!more) break;
      after = observations.at(-1)?.seq ?? after;
    }
    port.disconnect();
    return paths;
  });
}
