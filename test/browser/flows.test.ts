import { describe, expect, test } from 'vitest';
import type { Recorded } from '../demo/tracking.ts';
import { BROWSERS } from './browsers.ts';
import { ownIdentity, PERFORMANCES, useStage, useTab } from './stage.ts';

describe.each(BROWSERS)('the panel in $name', ({ launch }) => {
  const stage = useStage(launch);
  const tab = useTab(stage);

  test.each(PERFORMANCES)('shows $name ($generation) as it was', async ({ flow, generation }) => {
    const { demo, driver } = stage;
    const { page } = tab;
    const panel = await driver.openPanel(page);
    await flow.run(page, demo, generation);

    const identity = await ownIdentity(page);
    await panel.waitForText('current-identity', identity);

    // A request that is repeated byte for byte counts once, and is shown each time.
    const sent = demo.tracking.requests;
    for (const [kind, path] of [
      ['alias', '/a?'],
      ['event', '/e?'],
      ['properties', '/s?'],
    ] as const) {
      const urls = sent.filter((request) => request.path.startsWith(path)).map(urlOf);
      await panel.waitForText(`count-${kind}`, String(new Set(urls).size));
    }
    expect((await panel.requestUrls()).sort()).toEqual(sent.map(urlOf).sort());

    if (identity !== '') {
      const popup = await driver.openPopup(page);
      await popup.waitForText('current-identity', identity);
      expect(await popup.attribute('current-identity', 'data-kind')).toBe(
        await panel.attribute('current-identity', 'data-kind'),
      );
      await popup.close();
    }
  });
});

function urlOf({ host, path }: Recorded): string {
  return `http://${host}${path}`;
}
