import { describe, expect, test } from 'vitest';
import { SHOP } from '../demo/shop.ts';
import { launchChromium } from './chromium.ts';
import { useStage, useTab } from './stage.ts';

// Firefox takes its language from a language pack, which its package does not have.
describe('in a German Chromium', () => {
  const stage = useStage(launchChromium, { language: 'de' });
  const tab = useTab(stage);

  test('popup and panel speak German', async () => {
    await tab.page.goto(`${SHOP}/?gen=older`);
    await tab.page.waitForSelector('html[data-ready]');
    const popup = await stage.driver.openPopup(tab.page);
    await popup.waitForAttribute('current-identity', 'data-kind', 'anonymous');
    const said = await popup.evaluate(() => document.body.textContent);
    expect(said).toContain('Neuer Besucher');
    expect(said).toContain('Aus: Was die Seite sendet, erreicht Kissmetrics.');
    expect(await popup.evaluate(() => document.documentElement.lang)).toMatch(/^de/);
    await popup.close();
    const panel = await stage.driver.openPanel(tab.page);
    await panel.waitForText('health', 'Beobachtet');
  });
});
