import type { Frame, Page } from 'puppeteer-core';
import { CHECKOUT, SHOP, WIDGET } from '../demo/shop.ts';
import { REDIRECT } from '../demo/tracking.ts';
import type { BrowserName } from './find-browser.ts';
import type { Stage } from './stage.ts';
import { sendByEveryTransport, TRANSPORTS } from './transports.ts';
import { until } from './until.ts';

export interface Scene {
  readonly stage: Stage;
  /** A tab of its own, at the page ‘a’. */
  readonly page: Page;
  readonly mark: string;
  /** A tracking request by its name. */
  url(name: string, more?: string): string;
  /** Settles when the server has got a request of this name. */
  arrived(name: string): Promise<void>;
  /** Opens a further tab. */
  open(address: string): Promise<Page>;
}

export interface CompletenessRow {
  readonly name: string;
  readonly browsers?: readonly BrowserName[];
  /**
   * Makes real pages send.
   * @returns what the logs are to say: `TAB: NAME, PLACE, DELIVERY`, where `page` and `delivered`
   * go without saying
   */
  run(scene: Scene, browser: BrowserName): Promise<string[]>;
}

/** A page without Kissmetrics, of a name, that can be kept in the back/forward cache. */
export const pageOf = (tab: string, site = SHOP): string => `${site}/still?tab=${tab}`;

/** A page that sends what its address says, as it is loaded. */
const sender = (tab: string, url: string): string =>
  `${SHOP}/sender?tab=${tab}&send=${encodeURIComponent(url)}`;

const WORKER = `self.send = (url) => fetch(url, { mode: 'no-cors' });`;

/** The documents and scripts that the rows need, by address. */
export const FILES = {
  [`${SHOP}/still`]: { type: 'html', text: '<!doctype html><title>Still</title><p>Still</p>' },
  [`${WIDGET}/still`]: { type: 'html', text: '<!doctype html><title>Other</title><p>Other</p>' },
  [`${CHECKOUT}/still`]: { type: 'html', text: '<!doctype html><title>Third</title><p>Third</p>' },
  [`${SHOP}/sender`]: {
    type: 'html',
    text: `<!doctype html><title>Sender</title><script>
new Image().src = new URLSearchParams(location.search).get('send');</script>`,
  },
  [`${SHOP}/dedicated.js`]: {
    type: 'javascript',
    text: `${WORKER} onmessage = ({ data }) => send(data);`,
  },
  [`${SHOP}/shared.js`]: {
    type: 'javascript',
    text: `${WORKER} onconnect = ({ ports: [port] }) => {
  port.onmessage = ({ data }) => send(data);
  port.postMessage('ready');
};`,
  },
  [`${SHOP}/service.js`]: {
    type: 'javascript',
    text: `${WORKER}
oninstall = () => skipWaiting();
onactivate = (event) => event.waitUntil(clients.claim());
onmessage = (event) => event.waitUntil(send(event.data));`,
  },
} as const;

const frames: CompletenessRow[] = [
  {
    name: 'a frame of the same site, of another, and one in that',
    async run({ page, url }) {
      const same = await addFrame(page.mainFrame(), pageOf('same'));
      const other = await addFrame(page.mainFrame(), pageOf('other', WIDGET));
      const nested = await addFrame(other, pageOf('nested', CHECKOUT));
      await page.evaluate(sendImage, url('top'));
      await same.evaluate(sendImage, url('same'));
      await other.evaluate(sendFetch, url('other'));
      await nested.evaluate(sendBeacon, url('nested'));
      return [
        'a: top',
        `a: same, ${pageOf('same')}`,
        `a: other, ${pageOf('other', WIDGET)}`,
        `a: nested, ${pageOf('nested', CHECKOUT)}`,
      ];
    },
  },
  {
    name: 'frames without an address of their own',
    async run({ page, url }, browser) {
      await page.evaluate(sendFromBlank, url('blank'));
      await page.evaluate(sendFromSrcdoc, url('srcdoc'));
      // What Chromium puts into a new frame sends as the page around it.
      const blank = browser === 'chrome' ? 'a: blank' : 'a: blank, about:blank';
      return [blank, 'a: srcdoc, about:srcdoc'];
    },
  },
  {
    name: 'a frame that goes on to another page',
    async run({ page, url, arrived }) {
      const frame = await addFrame(page.mainFrame(), pageOf('first', WIDGET));
      await frame.evaluate(sendImage, url('first'));
      await arrived('first');
      await frame.goto(pageOf('second', WIDGET));
      await frame.evaluate(sendImage, url('second'));
      return [`a: first, ${pageOf('first', WIDGET)}`, `a: second, ${pageOf('second', WIDGET)}`];
    },
  },
];

