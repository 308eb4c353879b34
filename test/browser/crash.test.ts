import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Demo, startDemo } from '../demo/server.ts';
import { SHOP } from '../demo/shop.ts';
import { BROWSERS } from './browsers.ts';
import type { BrowserDriver } from './driver.ts';
import { typeIdentity } from './popup-steps.ts';
import { ownIdentity } from './stage.ts';

const GENERATIONS = ['older', 'newer'] as const;

describe.each(BROWSERS)('a crash of $name', ({ launch }) => {
  let ending: AbortController;
  let profile: string;
  let demo: Demo;
  let driver: BrowserDriver;
  beforeEach(async () => {
    ending = new AbortController();
    profile = await mkdtemp(join(tmpdir(), 'profile-'));
    demo = await startDemo({ signal: ending.signal });
    driver = await launch({ signal: ending.signal, port: demo.port, profile });
    return async () => {
      ending.abort();
      await driver.closed;
      await rm(profile, { recursive: true, force: true, maxRetries: 10 });
    };
  });
  afterEach(() => demo.tracking.clear());

  test.each(GENERATIONS)(
    'in the middle of a simulation with the %s library: nothing is sent, and the visitor comes back',
    async (generation) => {
      const first = await driver.openTab();
      await first.goto(`${SHOP}/?gen=${generation}`);
      await first.waitForSelector('html[data-ready]');
      await demo.tracking.waitFor((requests) => requests.length === 1);
      await first.waitForFunction('!/km_uq=[^;]/.test(document.cookie)');
      const visitor = await ownIdentity(first);
      const popup = await driver.openPopup(first);
      const before = await popup.evaluate(kissmetricsCookies);
      await typeIdentity(popup, 'bob@example.com');
      await popup.click('Simulate');
      await popup.waitForAttribute('report', 'data-verified', 'true');
      await driver.crash();

      driver = await launch({ signal: ending.signal, port: demo.port, profile });
      const again = await driver.openTab();
      await again.goto(`${SHOP}/welcome?email=zoe@example.com&gen=${generation}`);
      await again.waitForSelector('html[data-ready]');
      await again.waitForFunction('/km_[an]i=zoe/.test(document.cookie)');
      await again.waitForFunction('!/km_uq=[^;]/.test(document.cookie)');
      expect(demo.tracking.requests.length).toBe(1);
      const offer = await driver.openPopup(again);
      await offer.waitForAttribute('simulation', 'data-interrupted', 'true');
      await offer.click('End simulation');
      await offer.waitForAttribute('report', 'data-verified', 'true');
      expect(await offer.evaluate(kissmetricsCookies)).toEqual(before);
      expect(await ownIdentity(again)).toBe(visitor);
      expect(demo.tracking.requests.length).toBe(1);
    },
  );
});

/** Every field of the Kissmetrics cookies, as the extension sees them. Sent as source. */
async function kissmetricsCookies(): Promise<unknown[]> {
  const api = globalThis as unknown as {
    chrome: { cookies: { getAll(of: object): Promise<{ name: string }[]> } };
  };
  const all = await api.chrome.cookies.getAll({ domain: 'example.test' });
  return all
    .filter(({ name }) => name.startsWith('km_'))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
