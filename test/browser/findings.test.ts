import { describe, expect, test } from 'vitest';
import { FLOWS } from '../demo/flows.ts';
import { WRONG, WRONG_PAGES } from '../demo/wrong.ts';
import { BROWSERS } from './browsers.ts';
import { useStage, useTab } from './stage.ts';

describe.each(BROWSERS)('findings in $name', ({ launch }) => {
  const stage = useStage(launch);
  const tab = useTab(stage);

  test.each(WRONG_PAGES)('$title: $rule, and no other error', async ({ path, rule }) => {
    const { page } = tab;
    const panel = await stage.driver.openPanel(page);
    await page.evaluateOnNewDocument(countImages);
    await page.goto(`${WRONG}${path}`);
    await page.waitForSelector('html[data-ready]');
    // This one sends nothing.
    const sent = rule === 'called-not-sent' ? 0 : await page.evaluate(imageCount);
    // Only when all has been sent, and has ended, is there nothing more to find.
    await panel.until(`${sent} requests that have ended`, async () => {
      const requests = (await panel.rows()).filter(({ delivery }) => delivery !== '');
      return requests.length === sent && requests.every(({ delivery }) => delivery !== 'pending');
    });
    await panel.click('Findings');
    await panel.waitFor(
      `a finding of ${rule}`,
      (wanted) => document.querySelector(`[data-testid=finding][data-rule="${wanted}"]`) !== null,
      rule,
    );
    const findings = await panel.findings();
    const others = findings.filter(
      ({ severity, rule: other }) => severity === 'error' && other !== rule,
    );
    expect(others).toEqual([]);
    expect(await panel.text('count-finding')).toBe(String(findings.length));
  });

  test('a sign-up as it should be has no finding but the plain http of the demo', async () => {
    const flow = FLOWS.find(({ name }) => name === 'sign-up');
    const panel = await stage.driver.openPanel(tab.page);
    await flow?.run(tab.page, stage.demo, 'older');
    await panel.waitForText('count-event', '3');
    await panel.click('Findings');
    await panel.waitForText('count-finding', '1');
    expect(await panel.findings()).toEqual([{ rule: 'insecure-transport', severity: 'warning' }]);
  });
});

/**
 * Notes the images that a page asks for from Kissmetrics, from its first script on. The same
 * address again in one document is served from memory, without a request.
 */
function countImages(): void {
  const source = Object.getOwnPropertyDescriptor(HTMLImageElement.prototype, 'src');
  const addresses = new Set<string>();
  Object.defineProperty(window, 'imageCount', { get: () => addresses.size });
  Object.defineProperty(HTMLImageElement.prototype, 'src', {
    ...source,
    set(this: HTMLImageElement, address: string) {
      if (address.includes('trk.kissmetrics')) addresses.add(address);
      source?.set?.call(this, address);
    },
  });
}

function imageCount(): number {
  return Number(Reflect.get(window, 'imageCount'));
}
