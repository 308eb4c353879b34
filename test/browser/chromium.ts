import { readFileSync } from 'node:fs';
import puppeteer, {
  type Browser,
  type ElementHandle,
  type Frame,
  type JSHandle,
  type KeyInput,
  type Page,
  type Target,
  type WebWorker,
} from 'puppeteer-core';
import { type Dock, openDevToolsPanel } from './devtools-panel.ts';
import type { BrowserDriver, DriverOptions } from './driver.ts';
import { extensionFolder } from './extension-files.ts';
import { ExtensionView, type Surface } from './extension-view.ts';
import { findBrowser } from './find-browser.ts';
import { until } from './until.ts';

/** The part of Chromium's API for extensions that is called inside the browser. */
declare const chrome: {
  readonly action: { openPopup(): Promise<void> };
  readonly runtime: { readonly onConnect: { hasListeners(): boolean } };
  /** Only on `chrome://extensions`. */
  readonly developerPrivate: {
    updateExtensionConfiguration(change: {
      readonly extensionId: string;
      readonly hostAccess: 'ON_ALL_SITES' | 'ON_CLICK' | 'ON_SPECIFIC_SITES';
    }): Promise<void>;
    updateProfileConfiguration(change: { readonly inDeveloperMode: boolean }): Promise<void>;
    addHostPermission(extensionId: string, pattern: string): Promise<void>;
    reload(extensionId: string, options: { readonly failQuietly: boolean }): Promise<void>;
  };
};

/** Size of the window in CSS pixels. */
const WIDTH = 1280;
const HEIGHT = 800;

/** A Chromium driver, with what only Chromium can do. */
export interface Chromium extends BrowserDriver {
  openPanel(page: Page, dock?: Dock): Promise<ExtensionView>;
  /** The extension's background. */
  worker(): Promise<WebWorker>;
  /**
   * Milliseconds of processor time that the processes of the extension's pages and worker have used
   * so far. On Linux only.
   */
  extensionTime(): Promise<number>;
  /** The extension's own page of a path, in a tab. */
  openExtensionPage(path: string): Promise<Page>;
}

/** Starts Chromium with the built extension and waits until its background listens. */
export async function launchChromium(options: DriverOptions): Promise<Chromium> {
  const { signal, port, extension = true, headless = true, detached = false } = options;
  const { profile, downloads, language, args = [], network = true, secureSite } = options;
  const { loopback = [], unknown = [], others = [], insecure = false } = options;
  const executablePath = findBrowser('chrome');
  const browser = await puppeteer.launch({
    executablePath,
    headless,
    // A visible browser belongs to a program that ends it in its own way.
    handleSIGINT: headless,
    pipe: true,
    networkEnabled: network,
    ...(language !== undefined && { env: { ...process.env, LANGUAGE: language } }),
    ...(profile !== undefined && { userDataDir: profile }),
    enableExtensions: extension ? [extensionFolder('chrome'), ...others] : false,
    acceptInsecureCerts: insecure,
    defaultViewport: null,
    ...(detached && { targetFilter: (target: Target) => target.type() !== 'service_worker' }),
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      `--window-size=${WIDTH},${HEIGHT}`,
      `--host-resolver-rules=${[
        ...unknown.map((host) => `MAP ${host} ~NOTFOUND`),
        ...loopback.map((host) => `MAP ${host} 127.0.0.1`),
        `MAP * 127.0.0.1:${port}`,
      ].join(',')}`,
      ...(language === undefined ? [] : [`--lang=${language}`]),
      ...(secureSite === undefined
        ? []
        : [`--unsafely-treat-insecure-origin-as-secure=${secureSite}`]),
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...args,
    ],
  });
  const closed = new Promise<void>((resolve) => browser.once('disconnected', () => resolve()));
  signal.addEventListener('abort', () => void browser.close(), { once: true });
  if (downloads !== undefined) {
    const tools = await browser.target().createCDPSession();
    await tools.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: downloads });
  }
  const driver = new ChromiumDriver(browser, closed);
  if (extension && !detached) await driver.listening();
  return driver;
}

