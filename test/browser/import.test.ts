import { describe, expect, test } from 'vitest';
import { sessionFile } from '../../src/core/formats/session-file.ts';
import { ANON, log, START } from '../core/support/log.ts';
import { SHOP } from '../demo/shop.ts';
import { BROWSERS } from './browsers.ts';
import type { ExtensionView } from './extension-view.ts';
import { useStage, useTab } from './stage.ts';

const recorded = log()
  .page('https://shop.test/')
  .alias(ANON, 'bob')
  .alias('bob', 'ann')
  .event('ann', 'Signed Up').observations;
const FILE = [...sessionFile(recorded, { exportedAt: START + 1_000, tool: '1.2.3' })].join('');

/** Drops a file on the panel, as a hand with a mouse does. */
const drop = (panel: ExtensionView, name: string, text: string): Promise<void> =>
  panel.evaluate(
    (file, content) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([content], file));
      const init = { dataTransfer, bubbles: true, cancelable: true };
      document.querySelector('[role=tabpanel]')?.dispatchEvent(new DragEvent('drop', init));
    },
    name,
    text,
  );

describe.each(BROWSERS)('a file dropped on the panel in $name', ({ launch }) => {
  const stage = useStage(launch);
  const tab = useTab(stage);

  test('is shown beside the live session, which goes on, and compared with it', async () => {
    const { driver, demo } = stage;
    const panel = await driver.openPanel(tab.page);
    await panel.waitForText('count-alias', '0');
    await drop(panel, 'photo.har', 'GIF89a');
    const failure = await panel.waitFor(
      'a sentence about the file',
      () => document.querySelector('[role=alert]')?.textContent,
    );
    expect(failure).toMatch(/^“photo\.har” was not imported: it is not JSON/);

    await drop(panel, 'old.json', FILE);
    await panel.waitForAttribute('health', 'data-state', 'imported');
    await panel.waitForText('count-alias', '2');
    expect(await panel.text('imported')).toContain('session file “old.json”, read-only');
    expect(await panel.evaluate(() => document.querySelector('[role=alert]'))).toBeNull();

    await tab.page.goto(`${SHOP}/?gen=older`);
    await tab.page.waitForSelector('html[data-ready]');
    await demo.tracking.waitFor((requests) => requests.length === 1);
    await panel.click('Live');
    await panel.waitForText('count-event', '1');
    await panel.waitForText('count-alias', '0');

    await panel.click('Compare');
    await panel.waitFor('what is missing', () => {
      const found = document.querySelectorAll('[data-testid=difference][data-change=missing]');
      // Two aliases, and the person that they make.
      return found.length === 3;
    });
    await panel.click('Close old.json');
    await panel.waitFor('the timeline', () => document.querySelector('[role=grid]') !== null);
  });
});
