import { describe, expect, test } from 'vitest';
import { FLOWS } from '../demo/flows.ts';
import { BROWSERS } from './browsers.ts';
import { useStage, useTab } from './stage.ts';

const ANN = 'ann@example.com';

describe.each(BROWSERS)('a sign-up in $name', ({ launch }) => {
  const stage = useStage(launch);
  const tab = useTab(stage);

  test.each(['older', 'newer'] as const)(
    'with the %s library: the chain between the two identities, and the cookies of the call',
    async (generation) => {
      const panel = await stage.driver.openPanel(tab.page);
      await FLOWS.find(({ name }) => name === 'sign-up')?.run(tab.page, stage.demo, generation);
      await panel.waitForText('count-alias', '1');
      await panel.waitForText('count-properties', '1');

      await panel.click('People');
      await panel.waitFor('two identities', () => {
        const found = document.querySelectorAll<HTMLElement>('[data-testid=identity-toggle]');
        if (found.length !== 2) return false;
        for (const one of found) one.click();
        return true;
      });
      const steps = await panel.waitFor('the chain', () => {
        const items = [...document.querySelectorAll('[data-testid=chain] li')];
        return items.length === 3 ? items.map((one) => one.textContent ?? '') : null;
      });
      expect(steps[0]).toMatch(/^....….{3}=$/);
      expect(steps[1]).toContain('caused by identify');
      expect(steps[2]).toBe(ANN);

      // The step leads to the alias; its cause to the call.
      await panel.waitFor('the step', () => {
        const step = document.querySelector<HTMLElement>('[data-testid=chain] li button');
        step?.click();
        return step !== null;
      });
      await panel.waitFor('the call', () => {
        const details = document.querySelector('[data-testid=details]');
        const cause = [...(details?.querySelectorAll('button') ?? [])].find(
          ({ textContent }) => textContent === 'caused by identify',
        );
        cause?.click();
        return details?.textContent?.includes('identify("');
      });
      const cookies = await panel.waitFor('the cookies', () => {
        const rows = [...document.querySelectorAll<HTMLElement>('[data-cookie]')];
        if (rows.length === 0) return null;
        return rows.map((row) => [
          row.dataset.cookie ?? '',
          row.dataset.changed ?? '',
          ...[...row.querySelectorAll('td')].map((cell) => cell.textContent ?? ''),
        ]);
      });
      const of = (name: string) => cookies.find(([cookie]) => cookie === name)?.slice(1);
      const anonymous = /^[A-Za-z0-9+/]{27}=$/;
      if (generation === 'older') {
        expect(of('km_ni')).toEqual(['set', 'no cookie', ANN]);
        expect(of('km_ai')?.[0]).toBe('');
        expect(of('km_uq')?.[2]).toContain('ann%40example.com');
      } else expect(of('km_ai')).toEqual(['changed', expect.stringMatching(anonymous), ANN]);
      expect(of('km_ai')?.[1]).toMatch(anonymous);
    },
  );
});
