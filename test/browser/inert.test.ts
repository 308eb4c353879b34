import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BROWSERS } from './browsers.ts';
import type { BrowserDriver } from './driver.ts';
import { extensionFolder } from './extension-files.ts';
import { servePages } from './page-server.ts';

/** Bytes that the two injected scripts may have together. */
const BUDGET = 9 * 1024;

/** A page says when its own first script runs; what is heard before is before the page. */
const page = (script: string) =>
  `<!doctype html><html><head><script>window.heard?.push('page');${script}</script></head><body><p>Text</p></body></html>`;
const PAGES = {
  '/plain': page(''),
  '/kissmetrics': page(`window._kmq = []; _kmq.push(['record', 'Seen']);`),
};

describe.each(BROWSERS)('a page in $name', ({ name, launch }) => {
  const ending = new AbortController();
  let withExtension: BrowserDriver;
  let without: BrowserDriver;

  beforeAll(async () => {
    const { signal } = ending;
    const port = await servePages(PAGES, signal);
    [withExtension, without] = await Promise.all([
      launch({ signal, port }),
      launch({ signal, port, extension: false }),
    ]);
  });
  afterAll(async () => {
    ending.abort();
    await Promise.all([withExtension.closed, without.closed]);
  });

  async function open(driver: BrowserDriver, path: string): Promise<Page> {
    const tab = await driver.openTab();
    await tab.evaluateOnNewDocument(listen);
    await tab.goto(`http://shop.example.test${path}`);
    // Two frames later all that the load event or a microtask began has begun.
    await tab.evaluate(
      () =>
        new Promise((resolve) =>
          window.requestAnimationFrame(() => window.requestAnimationFrame(resolve)),
        ),
    );
    return tab;
  }

  const heard = (tab: Page): Promise<string[]> =>
    tab.evaluate(() => (window as unknown as { heard: string[] }).heard);

  test('without Kissmetrics gets no timer, no observer, no message and no event', async () => {
    const tab = await open(withExtension, '/plain');
    const [before, after] = split(await heard(tab));
    // Before the page's first script the extension's two scripts find each other by events.
    expect(before.filter((what) => what !== 'dispatchEvent')).toEqual([]);
    expect(after).toEqual([]);
    await tab.close();
  });

  test('with Kissmetrics is heard by the same ears, so that the silence means something', async () => {
    const tab = await open(withExtension, '/kissmetrics');
    const [, after] = split(await heard(tab));
    expect(after).toContain('dispatchEvent');
    expect(after.filter((what) => what !== 'dispatchEvent')).toEqual([]);
    await tab.close();
  });

  test('without Kissmetrics has the same enumerable globals and the same document', async () => {
    const tabs = [await open(withExtension, '/plain'), await open(without, '/plain')];
    const seen = await Promise.all(
      tabs.map((tab) =>
        tab.evaluate(() => ({
          globals: Object.keys(window).sort(),
          html: document.documentElement.outerHTML,
          queue: [typeof Reflect.get(window, '_kmq'), typeof Reflect.get(window, 'KM')],
        })),
      ),
    );
    expect(seen[0]).toEqual(seen[1]);
    expect(seen[0]?.queue).toEqual(['undefined', 'undefined']);
    await Promise.all(tabs.map((tab) => tab.close()));
  });

  test(`is given at most ${BUDGET} bytes of script`, () => {
    const files = ['src/probe/probe.iife.js', 'src/content/content.iife.js'];
    const sizes = files.map((file) => readFileSync(join(extensionFolder(name), file)).length);
    expect(sizes.every((size) => size > 0)).toBe(true);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(BUDGET);
  });
});

/** What was heard before and after the page's own first script. */
function split(heard: readonly string[]): [string[], string[]] {
  const at = heard.indexOf('page');
  expect(at, 'the page did not say when it began').toBeGreaterThanOrEqual(0);
  return [heard.slice(0, at), heard.slice(at + 1)];
}

/**
 * Wraps what a script could become active by. Runs before anything else in a document, the
 * extension's scripts included.
 */
function listen(): void {
  const heard: string[] = [];
  Object.defineProperty(window, 'heard', { value: heard });
  const wrap = (owner: object, name: string): void => {
    const original = Reflect.get(owner, name) as unknown;
    if (typeof original !== 'function') return;
    Object.defineProperty(owner, name, {
      ...Object.getOwnPropertyDescriptor(owner, name),
      value: function wrapped(this: unknown, ...args: unknown[]) {
        heard.push(name);
        return new.target ? Reflect.construct(original, args) : Reflect.apply(original, this, args);
      },
    });
  };
  for (const name of [
    'setTimeout',
    'setInterval',
    'requestIdleCallback',
    'postMessage',
    'fetch',
    'MutationObserver',
    'PerformanceObserver',
    'IntersectionObserver',
    'ResizeObserver',
    'MessageChannel',
    'BroadcastChannel',
    'XMLHttpRequest',
    'Worker',
    'WebSocket',
    'Image',
  ])
    wrap(window, name);
  wrap(EventTarget.prototype, 'dispatchEvent');
  wrap(Navigator.prototype, 'sendBeacon');
}
