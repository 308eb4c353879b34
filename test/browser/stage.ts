import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { FLOWS } from '../demo/flows.ts';
import { type Demo, type Generation, startDemo } from '../demo/server.ts';
import type { BrowserDriver, DriverOptions } from './driver.ts';

/** Every flow of the demo with every generation of the library it is for. */
export const PERFORMANCES = FLOWS.flatMap((flow) =>
  flow.generations.map((generation) => ({ name: flow.name, flow, generation })),
);

/** A browser on the demo; one for all tests of a block. */
export class Stage {
  readonly #ending = new AbortController();
  #demo: Demo | undefined;
  #driver: BrowserDriver | undefined;

  get demo(): Demo {
    if (!this.#demo) throw new Error('The demo has not been started.');
    return this.#demo;
  }

  get driver(): BrowserDriver {
    if (!this.#driver) throw new Error('The browser has not been started.');
    return this.#driver;
  }

  async open(
    launch: (options: DriverOptions) => Promise<BrowserDriver>,
    options: Partial<DriverOptions> = {},
  ): Promise<void> {
    const { signal } = this.#ending;
    this.#demo = await startDemo({ signal });
    this.#driver = await launch({ ...options, signal, port: this.#demo.port });
  }

  /** A visitor whom nobody knows: no cookie, nothing recorded, a new tab. */
  async newVisitor(): Promise<Page> {
    this.demo.tracking.mode = 'ok';
    this.demo.tracking.clear();
    await this.driver.clearCookies();
    return await this.driver.openTab();
  }

  async close(): Promise<void> {
    this.#ending.abort();
    await this.#driver?.closed;
  }
}

/** A stage that opens before the tests of a block and closes after them. */
export function useStage(
  launch: (options: DriverOptions) => Promise<BrowserDriver>,
  options: Partial<DriverOptions> = {},
): Stage {
  const stage = new Stage();
  beforeAll(() => stage.open(launch, options));
  afterAll(() => stage.close());
  return stage;
}

/** Who the page itself says the visitor is; empty without a library. */
export function ownIdentity(page: Page): Promise<string> {
  return page.evaluate(() => {
    const library: unknown = Reflect.get(window, 'KM');
    return library ? (library as { i(): string }).i() : '';
  });
}

/** Runs something for every test of a block with a tab of its own, closed afterwards. */
export function useTab(stage: Stage): { readonly page: Page } {
  let page: Page | undefined;
  beforeEach(async () => {
    page = await stage.newVisitor();
    return async () => {
      await page?.close();
    };
  });
  return {
    get page() {
      if (!page) throw new Error('There is no tab outside of a test.');
      return page;
    },
  };
}

export type { Generation };