const pages: CompletenessRow[] = [
  {
    name: 'a page from the back/forward cache',
    async run({ page, url, arrived }) {
      await page.evaluate(sendImage, url('before'));
      await arrived('before');
      await page.evaluate(noteRestore);
      await page.goto(pageOf('between', WIDGET));
      await page.evaluate(sendImage, url('between'));
      await arrived('between');
      // A page that comes from the cache is not loaded: there is nothing to wait for but itself.
      await page.evaluate(() => void setTimeout(() => history.back()));
      await until('the page to be back', () =>
        page.evaluate(() => Reflect.get(window, 'restored')),
      );
      await page.evaluate(sendImage, url('after'));
      return ['a: before', 'a: between', 'a: after'];
    },
  },
  {
    name: 'a prerendered page, before and after it is shown',
    browsers: ['chrome'],
    async run({ page, url, arrived }) {
      const next = sender('b', url('prerendered'));
      await page.evaluate(prerender, next);
      await arrived('prerendered');
      await page.evaluate((to) => void setTimeout(() => location.assign(to)), next);
      await until('the prerendered page to be shown', () =>
        page.evaluate(() => {
          const [entry] = performance.getEntriesByType('navigation');
          return Number(Reflect.get(entry ?? {}, 'activationStart')) > 0;
        }),
      );
      await page.evaluate(sendImage, url('shown'));
      return ['b: prerendered, prerendered', 'b: shown'];
    },
  },
  {
    name: 'a page that sends as it goes away',
    async run({ page, url, arrived }) {
      await page.evaluate(sendOnLeaving, url('keepalive'), url('beacon'));
      await page.goto(pageOf('b', WIDGET));
      await arrived('keepalive');
      await arrived('beacon');
      return ['b: keepalive', 'b: beacon'];
    },
  },
  {
    name: 'requests that wait for their answer as the page goes away',
    async run({ stage, page, url, arrived }) {
      stage.demo.tracking.mode = 'slow';
      await page.evaluate(sendImage, url('image'));
      await page.evaluate(sendFetch, url('fetch'));
      await arrived('image');
      await arrived('fetch');
      // The page as it was is not kept in the back/forward cache, where it could go on.
      await page.reload();
      stage.demo.tracking.release();
      return ['a: image, page, failed', 'a: fetch, page, failed'];
    },
  },
];

const transports: CompletenessRow[] = [
  {
    name: 'every transport of a page',
    async run({ page, mark }, browser) {
      await sendByEveryTransport(page, mark);
      // A frame's own navigation: Chromium names but the site that it was sent from.
      const from = browser === 'chrome' ? SHOP : pageOf('a');
      const places: Readonly<Record<string, string>> = {
        iframe: `, ${from}`,
        form: `, ${from}`,
        srcdoc: ', about:srcdoc',
        'shared-worker': ', own worker',
      };
      return TRANSPORTS.map((name) => `a: ${name}${places[name] ?? ''}`);
    },
  },
  {
    name: 'redirects, each hop of which is seen',
    async run({ page, url }) {
      const third = url('third').replace('.io/', '.com/');
      const second = url('second', `&${REDIRECT}=${encodeURIComponent(third)}`);
      const first = url('first', `&${REDIRECT}=${encodeURIComponent(second)}`);
      await page.evaluate(sendImage, first);
      return ['a: first', 'a: second', 'a: third'];
    },
  },
  {
    name: 'a redirected request of a page that is gone',
    async run({ stage, page, url, arrived }) {
      stage.demo.tracking.mode = 'slow';
      const next = encodeURIComponent(url('second'));
      await page.evaluate(sendKeepalive, url('first', `&${REDIRECT}=${next}`));
      await arrived('first');
      await page.goto(pageOf('b', WIDGET));
      stage.demo.tracking.mode = 'ok';
      stage.demo.tracking.release();
      await arrived('second');
      return ['b: first', 'b: second'];
    },
  },
  {
    name: 'what the library sends again on the next page',
    async run({ stage, page, mark, arrived }) {
      stage.demo.tracking.mode = 'drop';
      await page.goto(`${SHOP}/?tab=a&gen=older`);
      await page.waitForSelector('html[data-ready]');
      await page.evaluate((name) => {
        (Reflect.get(window, '_kmq') as unknown[]).push(['record', name]);
      }, `${mark}-again`);
      await arrived('again');
      stage.demo.tracking.mode = 'ok';
      await page.goto(`${SHOP}/?tab=b&gen=older`);
      await page.waitForFunction('!/km_uq=[^;]/.test(document.cookie)');
      return ['b: again, page, failed', 'b: again'];
    },
  },
];

