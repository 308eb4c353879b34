import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Browser } from 'puppeteer-core';

/** Puppeteer's own connection to Firefox, for what it has no method for. */
interface Connection {
  send(method: string, params: object): Promise<{ readonly result: unknown }>;
}

/** Firefox's browser window, where the functions of `firefox-window.js` run. */
export class FirefoxWindow {
  readonly #connection: Connection;
  readonly #context: string;

  private constructor(connection: Connection, context: string) {
    this.#connection = connection;
    this.#context = context;
  }

  /** The window of a Firefox that was started with `--remote-allow-system-access`. */
  static async of(browser: Browser): Promise<FirefoxWindow> {
    // Not in puppeteer's types: WebDriver BiDi allows one session, so there can be no second client.
    const { connection } = browser as unknown as { readonly connection: Connection };
    const { result } = await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome' });
    const { contexts } = result as { contexts: { context: string; url: string }[] };
    const window = contexts.find(({ url }) => url === 'chrome://browser/content/browser.xhtml');
    if (!window) throw new Error('Firefox has no browser window.');
    const self = new FirefoxWindow(connection, window.context);
    const source = readFileSync(resolve('test/browser/firefox-window.js'), 'utf8');
    await self.#evaluate(`globalThis.extensionDriver = ${source}`);
    return self;
  }

  /** Calls one of the functions; arguments and value travel as JSON. */
  async call(name: string, ...args: unknown[]): Promise<unknown> {
    const json = await this.#evaluate(
      `Promise.resolve(extensionDriver.${name}(...${JSON.stringify(args)})).then(JSON.stringify)`,
    );
    return typeof json === 'string' ? JSON.parse(json) : undefined;
  }

  async #evaluate(expression: string): Promise<unknown> {
    const { result } = await this.#connection.send('script.evaluate', {
      target: { context: this.#context },
      expression,
      awaitPromise: true,
    });
    const answer = result as {
      readonly type: string;
      readonly result?: { readonly value?: unknown };
      readonly exceptionDetails?: { readonly text: string };
    };
    if (answer.type === 'exception') throw new Error(answer.exceptionDetails?.text);
    return answer.result?.value;
  }
}
