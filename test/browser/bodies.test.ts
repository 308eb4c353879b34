import type { Page } from 'puppeteer-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { SHOP } from '../demo/shop.ts';
import { BROWSERS } from './browsers.ts';
import { switchSandboxOn } from './popup-steps.ts';
import { useStage, useTab } from './stage.ts';

const PAGE = `${SHOP}/bodies`;
const BATCH = 'http://api.kissmetrics.com/v1/products/p-1/tracking/e?_signature=s';

describe.each(BROWSERS)('bodies of every form in $name', ({ name, launch }) => {
  const stage = useStage(launch);
  const tab = useTab(stage);
  beforeAll(() => {
    const text = '<!doctype html><title>Bodies</title><p>Bodies</p>';
    stage.demo.files.set(PAGE, { type: 'html', text });
  });

  test('are counted as at the server, and what cannot be read is not known', async () => {
    const { page } = tab;
    await page.goto(PAGE);
    const sent = await page.evaluate(sendAll, BATCH);
    await stage.demo.tracking.waitFor((requests) => requests.length >= sent);
    const atServer = stage.demo.tracking.requests;
    expect(atServer).toHaveLength(sent);
    // A batch is one request, and three of what it holds.
    const items = atServer.length - 1 + 3;

    const panel = await stage.driver.openPanel(page);
    const count = async (kind: string) => Number(await panel.text(`count-${kind}`));
    await panel.until(
      `${items} rows`,
      async () =>
        (await panel.rows()).filter(({ delivery }) => delivery === 'delivered').length === items,
    );
    expect([await count('alias'), await count('event'), await count('properties')]).toEqual([
      5, 6, 1,
    ]);
    const rows = (await panel.rows()).map(({ kind, text }) => `${kind} ${text}`);
    const having = (...texts: readonly string[]) =>
      rows.filter((row) => texts.every((text) => row.includes(text)));
    expect(having('retry')).toEqual([]);
    expect(having('alias', 'buffer-p', '⇄', 'buffer-n')).toHaveLength(1);
    expect(having('event', 'Beacon without body')).toHaveLength(1);
    expect(having('event', 'Head')).toHaveLength(1);
    expect(having('event', 'Mobile')).toHaveLength(1);
    expect(having('alias', 'batch-p', 'batch-n', '2 of 3 in a batch')).toHaveLength(1);
    expect(having('not known', 'malformed')).toHaveLength(1);
    // Chromium shows nothing of a Blob, and does not even say that there is one.
    const unread = name === 'chrome' ? 2 : 0;
    expect(having('alias', 'not known⇄not known', 'unreadable')).toHaveLength(unread);
    expect(having('alias', 'blob-', '⇄')).toHaveLength(2 - unread);
    expect(await panel.findings()).toEqual([]);
    expect(having('malformed')).toHaveLength(1);
  });

  test('are held by the sandbox, and a batch where only aliases are', async () => {
    const { page } = tab;
    await page.goto(PAGE);
    const popup = await stage.driver.openPopup(page);
    await switchSandboxOn(popup);
    await popup.click('Aliases only');
    await popup.waitFor('the sandbox to hold aliases only', () =>
      document
        .querySelector('.sandbox[data-on="true"] [type=radio]:not(:checked)')
        ?.closest('label')
        ?.textContent?.includes('Everything'),
    );
    await popup.close();
    await page.evaluate(sendAll, BATCH);
    await stage.demo.tracking.waitFor(
      (requests) => requests.filter(({ path }) => path.startsWith('/e')).length >= 5,
    );
    const arrived = stage.demo.tracking.requests.map(({ host, path }) => `${host}${path}`);
    expect(arrived.filter((address) => !address.includes('/e?'))).toEqual([]);
    expect(arrived.filter((address) => address.startsWith('api.'))).toEqual([]);
    await expectHeld(page, 5);
  });

  /** Aliases that the panel says were held. */
  async function expectHeld(page: Page, aliases: number): Promise<void> {
    const panel = await stage.driver.openPanel(page);
    await panel.until(`${aliases} held aliases`, async () => {
      const held = (await panel.rows()).filter(({ delivery }) => delivery === 'held');
      return held.filter(({ kind }) => kind === 'alias').length === aliases;
    });
  }
});

/** Sent as source: sends one of each form, and gives how many requests that is. */
async function sendAll(batch: string): Promise<number> {
  const base = 'http://trk.kissmetrics.io';
  const key = '_k=demo-shop-key';
  const gzip = (text: string) =>
    new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))).blob();
  const post = (url: string, body?: BodyInit, headers?: Record<string, string>) =>
    fetch(url, {
      ...{ method: 'POST', mode: headers ? 'cors' : 'no-cors' },
      ...(body !== undefined && { body }),
      ...(headers && { headers }),
    }).catch(() => {});
  const alias = (name: string) => `${key}&_p=${name}-p&_n=${name}-n`;
  // Two aliases at one address, of which only the packed bodies differ.
  await post(`${base}/a`, await gzip(alias('blob-1')));
  await post(`${base}/a`, await gzip(alias('blob-2')));
  await post(`${base}/a`, await (await gzip(alias('buffer'))).arrayBuffer());
  await post(`${base}/a`, `${alias('form')}&`);
  navigator.sendBeacon(`${base}/e?${key}&_p=p&_n=Beacon+without+body`);
  await post(`${base}/e?m=json`, JSON.stringify({ _p: 'json', _n: 'Json' }), {
    'content-type': 'application/json',
  });
  await post(
    batch,
    JSON.stringify({
      data: [
        { identity: 'batch-n', timestamp: 1, event: 'Batched' },
        { identity: 'batch-p', timestamp: 2, alias: 'batch-n' },
        { identity: 'batch-n', timestamp: 3, plan: 'pro' },
      ],
    }),
    { 'content-type': 'application/json', 'x-km-apikey': 'demo-shop-key' },
  );
  const head = `${base}/e?${key}&_p=p&_n=Head&`;
  await fetch(head, { method: 'HEAD', mode: 'no-cors' }).catch(() => {});
  await new Promise<void>((resolve) => {
    const image = new Image();
    image.onload = image.onerror = () => resolve();
    image.src = `http://trc.kissmetrics.io:80/e?${key}&_p=p&_n=Mobile&`;
  });
  await post(`${base}/e?${key}&_p=p&_n=Empty`, '');
  return 10;
}
