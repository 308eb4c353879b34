import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import type { BrowserDriver, DriverOptions } from './driver.ts';
import { extensionFolder } from './extension-files.ts';
import { ExtensionView, type Surface } from './extension-view.ts';
import { findBrowser } from './find-browser.ts';
import { FirefoxWindow } from './firefox-window.ts';
import { until } from './until.ts';

/** A Firefox driver, with what only Firefox is asked for. */
export interface Firefox extends BrowserDriver {
  /** The popup's page in a window of its own, once it has opened. */
  popupWindow(): Promise<ExtensionView>;
  /** Says yes to the question that Firefox asks for the extension. */
  allow(): Promise<void>;
}

/** Starts Firefox with the built extension and waits until its background listens. */
export async function launchFirefox(options: DriverOptions): Promise<Firefox> {
  const { signal, port, extension = true, headless = true, profile, downloads } = options;
  const { loopback = [], unknown = [], others = [], insecure = false } = options;
  const { preferences, secureSite } = options;
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: findBrowser('firefox'),
    headless,
    ...(profile !== undefined && { userDataDir: profile }),
    defaultViewport: null,
    acceptInsecureCerts: insecure,
    args: ['--remote-allow-system-access', '--width=1280', '--height=800'],
    extraPrefsFirefox: {
      'network.proxy.type': 1,
      'network.proxy.http': '127.0.0.1',
      'network.proxy.http_port': port,
      'network.proxy.allow_hijacking_localhost': true,
      'network.proxy.no_proxies_on': [...loopback, ...unknown].join(','),
      'network.dns.localDomains': loopback.join(','),
      // The local server speaks http only.
      'dom.security.https_first': false,
      'devtools.toolbox.footer.height': 500,
      // A site on Firefox's own list of secure ones would have its images upgraded to https.
      ...(secureSite !== undefined && { 'dom.serviceWorkers.testing.enabled': true }),
      ...(downloads !== undefined && {
        'browser.download.folderList': 2,
        'browser.download.dir': downloads,
        'browser.download.always_ask_before_handling_new_types': false,
        'browser.download.alwaysOpenPanel': false,
      }),
      ...preferences,
    },
  });
  const closed = new Promise<void>((resolve) => browser.once('disconnected', () => resolve()));
  signal.addEventListener('abort', () => void browser.close(), { once: true });
  const window = await FirefoxWindow.of(browser);
  const id = extension ? await browser.installExtension(extensionFolder('firefox')) : '';
  for (const other of others) await browser.installExtension(other);
  if (extension) await until('the background to listen', () => window.call('isListening', id));
  return new FirefoxDriver(browser, window, id, closed);
}

class FirefoxDriver implements Firefox {
  readonly name = 'firefox';
  readonly closed: Promise<void>;
  readonly #browser: Browser;
  readonly #window: FirefoxWindow;
  readonly #id: string;

  constructor(browser: Browser, window: FirefoxWindow, id: string, closed: Promise<void>) {
    this.#browser = browser;
    this.#window = window;
    this.#id = id;
    this.closed = closed;
  }

  async openTab(): Promise<Page> {
    const page = await this.#browser.newPage();
    await page.bringToFront();
    return page;
  }

  async openPanel(page: Page): Promise<ExtensionView> {
    await page.bringToFront();
    await this.#window.call('openToolbox');
    const view = await until('the toolbox to show the panel', () =>
      this.#view('openPanel', 'Kissmetrics'),
    );
    return new ExtensionView('panel', this.#surface(view.number));
  }

  async openPopup(page: Page): Promise<ExtensionView> {
    await page.bringToFront();
    await until('the last popup to be gone', () => this.#window.call('closePopup'));
    await this.#window.call('openPopup', this.#id);
    const view = await until('the popup', () => this.#view('popup'));
    return new ExtensionView('popup', this.#surface(view.number));
  }

  async popupWindow(): Promise<ExtensionView> {
    const view = await until('the popup’s window', () => this.#view('window', 'popup.html'));
    return new ExtensionView('popup’s window', this.#surface(view.number));
  }

  async allow(): Promise<void> {
    await until('Firefox to ask', () => this.#window.call('allow'));
  }

  async killBackground(): Promise<void> {
    await this.#window.call('killBackground', this.#id);
  }

  async stopBackground(): Promise<void> {
    await until('the background to run', () => this.#window.call('isListening', this.#id));
    await this.killBackground();
  }

  async reloadExtension(): Promise<void> {
    await this.#window.call('reloadExtension', this.#id);
    await until('the background to listen', () => this.#window.call('isListening', this.#id));
  }

  async setAccess(access: 'all' | 'none' | readonly string[]): Promise<void> {
    const origins =
      access === 'all' ? ['http://*/*', 'https://*/*'] : access === 'none' ? [] : access;
    await this.#window.call('setAccess', this.#id, origins);
  }

  async reopenTab(): Promise<void> {
    await this.#window.call('reopenTab');
  }

  async setOffline(_page: Page, offline: boolean): Promise<void> {
    await this.#window.call('setOffline', offline);
  }

  async crash(): Promise<void> {
    this.#browser.process()?.kill('SIGKILL');
    await this.closed;
  }

  async clearCookies(): Promise<void> {
    await this.#browser.deleteCookie(...(await this.#browser.cookies()));
  }

  /** Boxed, since 0 is a view too. */
  async #view(
    name: 'openPanel' | 'popup' | 'window',
    ...args: string[]
  ): Promise<{ number: number } | null> {
    const number = await this.#window.call(name, ...args);
    return typeof number === 'number' ? { number } : null;
  }

  #surface(view: number): Surface {
    const window = this.#window;
    const source = (fn: (...args: never[]) => unknown, args: unknown[]) =>
      `(${fn})(...${JSON.stringify(args)})`;
    return {
      async evaluate<A extends unknown[], R>(fn: (...args: A) => R | Promise<R>, ...args: A) {
        const json = await window.call('evaluate', view, source(fn, args));
        // The caller's function says what it gives.
        return (typeof json === 'string' ? JSON.parse(json) : undefined) as R;
      },
      async press(find, ...args) {
        return (await window.call('press', view, source(find, args))) === true;
      },
      async key(name) {
        await window.call('key', view, name);
      },
      async screenshot() {
        return Buffer.from(String(await window.call('screenshot', view)), 'base64');
      },
    };
  }
}