class ChromiumDriver implements Chromium {
  readonly name = 'chrome';
  readonly closed: Promise<void>;
  readonly #browser: Browser;
  #workers: Page | undefined;
  #withheld = false;
  /** Backgrounds of the extension from before it was reloaded. */
  readonly #ended = new Set<Target>();

  constructor(browser: Browser, closed: Promise<void>) {
    this.#browser = browser;
    this.closed = closed;
  }

  async openTab(): Promise<Page> {
    const page = await this.#browser.newPage();
    await page.bringToFront();
    return page;
  }

  async openPanel(page: Page, dock: Dock = 'undocked'): Promise<ExtensionView> {
    const devTools = await page.openDevTools();
    const panel = await openDevToolsPanel(devTools, dock);
    if (dock === 'undocked') await devTools.setViewport({ width: WIDTH, height: HEIGHT });
    return new ExtensionView('panel', frameSurface(panel, devTools));
  }

  async openPopup(page: Page): Promise<ExtensionView> {
    await page.bringToFront();
    const isPopup = (url: string) => url.startsWith('chrome-extension:') && /popup\b/.test(url);
    await until('the last popup to be gone', () =>
      this.#browser.targets().every((target) => !isPopup(target.url())),
    );
    if (this.#withheld) {
      // Chromium answers the click itself, with an offer to reload the page.
      await (await this.worker()).evaluate(() => chrome.action.openPopup());
    } else {
      const id = new URL((await this.worker()).url()).host;
      await (await this.#browser.extensions()).get(id)?.triggerAction(page);
    }
    const target = await this.#browser.waitForTarget((candidate) => isPopup(candidate.url()));
    const popup = await target.asPage();
    return new ExtensionView('popup', frameSurface(popup.mainFrame(), popup));
  }

  #workerTarget(): Promise<Target> {
    return this.#browser.waitForTarget(
      (candidate) =>
        candidate.type() === 'service_worker' &&
        candidate.url().startsWith('chrome-') &&
        !this.#ended.has(candidate),
    );
  }

  async worker(): Promise<WebWorker> {
    const worker = await (await this.#workerTarget()).worker();
    if (!worker) throw new Error('The extension’s background is no worker.');
    return worker;
  }

  /** Settles once the background has listeners, so that no page is too early for it. */
  async listening(): Promise<void> {
    const worker = await this.worker();
    await until('the background to listen', () =>
      worker.evaluate(() => chrome.runtime.onConnect.hasListeners()),
    );
  }

  async killBackground(): Promise<void> {
    const worker = await this.worker();
    // Another may have started by the time that this one is seen to be gone.
    const gone = new Promise<void>((resolve) => {
      const hear = (target: Target): void => {
        if (target.type() !== 'service_worker' || target.url() !== worker.url()) return;
        this.#browser.off('targetdestroyed', hear);
        resolve();
      };
      this.#browser.on('targetdestroyed', hear);
    });
    await worker.close();
    await gone;
  }

  async reloadExtension(): Promise<void> {
    const before = await this.#workerTarget();
    const extensionId = new URL(before.url()).host;
    const page = await this.#browser.newPage();
    await page.goto('chrome://extensions');
    // Chromium never says that this worker has ended.
    this.#ended.add(before);
    await page.evaluate(reload, extensionId);
    await this.listening();
    await page.close();
  }

  async stopBackground(): Promise<void> {
    if (this.#workers === undefined) {
      this.#workers = await this.#browser.newPage();
      await this.#workers.goto('chrome://serviceworker-internals');
    }
    const workers = this.#workers;
    const running = await until('the background to run', () => workers.evaluate(runningWorker));
    await workers.evaluate(() =>
      document.querySelector<HTMLElement>('[data-command="stop"]')?.click(),
    );
    await until('the background to end', async () => {
      return (await workers.evaluate(runningWorker)) !== running;
    });
  }

  async setAccess(access: 'all' | 'none' | readonly string[]): Promise<void> {
    this.#withheld = access !== 'all';
    const extensionId = new URL((await this.worker()).url()).host;
    const page = await this.#browser.newPage();
    await page.goto('chrome://extensions');
    await page.evaluate(
      changeAccess,
      extensionId,
      typeof access === 'string' ? access : [...access],
    );
    await page.close();
  }

  async setOffline(page: Page, offline: boolean): Promise<void> {
    await page.setOfflineMode(offline);
  }

  async extensionTime(): Promise<number> {
    const tools = await this.#browser.target().createCDPSession();
    const { processInfo } = await tools.send('SystemInfo.getProcessInfo');
    await tools.detach();
    const own = processInfo.filter(({ id }) => isExtensionProcess(id));
    return own.reduce((sum, { cpuTime }) => sum + cpuTime * 1000, 0);
  }

  async openExtensionPage(path: string): Promise<Page> {
    const { host } = new URL((await this.worker()).url());
    const page = await this.#browser.newPage();
    await page.goto(`chrome-extension://${host}/${path}`);
    return page;
  }

  async crash(): Promise<void> {
    this.#browser.process()?.kill('SIGKILL');
    await this.closed;
  }

  async clearCookies(): Promise<void> {
    await this.#browser.deleteCookie(...(await this.#browser.cookies()));
  }
}