const tabs: CompletenessRow[] = [
  {
    name: 'two tabs that send at once',
    async run({ page, open, url }) {
      const other = await open(pageOf('b'));
      const names = (tab: string) => Array.from({ length: 20 }, (_, index) => `${tab}${index}`);
      await Promise.all([
        page.evaluate(
          sendImages,
          names('a').map((name) => url(name)),
        ),
        other.evaluate(
          sendImages,
          names('b').map((name) => url(name)),
        ),
      ]);
      return [...names('a').map((name) => `a: ${name}`), ...names('b').map((name) => `b: ${name}`)];
    },
  },
  {
    name: 'tabs that a page opens',
    async run({ page, url, arrived }) {
      await page.evaluate(openTabs, {
        open: sender('b', url('opened')),
        noopener: sender('c', url('noopener')),
        link: sender('d', url('link')),
      });
      await page.evaluate(sendImage, url('opener'));
      await arrived('opened');
      await arrived('noopener');
      await arrived('link');
      return ['a: opener', 'b: opened', 'c: noopener', 'd: link'];
    },
  },
  {
    name: 'a tab that was closed and is opened again',
    browsers: ['firefox'],
    async run({ stage, page, open, url, arrived }) {
      const closing = await open(sender('b', url('restored')));
      await arrived('restored');
      await closing.close();
      stage.demo.tracking.clear();
      await stage.driver.reopenTab?.();
      await arrived('restored');
      await page.evaluate(sendImage, url('beside'));
      return ['a: beside', 'b: restored'];
    },
  },
];

const workers: CompletenessRow[] = [
  {
    name: 'a worker of the page',
    async run({ page, url }) {
      await page.evaluate(startWorker, '/dedicated.js');
      await page.evaluate(sendByWorker, url('dedicated'));
      return ['a: dedicated'];
    },
  },
  {
    name: 'a shared worker, of one tab, then of two',
    async run({ page, open, url, arrived }) {
      await open(pageOf('other', WIDGET));
      await page.evaluate(startShared, '/shared.js');
      await page.evaluate(sendByShared, url('one'));
      await arrived('one');
      const second = await open(pageOf('b'));
      await second.evaluate(startShared, '/shared.js');
      await second.evaluate(sendByShared, url('two'));
      return ['a: one, own worker', 'a: two, shared worker', 'b: two, shared worker'];
    },
  },
  {
    name: 'a service worker, of one tab, then of two',
    async run({ page, open, url, arrived }) {
      await open(pageOf('other', WIDGET));
      await page.evaluate(startService, '/service.js');
      await page.evaluate(sendByService, url('one'));
      await arrived('one');
      await open(pageOf('b'));
      await page.evaluate(sendByService, url('two'));
      return ['a: one, own worker', 'a: two, shared worker', 'b: two, shared worker'];
    },
  },
  {
    name: 'a shared worker, while the background is killed and the request is under way',
    async run({ stage, page, url, arrived }) {
      await page.evaluate(startShared, '/shared.js');
      stage.demo.tracking.mode = 'slow';
      await page.evaluate(sendByShared, url('first'));
      await arrived('first');
      await stage.driver.killBackground();
      await page.evaluate(sendByShared, url('second'));
      await arrived('second');
      stage.demo.tracking.release();
      return ['a: first, own worker', 'a: second, own worker'];
    },
  },
];

