import { describe, expect, test } from 'vitest';
import { identityKind } from '../../src/core/kissmetrics/identity.ts';
import { SHOP } from '../demo/shop.ts';
import { BROWSERS } from './browsers.ts';
import type { ExtensionView } from './extension-view.ts';
import { typeIdentity } from './popup-steps.ts';
import { ownIdentity, useStage, useTab } from './stage.ts';

const ANN = 'ann@example.com';
const BOB = 'bob@example.com';

describe.each(BROWSERS)('a simulation in $name', ({ launch }) => {
  const stage = useStage(launch);
  const tab = useTab(stage);

  /** Every Kissmetrics cookie of the site with all its fields, from the browser itself. */
  async function jar(): Promise<unknown[]> {
    const cookies = await tab.page.browser().cookies();
    return cookies
      .filter(({ name }) => /^km_|^kvcd/.test(name))
      .map(({ name, value, domain, path, expires, httpOnly, secure, sameSite }) => {
        const whole = Math.floor(expires);
        return { name, value, domain, path, expires: whole, httpOnly, secure, sameSite };
      })
      .sort((a, b) => (a.name + a.domain < b.name + b.domain ? -1 : 1));
  }
  async function simulate(identity: string): Promise<ExtensionView> {
    const popup = await stage.driver.openPopup(tab.page);
    await typeIdentity(popup, identity);
    await popup.click('Simulate');
    await popup.waitForAttribute('report', 'data-verified', 'true');
    return popup;
  }
  async function end(): Promise<ExtensionView> {
    const popup = await stage.driver.openPopup(tab.page);
    await popup.click('End simulation');
    await popup.waitFor(
      'the simulation to be over',
      () => !document.querySelector('.simulation-on'),
    );
    await popup.waitForAttribute('report', 'data-verified', 'true');
    return popup;
  }

  describe.each(['older', 'newer'] as const)('with the %s library', (generation) => {
    async function visitor(): Promise<string> {
      await tab.page.goto(`${SHOP}/?gen=${generation}`);
      await tab.page.waitForSelector('html[data-ready]');
      await stage.demo.tracking.waitFor((requests) => requests.length === 1);
      await tab.page.waitForFunction('!/km_uq=[^;]/.test(document.cookie)');
      return ownIdentity(tab.page);
    }

    test('makes somebody else of the visitor, sends nothing, and brings them back', async () => {
      const anonymous = await visitor();
      const before = await jar();
      const popup = await simulate(BOB);
      expect(await popup.text('current-identity')).toBe(BOB);
      await popup.close();
      expect(await ownIdentity(tab.page)).toBe(BOB);
      await tab.page.goto(`${SHOP}/members`);
      await tab.page.waitForSelector('html[data-ready]');
      await stage.driver.killBackground();
      await tab.page.goto(`${SHOP}/welcome?email=${ANN}`);
      await tab.page.waitForSelector('html[data-ready]');
      await (await end()).close();
      expect(await jar()).toEqual(before);
      expect(await ownIdentity(tab.page)).toBe(anonymous);
      expect(stage.demo.tracking.requests.length).toBe(1);
      // What comes now is the visitor's own again, and arrives.
      await tab.page.goto(`${SHOP}/?gen=${generation}`);
      await stage.demo.tracking.waitFor((requests) => requests.length === 2);
    });

    test('holds in a second tab of the site, which gets its visitor back too', async () => {
      const anonymous = await visitor();
      const second = await stage.driver.openTab();
      await second.goto(`${SHOP}/login`);
      await second.waitForSelector('html[data-ready]');
      await tab.page.bringToFront();
      await (await simulate(BOB)).close();
      await second.goto(`${SHOP}/?gen=${generation}`);
      await second.waitForSelector('html[data-ready]');
      expect(await ownIdentity(second)).toBe(BOB);
      await tab.page.bringToFront();
      await (await end()).close();
      expect(await ownIdentity(second)).toBe(anonymous);
      expect(stage.demo.tracking.requests.length).toBe(1);
      await second.close();
    });

    test('undoes a reset', async () => {
      const anonymous = await visitor();
      const before = await jar();
      const popup = await stage.driver.openPopup(tab.page);
      await popup.click('New visitor');
      await popup.waitForAttribute('report', 'data-verified', 'true');
      expect(await jar()).toEqual([]);
      await popup.click('Undo');
      await popup.waitFor('the report of the undo', () =>
        document.querySelector('[data-testid="report"]')?.textContent?.includes('Undone'),
      );
      await popup.close();
      expect(await jar()).toEqual(before);
      expect(await ownIdentity(tab.page)).toBe(anonymous);
    });
  });

  test('says before it is done what it would do', async () => {
    await tab.page.goto(`${SHOP}/?gen=older`);
    await tab.page.waitForSelector('html[data-ready]');
    const anonymous = await ownIdentity(tab.page);
    const popup = await stage.driver.openPopup(tab.page);
    await popup.waitForText('current-identity', anonymous);
    await typeIdentity(popup, BOB);
    await popup.waitFor(
      'the preview',
      (id) => {
        const said = document.querySelector('[data-testid="preview"]')?.textContent;
        return said?.includes(id) && said.includes('The sandbox holds it.');
      },
      anonymous,
    );
    await popup.close();
  });

  test('sends an alias where the user insists', async () => {
    await tab.page.goto(`${SHOP}/?gen=older`);
    await stage.demo.tracking.waitFor((requests) => requests.length === 1);
    await tab.page.waitForSelector('html[data-ready]');
    const popup = await stage.driver.openPopup(tab.page);
    await typeIdentity(popup, BOB);
    await popup.click('More');
    await popup.click('Without the sandbox');
    await popup.click('Simulate');
    await stage.demo.tracking.waitFor((requests) =>
      requests.some(({ path }) => path.startsWith('/a?')),
    );
    await popup.waitForAttribute('report', 'data-verified', 'true');
    await popup.click('End simulation');
    await popup.waitFor(
      'the simulation to be over',
      () => !document.querySelector('.simulation-on'),
    );
    await popup.close();
  });

  test('drops what the library would send again', async () => {
    stage.demo.tracking.mode = 'drop';
    await tab.page.goto(`${SHOP}/?gen=older`);
    await tab.page.waitForFunction('/km_uq=[^;]/.test(document.cookie)');
    const popup = await stage.driver.openPopup(tab.page);
    await popup.click('Forget queue');
    await popup.waitForAttribute('report', 'data-verified', 'true');
    expect(await tab.page.evaluate(() => document.cookie)).not.toMatch(/km_uq=[^;]/);
    await popup.close();
  });

  test('says that the site set the identity right back, and by which call', async () => {
    await tab.page.goto(`${SHOP}/welcome?email=${ANN}&gen=older`);
    await tab.page.waitForSelector('html[data-ready]');
    const popup = await stage.driver.openPopup(tab.page);
    await popup.waitForText('current-identity', ANN);
    await popup.click('Reload the page afterwards');
    await popup.click('Log out');
    await popup.waitFor('the call that did it', () =>
      document.querySelector('[data-testid="set-back"]')?.textContent?.includes('by identify'),
    );
    await popup.close();
  });

  test('makes an anonymous visitor of a page without the library', async () => {
    await tab.page.goto(`${SHOP}/plain`);
    await tab.page.browser().setCookie({
      name: 'km_ai',
      value: 'Zm9v%2BmFyYmF6cXV4MTIzNDU2Nzg%3D',
      domain: 'shop.example.test',
      path: '/',
    });
    const popup = await stage.driver.openPopup(tab.page);
    await popup.click('More');
    await popup.click('anonymous');
    await popup.click('Simulate');
    await popup.waitForAttribute('report', 'data-verified', 'true');
    expect(await tab.page.evaluate(() => document.cookie)).not.toContain('km_ai');
    await popup.click('End simulation');
    await popup.waitFor(
      'the simulation to be over',
      () => !document.querySelector('.simulation-on'),
    );
    await popup.close();
    const back = await tab.page.evaluate(() => document.cookie);
    expect(identityKind(decodeURIComponent(/km_ai=([^;]*)/.exec(back)?.[1] ?? ''))).toBe(
      'anonymous',
    );
  });
});
