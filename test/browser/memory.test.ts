import { describe, expect, test } from 'vitest';
import { SHOP } from '../demo/shop.ts';
import { normalised } from '../demo/traffic.ts';
import { BROWSERS } from './browsers.ts';
import type { ExtensionView } from './extension-view.ts';
import { typeIdentity } from './popup-steps.ts';
import { useStage, useTab } from './stage.ts';

const ANN = 'ann@example.com';
const BOB = 'bob@example.com';
const CAROL = 'carol@example.com';

/** The older library remembers beside its cookies, so resets and restores have to take that too. */
describe.each(BROWSERS)('what the loaded library remembers, in $name', ({ launch }) => {
  const stage = useStage(launch);
  const tab = useTab(stage);
  const sent = () => normalised(stage.demo.tracking.requests);
  const arrived = (count: number) =>
    stage.demo.tracking.waitFor((requests) => requests.length >= count);
  /** What has not been answered is sent again on the next page. */
  const answered = () => tab.page.waitForFunction('!/km_uq=[^;]/.test(document.cookie)');

  async function press(button: string, verified = 'true'): Promise<ExtensionView> {
    const popup = await stage.driver.openPopup(tab.page);
    await popup.click(button);
    await popup.waitForAttribute('report', 'data-verified', verified);
    return popup;
  }
  async function simulate(identity: string): Promise<void> {
    const popup = await stage.driver.openPopup(tab.page);
    await typeIdentity(popup, identity);
    await popup.click('Simulate');
    await popup.waitForAttribute('report', 'data-verified', 'true');
    await popup.close();
  }
  async function named(): Promise<void> {
    await tab.page.goto(`${SHOP}/?gen=older`);
    await arrived(1);
    await answered();
    await tab.page.goto(`${SHOP}/welcome?email=${BOB}`);
    await arrived(4);
    await answered();
    await tab.page.waitForSelector('html[data-ready]');
  }

  test('a new visitor is new to the page that is open, too', async () => {
    await named();
    await (await press('New visitor')).close();
    await tab.page.evaluate(call, 'record', 'Later');
    await arrived(5);
    await tab.page.evaluate(call, 'identify', CAROL);
    await arrived(6);
    expect(sent().slice(4)).toEqual(['e anon-2 Later', `a anon-2 ${CAROL}`]);
  });

  test('a new visitor is new to a frame and to another tab of the site', async () => {
    await named();
    await tab.page.evaluate(
      (url) => document.body.append(Object.assign(document.createElement('iframe'), { src: url })),
      `${SHOP}/login?gen=older`,
    );
    const frame = await tab.page.waitForFrame((one) => one.url().endsWith('/login?gen=older'));
    await frame.waitForSelector('html[data-ready]');
    const other = await stage.driver.openTab();
    await other.goto(`${SHOP}/login?gen=older`);
    await other.waitForSelector('html[data-ready]');
    const ask = () => (Reflect.get(window, 'KM') as { i(): string }).i();
    expect([await frame.evaluate(ask), await other.evaluate(ask)]).toEqual([BOB, BOB]);
    await tab.page.bringToFront();
    await (await press('New visitor')).close();
    const now = [await frame.evaluate(ask), await other.evaluate(ask)];
    expect(now[0]).not.toBe(BOB);
    expect(now[0]).toBe(now[1]);
    await other.close();
  });

  test('after a simulation, identify on the same page aliases as it would have done', async () => {
    await tab.page.goto(`${SHOP}/?gen=older`);
    await arrived(1);
    await answered();
    await tab.page.waitForSelector('html[data-ready]');
    await simulate('test-persona');
    const popup = await stage.driver.openPopup(tab.page);
    await popup.click('End simulation');
    await popup.waitFor('its end', () => !document.querySelector('.simulation-on'));
    await popup.waitForAttribute('report', 'data-verified', 'true');
    await popup.close();
    await tab.page.evaluate(call, 'identify', ANN);
    await arrived(2);
    expect(sent()).toEqual(['e anon-1 Viewed Home', `a anon-1 ${ANN}`]);
  });

  test('undoing a reset gives the open page its memory back', async () => {
    await named();
    const popup = await press('New visitor');
    await popup.click('Undo');
    await popup.waitFor('the report of the undo', () =>
      document.querySelector('[data-testid="report"]')?.textContent?.includes('Undone'),
    );
    await popup.waitForAttribute('report', 'data-verified', 'true');
    await popup.close();
    await tab.page.evaluate(call, 'record', 'Later');
    await arrived(5);
    await tab.page.evaluate(call, 'identify', CAROL);
    await tab.page.evaluate(call, 'record', 'Last');
    await arrived(6);
    expect(sent().slice(4)).toEqual([`e ${BOB} Later`, `e ${CAROL} Last`]);
  });

  test('forgetting the queue leaves nothing that the open page would send again', async () => {
    stage.demo.tracking.mode = 'drop';
    await tab.page.goto(`${SHOP}/?gen=older`);
    await arrived(1);
    await tab.page.waitForFunction('/km_uq=[^;]/.test(document.cookie)');
    await (await press('Forget queue')).close();
    stage.demo.tracking.mode = 'ok';
    await tab.page.evaluate(call, 'record', 'Later');
    await arrived(2);
    await answered();
    await tab.page.goto(`${SHOP}/login`);
    await tab.page.waitForSelector('html[data-ready]');
    await tab.page.evaluate(call, 'record', 'Last');
    await arrived(3);
    expect(sent()).toEqual(['e anon-1 Viewed Home', 'e anon-1 Later', 'e anon-1 Last']);
  });

  test('a memory that cannot be put back is not called restored', async () => {
    await tab.page.goto(`${SHOP}/?gen=older`);
    await arrived(1);
    await answered();
    await tab.page.waitForSelector('html[data-ready]');
    await simulate('test-persona');
    // A page may keep its library from being written to.
    await tab.page.evaluate(() => Object.freeze((Reflect.get(window, 'KM') as { lc: object }).lc));
    const popup = await press('End simulation', 'false');
    expect(await popup.text('report-unseen')).toContain('Reload the page');
    await popup.click('Reload the page');
    await popup.close();
    await tab.page.waitForSelector('html[data-ready]');
    await (await press('End simulation')).close();
  });

  test('a memory that cannot be seen is not called checked', async () => {
    await tab.page.goto(`${SHOP}/?gen=newer`);
    await arrived(1);
    await tab.page.waitForSelector('html[data-ready]');
    const popup = await press('New visitor');
    expect(await popup.text('report')).toContain('left in the cookies');
    expect(await popup.text('report-unseen')).toContain('1. That cannot be checked');
    await popup.close();
  });
});

/** Calls a method of the library. */
function call(method: string, argument: string): void {
  (Reflect.get(window, 'KM') as Record<string, (value: string) => void>)[method]?.(argument);
}