export const ROWS: readonly CompletenessRow[] = [
  ...frames,
  ...pages,
  ...transports,
  ...tabs,
  ...workers,
];

/** One request each of the page, two frames and a worker. */
export async function sendFromPlaces({ page, url, arrived }: Scene): Promise<void> {
  const other = await addFrame(page.mainFrame(), pageOf('other', WIDGET));
  await other.evaluate(sendImage, url('other'));
  await page.evaluate(sendImage, url('top'));
  await page.evaluate(sendFromSrcdoc, url('srcdoc'));
  await page.evaluate(startShared, '/shared.js');
  await page.evaluate(sendByShared, url('shared'));
  await arrived('shared');
}

/** Adds a frame to a document and waits until it has its page. */
async function addFrame(parent: Frame, address: string): Promise<Frame> {
  await parent.evaluate((src) => {
    const frame = Object.assign(document.createElement('iframe'), { src });
    document.body.append(frame);
  }, address);
  return await until(`the frame ${address}`, async () => {
    const frame = parent.childFrames().find((one) => one.url() === address);
    const whole = await frame?.evaluate(() => document.readyState === 'complete');
    return whole ? frame : null;
  });
}

// Sent as source: each has to stand alone.

function sendImage(url: string): void {
  new Image().src = url;
}

function sendImages(urls: string[]): void {
  for (const url of urls) new Image().src = url;
}

function sendFetch(url: string): void {
  void fetch(url, { mode: 'no-cors' }).catch(() => {});
}

function sendKeepalive(url: string): void {
  void fetch(url, { mode: 'no-cors', keepalive: true }).catch(() => {});
}

function sendBeacon(url: string): void {
  navigator.sendBeacon(url, 'a=b');
}

/** From a document of its own that no address was ever loaded into. */
function sendFromBlank(url: string): void {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  const { contentDocument } = frame;
  const image = contentDocument?.createElement('img');
  if (image) image.src = url;
}

function sendFromSrcdoc(url: string): void {
  const frame = document.createElement('iframe');
  frame.srcdoc = `<script>onload = () => { new Image().src = ${JSON.stringify(url)}; };</script>`;
  document.body.append(frame);
}

function noteRestore(): void {
  addEventListener('pageshow', ({ persisted }) => Reflect.set(window, 'restored', persisted));
}

function prerender(address: string): void {
  const script = document.createElement('script');
  script.type = 'speculationrules';
  script.text = JSON.stringify({
    prerender: [{ source: 'list', urls: [address], eagerness: 'immediate' }],
  });
  document.head.append(script);
}

function sendOnLeaving(keepalive: string, beacon: string): void {
  addEventListener('pagehide', () => {
    void fetch(keepalive, { mode: 'no-cors', keepalive: true }).catch(() => {});
    navigator.sendBeacon(beacon, 'a=b');
  });
}

function openTabs(tabs: Readonly<Record<string, string>>): void {
  for (const [way, address] of Object.entries(tabs))
    if (way === 'link') {
      const link = Object.assign(document.createElement('a'), { href: address, target: '_blank' });
      document.body.append(link);
      link.click();
    } else window.open(address, '_blank', way === 'noopener' ? 'noopener' : '');
}

function startWorker(script: string): void {
  Reflect.set(window, 'worker', new Worker(script));
}

function sendByWorker(url: string): void {
  (Reflect.get(window, 'worker') as Worker).postMessage(url);
}

function startShared(script: string): Promise<void> {
  const { port } = new SharedWorker(script);
  Reflect.set(window, 'port', port);
  return new Promise((resolve) => {
    port.onmessage = () => resolve();
  });
}

function sendByShared(url: string): void {
  (Reflect.get(window, 'port') as MessagePort).postMessage(url);
}

async function startService(script: string): Promise<void> {
  await navigator.serviceWorker.register(script);
  await navigator.serviceWorker.ready;
}

async function sendByService(url: string): Promise<void> {
  const { active } = await navigator.serviceWorker.ready;
  active?.postMessage(url);
}
