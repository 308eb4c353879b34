import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SHOP } from '../demo/shop.ts';
import { comparable } from '../demo/traffic.ts';
import { BROWSERS } from './browsers.ts';
import { type Generation, Stage } from './stage.ts';

const BOB = 'bob@example.com';
const ANON = '5tyjZxK+Q1aB2cD3/F4gH5iJ6au=';
/** A page of the site with the library but without a call of its own. */
const QUIET = '/quiet';
const NAME: Readonly<Record<Generation, string>> = { older: 'km_ni', newer: 'km_ai' };

/** Ways in which a visitor gets a name elsewhere while a page is open. */
const ELSEWHERE = {
  'in another tab': async (stage: Stage, generation: Generation) => {
    const other = await stage.driver.openTab();
    await other.goto(`${SHOP}/welcome?email=${BOB}&gen=${generation}`);
    await stage.demo.tracking.waitFor((requests) =>
      requests.some(({ path }) => path.startsWith('/s?')),
    );
    await other.close();
  },
  'in a frame': async (stage: Stage, generation: Generation, page: Page) => {
    await page.evaluate(
      (url) => document.body.append(Object.assign(document.createElement('iframe'), { src: url })),
      `${SHOP}/welcome?email=${BOB}&gen=${generation}`,
    );
    await stage.demo.tracking.waitFor((requests) =>
      requests.some(({ path }) => path.startsWith('/s?')),
    );
  },
  'by the server': async (stage: Stage, generation: Generation, page: Page) => {
    stage.demo.files.set(`${SHOP}/api/sign-up`, {
      type: 'html',
      text: 'done',
      cookies: [
        `${NAME[generation]}=${encodeURIComponent(BOB)}; Path=/; Domain=.shop.example.test`,
      ],
    });
    await page.evaluate(async () => void (await (await fetch('/api/sign-up')).text()));
  },
} as const;
const WAYS = (Object.keys(ELSEWHERE) as (keyof typeof ELSEWHERE)[]).flatMap((way) =>
  (['older', 'newer'] as const).map((generation) => ({ way, generation })),
);

describe.each(BROWSERS)('what a page does next in $name', ({ name, launch }) => {
  const watched = new Stage();
  const alone = new Stage();
  beforeAll(() => Promise.all([watched.open(launch), alone.open(launch, { extension: false })]));
  afterAll(() => Promise.all([watched.close(), alone.close()]));

  /** Opens the quiet page as an anonymous visitor whom the library has not been asked about. */
  async function open(stage: Stage, generation: Generation, cookies = true): Promise<Page> {
    const page = await stage.newVisitor();
    stage.demo.files.set(`${SHOP}${QUIET}`, { type: 'html', text: quiet(generation) });
    await page.goto(`${SHOP}/plain`);
    if (cookies) {
      await page.evaluate((id) => {
        const value = encodeURIComponent(id);
        // biome-ignore lint/suspicious/noDocumentCookie: what an earlier page has left
        document.cookie = `km_ai=${value}; path=/; domain=.shop.example.test`;
      }, ANON);
    }
    await page.goto(`${SHOP}${QUIET}`);
    await page.waitForSelector('html[data-ready]');
    return page;
  }

  test.each(WAYS)(
    'is the same when the visitor signs up $way ($generation)',
    async ({ way, generation }) => {
      const perform = async (stage: Stage) => {
        const page = await open(stage, generation);
        // Panel and popup read the page too, and say what it would say.
        const panel = stage === watched && (await stage.driver.openPanel(page));
        const say = async (id: string): Promise<void> => {
          if (!panel) return;
          await panel.waitForText('current-identity', id);
          await page.bringToFront();
          const popup = await stage.driver.openPopup(page);
          await popup.waitForText('current-identity', id);
          await popup.close();
        };
        await say(ANON);
        await ELSEWHERE[way](stage, generation, page);
        await say(BOB);
        await page.evaluate(record, 'Bought');
        const next = await page.evaluate(nextOf);
        const requests = comparable(stage.demo.tracking.requests);
        if (panel) await panel.close();
        await page.close();
        return { requests, next };
      };
      const [seen, unseen] = [await perform(watched), await perform(alone)];
      expect(seen).toEqual(unseen);
      const bought = seen.requests.find((text) => text.includes('Bought'));
      expect(bought).toContain(`_p=${encodeURIComponent(BOB)}`);
    },
  );

  test('is the same after the popup was opened and closed, with nobody known', async () => {
    const perform = async (stage: Stage) => {
      const page = await open(stage, 'older', false);
      if (stage === watched) {
        const popup = await stage.driver.openPopup(page);
        await popup.waitForText('api-key', 'demo-shop-key');
        await popup.close();
      }
      const before = await page.evaluate(memoryOf);
      await page.evaluate(record, 'Seen');
      const requests = comparable(stage.demo.tracking.requests);
      await page.close();
      return { before, requests };
    };
    expect(await perform(watched)).toEqual(await perform(alone));
  });

  test('keeps what is the page’s own: functions, globals, errors, `this`', async () => {
    const perform = async (stage: Stage) => {
      const page = await open(stage, 'older');
      stage.demo.files.set(`${SHOP}/own`, { type: 'html', text: OWN });
      await page.goto(`${SHOP}/own`);
      await page.waitForFunction('window.result !== undefined');
      const result = await page.evaluate(() => Reflect.get(window, 'result') as unknown);
      await page.close();
      return result;
    };
    const [seen, unseen] = [await perform(watched), await perform(alone)];
    expect(seen).toEqual(unseen);
    expect(unseen, name).toMatchObject({
      mine: [true, true, true, true],
      unknown: 'ReferenceError',
    });
  });
});

