import { describe, expect, test } from 'vitest';
import { identityKind } from '../../src/core/kissmetrics/identity.ts';
import { SHOP } from '../demo/shop.ts';
import { BROWSERS } from './browsers.ts';
import type { ExtensionView } from './extension-view.ts';
import { ownIdentity, useStage, useTab } from './stage.ts';

const ANN = 'ann@example.com';

/** Waits for the report of an action, and gives what it says of the identity before and after. */
async function report(popup: ExtensionView): Promise<{ before: string; after: string }> {
  await popup.waitForAttribute('report', 'data-verified', 'true');
  const [before, after] = await Promise.all([
    popup.text('identity-before'),
    popup.text('identity-after'),
  ]);
  return { before: before ?? '', after: after ?? '' };
}

describe.each(BROWSERS)('the popup in $name', ({ name, launch }) => {
  const stage = useStage(launch);
  const tab = useTab(stage);
  const cookies = () => tab.page.evaluate(() => document.cookie);

  describe.each(['older', 'newer'] as const)('with the %s library', (generation) => {
    /** A visitor who was anonymous, then signed up. */
    async function signedUp(): Promise<ExtensionView> {
      const { page } = tab;
      await page.goto(`${SHOP}/?gen=${generation}`);
      await page.waitForSelector('html[data-ready]');
      await page.goto(`${SHOP}/welcome?email=${ANN}`);
      await page.waitForSelector('html[data-ready]');
      await stage.demo.tracking.waitFor((requests) => requests.length === 4);
      const popup = await stage.driver.openPopup(page);
      await popup.waitForText('current-identity', ANN);
      expect(await popup.attribute('current-identity', 'data-kind')).toBe('named');
      expect(await popup.text('api-key')).toBe('demo-shop-key');
      return popup;
    }

    test('logs the visitor out', async () => {
      const popup = await signedUp();
      await popup.click('Log out');
      const { before, after } = await report(popup);
      expect(before).toBe(ANN);
      expect(after).not.toContain(ANN);
      expect(await popup.text('report')).toContain('does not undo an alias');
      expect(await cookies()).not.toContain(encodeURIComponent(ANN));
      expect(identityKind(await ownIdentity(tab.page))).toBe('anonymous');
      await popup.close();
    });

    test('makes a new visitor', async () => {
      const popup = await signedUp();
      await popup.click('New visitor');
      const { before, after } = await report(popup);
      expect(before).toBe(ANN);
      expect(after).not.toContain(ANN);
      expect(await cookies()).not.toMatch(/km_|kvcd/);
      expect(identityKind(await ownIdentity(tab.page))).toBe('anonymous');
      expect(await popup.text('report')).toContain('does not undo an alias');
      await popup.close();
    });
  });

  test('reads an identity without making one', async () => {
    await tab.page.goto(`${SHOP}/login`);
    await tab.page.waitForSelector('html[data-ready]');
    const popup = await stage.driver.openPopup(tab.page);
    await popup.waitForText('api-key', 'demo-shop-key');
    expect(await popup.text('current-identity')).toBe('');
    expect(await popup.attribute('current-identity', 'data-kind')).toBe('none');
    expect(await cookies()).not.toMatch(/km_ai|km_ni/);
    await popup.close();
  });

  test('says that a library has not loaded, and how many calls wait', async () => {
    await tab.page.goto(`${SHOP}/welcome?email=${ANN}&lib=never`);
    await tab.page.waitForSelector('h1');
    const popup = await stage.driver.openPopup(tab.page);
    await popup.waitForAttribute('current-identity', 'data-kind', 'none');
    expect(await popup.evaluate(() => document.body.textContent)).toContain('calls waiting: 4');
    await popup.close();
  });

  test('says so on a page without Kissmetrics', async () => {
    await tab.page.goto(`${SHOP}/plain`);
    const popup = await stage.driver.openPopup(tab.page);
    await popup.waitForAttribute('health', 'data-state', 'no-kissmetrics');
    await popup.close();
  });

  test('says so on a page that no extension may look at', async () => {
    await tab.page.goto(name === 'chrome' ? 'chrome://version' : 'data:text/html,<p>Text</p>');
    const popup = await stage.driver.openPopup(tab.page);
    await popup.waitForAttribute('health', 'data-state', 'no-kissmetrics');
    expect(await popup.evaluate(() => document.querySelector('h2')?.textContent)).toBe(
      'A page of the browser',
    );
    await popup.close();
  });
});