/** Chromium names the processes of extensions on their command lines, which Linux shows. */
function isExtensionProcess(id: number): boolean {
  return readFileSync(`/proc/${id}/cmdline`, 'utf8').includes('--extension-process');
}

/** What `chrome://extensions` itself calls for its switch of site access. */
async function changeAccess(extensionId: string, access: 'all' | 'none' | string[]): Promise<void> {
  const hostAccess =
    access === 'all' ? 'ON_ALL_SITES' : access === 'none' ? 'ON_CLICK' : 'ON_SPECIFIC_SITES';
  await chrome.developerPrivate.updateExtensionConfiguration({ extensionId, hostAccess });
  if (typeof access !== 'string')
    for (const pattern of access)
      await chrome.developerPrivate.addHostPermission(extensionId, pattern);
}

/**
 * What `chrome://extensions` itself calls for its button. Without its developer mode the extension
 * would stay off.
 */
async function reload(extensionId: string): Promise<void> {
  await chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true });
  await chrome.developerPrivate.reload(extensionId, { failQuietly: true });
}

/** What tells a running worker from its successors, on `chrome://serviceworker-internals`. */
function runningWorker(): string | null {
  if (document.querySelector('.serviceworker-running-status .value')?.textContent !== 'RUNNING')
    return null;
  return document.querySelector('.serviceworker-version')?.textContent ?? null;
}

function frameSurface(frame: Frame, page: Page): Surface {
  return {
    // Puppeteer's own types do not take a generic list of arguments.
    evaluate: (fn, ...args) => frame.evaluate(fn as never, ...(args as unknown as never[])),
    async press(find, ...args) {
      const handle: JSHandle = await frame.evaluateHandle(
        find as never,
        ...(args as unknown as never[]),
      );
      const element = handle.asElement() as ElementHandle<Element> | null;
      const hit = element !== null && (await pressed(element));
      await handle.dispose();
      return hit;
    },
    // The browser gives keys to the frame that has the focus.
    key: (name) => page.keyboard.press(name as KeyInput),
    screenshot: () => page.screenshot(),
  };
}

/** Clicks, and says whether the element got it: what moves between aim and click is missed. */
async function pressed(element: ElementHandle<Element>): Promise<boolean> {
  const click = await element.evaluateHandle((target) => {
    const state = { heard: false };
    const hear = (): void => {
      state.heard = true;
    };
    target.addEventListener('click', hear, { once: true, capture: true });
    return state;
  });
  await element.click();
  return await click.evaluate(({ heard }) => heard);
}
