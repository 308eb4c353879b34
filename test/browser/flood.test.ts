import type { Page } from 'puppeteer-core';
import { describe, expect, test } from 'vitest';
import { BROWSERS } from './browsers.ts';
import { servePages } from './page-server.ts';

const CALLS = 1_000_000;
/** Rows that a flood may leave: a batch of claims, the page, and what is said about the rest. */
const MOST_ROWS = 1_050;

const PAGES = {
  '/queue': `window._kmq = []; flood((i) => _kmq.push(['record', 'e' + i])); result = _kmq.length;`,
  '/library': `var ran = 0; window._kmq = []; document.cookie = 'km_ai=x';
window.KM = { i: () => 'x', record() { ran += 1; } };
Promise.resolve().then(() => { flood((i) => KM.record('e' + i)); result = ran; });`,
  '/slow': `window._kmq = []; document.cookie = 'km_ai=x'; var asked = 0;
window.KM = { i() { asked += 1; for (var end = Date.now() + 2000; Date.now() < end;); return 'x'; }, record() {} };
var left = 20; (function again() { KM.record('e'); if (--left > 0) setTimeout(again, 10); else result = 'done'; })();`,
};

const html = (script: string): string => `<!doctype html><p></p><script>
var result = '', took = 0;
function flood(call) {
  var began = performance.now();
  for (var i = 0; i < ${CALLS}; i++) call(i);
  took = performance.now() - began;
}
${script}
new Image().src = 'http://trk.kissmetrics.io/a?_k=k&_p=one&_n=two';
</script>`;

const saysResult = (page: Page): Promise<string> =>
  page
    .waitForFunction(() => String(Reflect.get(window, 'result')))
    .then((handle) => handle.jsonValue());

describe.each(BROWSERS)('a page that floods, in $name', ({ name, launch }) => {
  const visit = async (path: keyof typeof PAGES, extension: boolean, signal: AbortSignal) => {
    const pages = Object.entries(PAGES).map(([to, script]) => [to, html(script)]);
    const port = await servePages(Object.fromEntries(pages), signal);
    const driver = await launch({ signal, port, extension });
    const page = await driver.openTab();
    await page.goto(`http://shop.example.test${path}`);
    return { driver, page, result: await saysResult(page) };
  };

  test.each(['/queue', '/library'] as const)(
    'with a million calls (%s) works as without, and the log says what it left out',
    async (path) => {
      const ending = new AbortController();
      const alone = await visit(path, false, ending.signal);
      const watched = await visit(path, true, ending.signal);
      expect(watched.result).toBe(alone.result);
      const took = (page: Page) => page.evaluate(() => Number(Reflect.get(window, 'took')));
      console.log(
        `${name} ${path}: ${CALLS} calls took ${Math.round(await took(watched.page))} ms, ` +
          `${Math.round(await took(alone.page))} ms without the extension`,
      );
      const panel = await watched.driver.openPanel(watched.page);
      await panel.waitForText('count-alias', '1');
      await panel.until('what was left out to be told', async () =>
        (await panel.rows()).some(({ kind }) => kind === 'note'),
      );
      expect(Number(await panel.attribute('timeline', 'aria-rowcount'))).toBeLessThanOrEqual(
        MOST_ROWS,
      );
      ending.abort();
      await Promise.all([alone.driver.closed, watched.driver.closed]);
    },
  );

  test('with a KM.i() that takes seconds is not made to wait again and again', async () => {
    const ending = new AbortController();
    const { driver, page } = await visit('/slow', true, ending.signal);
    const panel = await driver.openPanel(page);
    await panel.waitForText('count-alias', '1');
    await panel.waitForText('current-identity', 'x');
    await page.evaluate(() => {
      for (let i = 0; i < 20; i++) (Reflect.get(window, 'KM') as { record(): void }).record();
    });
    const popup = await driver.openPopup(page);
    await popup.waitForText('current-identity', 'x');
    // The probe, and whoever first read the page from panel or popup.
    expect(await page.evaluate(() => Number(Reflect.get(window, 'asked')))).toBeLessThanOrEqual(2);
    ending.abort();
    await driver.closed;
  });
});
