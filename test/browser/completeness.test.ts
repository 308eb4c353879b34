import type { Page } from 'puppeteer-core';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { SHOP } from '../demo/shop.ts';
import { BROWSERS } from './browsers.ts';
import { FILES, pageOf, ROWS, type Scene, sendFromPlaces } from './completeness-rows.ts';
import { useStage } from './stage.ts';
import { loggedRequests } from './tab-logs.ts';
import { until } from './until.ts';

/** Longest wait for the logs to be whole, in ms. */
const CATCH_UP = 20_000;

describe.each(BROWSERS)('the log in $name has all that the server got, from', (browser) => {
  const stage = useStage(browser.launch, { secureSite: SHOP });
  beforeAll(() => {
    for (const [address, file] of Object.entries(FILES)) stage.demo.files.set(address, file);
  });
  const sceneOf = (page: Page, mark: string) => {
    const nameOf = (address: string) => new RegExp(`_n=${mark}-([\\w-]+)`).exec(address)?.[1];
    return {
      stage,
      page,
      mark,
      nameOf,
      url: (name, more = '') =>
        `http://trk.kissmetrics.io/e?_k=demo-shop-key&_p=p&_n=${mark}-${name}${more}`,
      arrived: (name) =>
        stage.demo.tracking.waitFor((all) => all.some(({ path }) => nameOf(path) === name)),
      async open(address) {
        const tab = await stage.driver.openTab();
        await tab.goto(address);
        return tab;
      },
    } satisfies Scene & { nameOf(address: string): string | undefined };
  };
  const rows = ROWS.filter(({ browsers }) => browsers?.includes(browser.name) ?? true);

  test.each(rows.map((row, index) => ({ ...row, mark: `row${index}` })))(
    '$name',
    async ({ run, mark }) => {
      const page = await stage.newVisitor();
      await page.goto(pageOf('a'));
      onTestFinished(async () => {
        stage.demo.tracking.release();
        await closeTabs(page);
      });
      const scene = sceneOf(page, mark);
      const { nameOf } = scene;
      const expected = (await run(scene, browser.name)).sort();

      const popup = await stage.driver.openPopup(page);
      const logged = async (): Promise<string[]> =>
        (await loggedRequests(popup))
          .filter(({ url }) => nameOf(url) !== undefined)
          .map((one) => shown(one, nameOf(one.url) ?? ''))
          .sort();
      let last: string[] = [];
      await until(
        'the logs to be whole',
        async () => {
          last = await logged();
          return last.length >= expected.length && last.join('\n') === expected.join('\n');
        },
        undefined,
        CATCH_UP,
      ).catch(() => {});
      expect(last).toEqual(expected);
      await popup.close();

      const sent = stage.demo.tracking.requests.flatMap(({ path }) => nameOf(path) ?? []);
      expect(sent.sort()).toEqual(namesOf(expected));
    },
  );

  test('frames and workers, which the panel names', async () => {
    const page = await stage.newVisitor();
    onTestFinished(() => closeTabs(page));
    const scene = sceneOf(page, 'named');
    await page.goto(pageOf('a'));
    await sendFromPlaces(scene);
    const panel = await stage.driver.openPanel(page);
    await panel.until('the labels', async () => {
      const chips = await panel.evaluate(() =>
        [...document.querySelectorAll('[data-testid=timeline-row][data-delivery]')].map(
          (row) => row.querySelector('[data-place]')?.textContent ?? '',
        ),
      );
      return (
        chips.sort().join() === ['', 'about:srcdoc', 'widget.partner.test/still', 'worker'].join()
      );
    });
  });
});

interface Logged {
  readonly tab: string;
  readonly place: string;
  readonly delivery: string;
}

function shown({ tab, place, delivery }: Logged, name: string): string {
  const end = delivery === 'delivered' ? '' : `, ${delivery}`;
  return `${tab}: ${name}${place === 'page' && end === '' ? '' : `, ${place}`}${end}`;
}

/** Names of the requests that the logs are to have; what a worker sent is in several. */
function namesOf(expected: readonly string[]): string[] {
  const seen = new Set<string>();
  return expected
    .flatMap((one) => {
      const [, name = ''] = /^\w+: ([\w-]+)/.exec(one) ?? [];
      if (!one.includes('shared worker')) return [name];
      if (seen.has(name)) return [];
      seen.add(name);
      return [name];
    })
    .sort();
}

async function closeTabs(page: Page): Promise<void> {
  for (const one of await page.browser().pages()) if (/[?&]tab=/.test(one.url())) await one.close();
}