/** Records an event by the library, and settles when it has been answered. */
function record(name: string): Promise<void> {
  return new Promise((resolve) => {
    const library = Reflect.get(window, 'KM') as {
      record(name: string, values: object, done: () => void): void;
    };
    library.record(name, {}, () => resolve());
  });
}

/** Everything that the older library goes by. */
function memoryOf(): unknown {
  const { _i, lc } = Reflect.get(window, 'KM') as { _i: unknown; lc: unknown };
  return { _i, lc, cookies: document.cookie.replace(/km_(?:lv|vs|uq)=[^;]*/g, '') };
}

/** Who the page is for now, and what `identify` would send, by asking. */
function nextOf(): unknown {
  const library = Reflect.get(window, 'KM') as {
    i(): string;
    alias(a: string, b: string): void;
    identify(id: string): void;
  };
  const aliases: unknown[] = [];
  library.alias = (...pair) => aliases.push(pair);
  const id = library.i();
  library.identify('carol@example.com');
  return { id, aliases };
}

const quiet = (generation: Generation): string => `<!doctype html><html><head>
<link rel="icon" href="data:,">
<script>
var _kmq = _kmq || [], _kmk = 'demo-shop-key';
var KMCID = '${ANON}';
_kmq.push(function () { document.documentElement.dataset.ready = ''; });
</script>
<script async src="//scripts.kissmetrics.io/demo-shop-key.2.js?gen=${generation}"></script>
</head><body><p>Quiet</p></body></html>`;

/** A page that looks at what is its own before the library, while it comes, and afterwards. */
const OWN = `<!doctype html><html><head><link rel="icon" href="data:,"><script>
var found = { mine: [], early: [], errors: [] };
addEventListener('error', function (event) { found.errors.push(event.message); });
try { KM.i(); } catch (error) { found.unknown = error.name; }
found.early.push(typeof KM, 'KM' in window, window.hasOwnProperty('KM'), Object.keys(window).includes('_kmq'));
window.KM_SKIP_URL = 1;
var own = function (item) { return Array.prototype.push.call(this, item); };
var stub = [];
stub.push = own;
window._kmq = stub;
found.mine.push(_kmq.push === own);
window._kmq = [];
found.early.push(Object.keys(_kmq), typeof KM, window.KM === undefined);
var passOn = _kmq.push;
var wrapper = function () { return passOn.apply(this, arguments); };
_kmq.push = wrapper;
found.mine.push(_kmq.push === wrapper);
found.keys = Object.keys(_kmq);
var sloppy, strict;
_kmq.push(function () { sloppy = this === window; });
_kmq.push(function () { 'use strict'; strict = this === undefined; });
var KMCID = '${ANON}', _kmk = 'demo-shop-key';
function done() {
  var record = function () {};
  KM.record = record;
  found.mine.push(KM.record === record);
  var push = function () {};
  _kmq.push = push;
  found.mine.push(_kmq.push === push);
  found.keys2 = Object.keys(_kmq);
  found.library = [KM.trackForm === KM.trackSubmit, typeof KM.i, KM.identify.name, KM.identify.length];
  found.methods = Object.keys(KM);
  found.this = [sloppy, strict];
  window.result = found;
}
</script>
<script async src="//scripts.kissmetrics.io/demo-shop-key.2.js?gen=older"></script>
</head><body><script>
_kmq.push(function () { setTimeout(done); });
</script></body></html>`;
