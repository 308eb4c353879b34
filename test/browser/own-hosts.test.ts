import { describe, expect, test } from 'vitest';
import { SHOP } from '../demo/shop.ts';
import { BROWSERS } from './browsers.ts';
import { switchSandboxOn } from './popup-steps.ts';
import { useStage, useTab } from './stage.ts';

const OWN = 'http://metrics.example.test/km/e?_k=demo-shop-key&_p=p&_n=';

describe.each(BROWSERS)('tracking hosts of the user’s own in $name', ({ launch }) => {
  const stage = useStage(launch);
  const tab = useTab(stage);

  test('are recorded and held without a reload, also while the background is dead', async () => {
    const { page } = tab;
    await page.goto(`${SHOP}/plain`);
    const popup = await stage.driver.openPopup(page);
    await popup.evaluate(setHosts);
    await popup.close();
    const panel = await stage.driver.openPanel(page);
    /** Sends until the setting has arrived everywhere, then says what became of it. */
    const deliveryOf = (name: string): Promise<string> =>
      panel.until(`the request ‘${name}’`, async () => {
        await page.evaluate(sendImage, OWN + name);
        const row = (await panel.rows()).find((one) => one.text.includes(name));
        return row?.delivery === 'pending' ? null : row?.delivery;
      });
    // Nothing answers there in the demo.
    expect(await deliveryOf('First')).toBe('failed');
    const again = await stage.driver.openPopup(page);
    await switchSandboxOn(again);
    await again.close();
    expect(await deliveryOf('Second')).toBe('held');
    // Killed in the middle of a burst, Chromium's worker waits for the driver's debugger.
    await panel.until('all requests to have ended', async () =>
      (await panel.rows()).every(({ delivery }) => delivery !== 'pending'),
    );
    await stage.driver.killBackground();
    expect(await deliveryOf('Third')).toBe('held');
  });
});

/** What the options page stores. Sent as source. */
async function setHosts(): Promise<void> {
  const api = globalThis as unknown as {
    chrome: { storage: { local: { set(values: object): Promise<void> } } };
  };
  const hosts = [{ host: 'metrics.example.test', pathPrefix: '/km' }];
  await api.chrome.storage.local.set({ 'setting.trackingHosts': hosts });
}

/** Sent as source; an address of its own each time, lest the browser should have it already. */
function sendImage(url: string): void {
  const image = new Image();
  image.src = `${url}&${Math.random()}`;
}
