import type { Page } from 'puppeteer-core';
import type { ExtensionView } from './extension-view.ts';
import type { BrowserName } from './find-browser.ts';

/** A real browser, headless by default, in which every host name leads to one local server. */
export interface BrowserDriver {
  readonly name: BrowserName;
  /** Opens a tab, in front of the others. */
  openTab(): Promise<Page>;
  /** The panel `Kissmetrics` in the browser's own developer tools, opened for the page. */
  openPanel(page: Page): Promise<ExtensionView>;
  /** The popup that the toolbar button opens over the page. */
  openPopup(page: Page): Promise<ExtensionView>;
  /** Ends the extension's background as the browser does when it is idle; an event starts it again. */
  killBackground(): Promise<void>;
  /**
   * Ends the background while it is busy, as the browser's own button does, and settles when it has
   * ended. In Chromium only with `detached`.
   */
  stopBackground(): Promise<void>;
  /** Reloads the extension, as an update does, and settles when its new background listens. */
  reloadExtension(): Promise<void>;
  /** Sets the sites that the user lets the extension see: all, none, or those of match patterns. */
  setAccess(access: 'all' | 'none' | readonly string[]): Promise<void>;
  /** Opens the tab again that was closed last, as the user does. Firefox only. */
  reopenTab?(): Promise<void>;
  /** Takes the network from the page, as a lost connection does, or gives it back. */
  setOffline(page: Page, offline: boolean): Promise<void>;
  /** Kills the browser as a crash does. */
  crash(): Promise<void>;
  /** Forgets all cookies of all sites. */
  clearCookies(): Promise<void>;
  /** Settles when the browser has ended, after the signal or by the user. */
  readonly closed: Promise<void>;
}

export interface DriverOptions {
  /** Ends the browser. */
  readonly signal: AbortSignal;
  /** The local server's port on 127.0.0.1. */
  readonly port: number;
  /** Whether the extension is in it; true by default. */
  readonly extension?: boolean;
  /** The folder that downloads go to without a question. */
  readonly downloads?: string;
  /** Folder that keeps what the browser remembers; a new one that is thrown away by default. */
  readonly profile?: string;
  /** The browser's language; English by default. Chromium only. */
  readonly language?: string;
  /** True keeps the driver off the background: with a debugger attached, Chromium stops it late. */
  readonly detached?: boolean;
  /** An http site that counts as secure, so that it may have service workers. */
  readonly secureSite?: string;
  /** False shows the browser's window. */
  readonly headless?: boolean;
  /** False keeps the driver from hearing of each request, which takes it long. Chromium only. */
  readonly network?: boolean;
  /** Hosts that lead to 127.0.0.1 at the port of their address, instead of to the local server. */
  readonly loopback?: readonly string[];
  /** Hosts that no name server knows. */
  readonly unknown?: readonly string[];
  /** Folders of unpacked extensions to install besides. */
  readonly others?: readonly string[];
  /** True makes it trust every certificate. */
  readonly insecure?: boolean;
  /** Further preferences. Firefox only. */
  readonly preferences?: Readonly<Record<string, string | number | boolean>>;
  /** Further arguments of the command line. Chromium only. */
  readonly args?: readonly string[];
}
