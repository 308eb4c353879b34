import { describe, expect, test } from 'vitest';
import { FLOWS } from '../demo/flows.ts';
import { WRONG, WRONG_PAGES } from '../demo/wrong.ts';
import { BROWSERS } from './browsers.ts';
import { useStage, useTab } from './stage.ts';

describe.each(BROWSERS)('findings in $name', ({ launch }) => {
  const stage = useStage(launch);
  const tab = useTab(stage);

  test.each(WRONG_PAGES)('$title: $rule, and no other error', async ({ path, rule }) => {
    const panel = await stage.driver.openPanel(tab.page);
    await tab.page.goto(`${WRONG}${path}`);
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
    // Findings come and go while the page still sends: what is counted is what is shown.
    await panel.waitFor('as many findings as are counted', () => {
      const count = document.querySelector('[data-testid="count-finding"]')?.textContent;
      return count === String(document.querySelectorAll('[data-testid="finding"]').length);
    });
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
