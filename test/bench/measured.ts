import { type Chromium, launchChromium } from '../browser/chromium.ts';
import { type Demo, startDemo } from '../demo/server.ts';
import { SHOP } from '../demo/shop.ts';
import { MEASURING } from './in-panel.ts';

export type Page = Awaited<ReturnType<Chromium['openTab']>>;

/** Runs a bench with the demo and a Chromium that tells of its memory; both end with it. */
export async function measured(
  run: (browser: Chromium, demo: Demo) => Promise<void>,
): Promise<void> {
  const ending = new AbortController();
  try {
    const { signal } = ending;
    const demo = await startDemo({ signal });
    await run(
      await launchChromium({ signal, port: demo.port, args: MEASURING, network: false }),
      demo,
    );
  } finally {
    ending.abort();
  }
}

/** The shop in a tab of its own. */
export async function openShop(browser: Chromium): Promise<Page> {
  const page = await browser.openTab();
  await page.goto(`${SHOP}/?gen=older`);
  await page.waitForSelector('html[data-ready]');
  return page;
}
