import type { Chromium } from '../browser/chromium.ts';
import type { ExtensionView } from '../browser/extension-view.ts';
import { median, type Notebook } from './figure.ts';
import { filterToPaint, heapOf, longestTaskWhileScrolling, nodesOf } from './in-panel.ts';
import { bigLog, eventsIn } from './logs.ts';
import { measured, openShop, type Page } from './measured.ts';
import { storeLog } from './store-log.ts';

const LARGE = 100_000;
const SMALL = 100;
/** New rows that are timed, one at a time. */
const ROWS = 40;

/** The real panel on a session of 100,000 observations, beside one of 100. */
export function largeBench(notebook: Notebook): Promise<void> {
  return measured(async (browser) => {
    const small = await newRow(browser, SMALL);
    const page = await shopWith(browser, LARGE);
    const opened = performance.now();
    const panel = await browser.openPanel(page);
    const shown = await panel.waitFor('the rows', firstRows);
    notebook.add('open DevTools to the last row', performance.now() - opened, 'ms');
    notebook.add('open panel to the last row', shown, 'ms', { most: 1_000 });
    const large = await timeRows(browser, panel, page, LARGE);
    notebook.add('new row at 100', small, 'ms');
    notebook.add('new row at 100,000', large, 'ms');
    notebook.add('new row, 100,000 to 100', large / small, 'times', { most: 1.5 });
    const found: number[] = [];
    const ended: number[] = [];
    for (const text of ['user-777@', 'kind:alias', 'Clicked 4', 'has:finding', 'nothing at all']) {
      const { first, all } = await filterToPaint(panel, text);
      found.push(first);
      ended.push(all);
    }
    await filterToPaint(panel, '');
    notebook.add('filter to first paint', median(found), 'ms', { most: 50 });
    notebook.add('filter to first paint, slowest', Math.max(...found), 'ms', { most: 50 });
    notebook.add('filter to paint of all rows', median(ended), 'ms');
    const longest = await longestTaskWhileScrolling(panel);
    notebook.add('scrolling, longest task (0: none over 50)', longest, 'ms', { most: 50 });
    notebook.add('nodes', await nodesOf(panel), 'nodes', { most: 1_500 });
    notebook.add('heap of the panel', await heapOf(panel), 'MB', { most: 200 });
  });
}

/** A shop page whose tab's log has `count` observations more. */
async function shopWith(browser: Chromium, count: number): Promise<Page> {
  const page = await openShop(browser);
  await storeLog(browser, page, bigLog(count));
  return page;
}

async function newRow(browser: Chromium, count: number): Promise<number> {
  const page = await shopWith(browser, count);
  const panel = await browser.openPanel(page);
  await panel.waitFor('the rows', firstRows);
  const time = await timeRows(browser, panel, page, count);
  await page.close();
  return time;
}

/** Processor time of the extension for one more event, in ms. */
async function timeRows(
  browser: Chromium,
  panel: ExtensionView,
  page: Page,
  count: number,
): Promise<number> {
  // The page itself has sent one.
  await panel.waitForText('count-event', String(eventsIn(bigLog(count)) + 1));
  const sendOne = async (): Promise<void> => {
    const before = Number(await panel.text('count-event'));
    await page.evaluate(() => {
      const mark = Math.random();
      new Image().src = `http://trk.kissmetrics.io/e?_k=demo-shop-key&_p=p&_n=One&m=${mark}`;
    });
    await panel.waitFor(
      'one more event',
      (total) => {
        const shown = document.querySelector('[data-testid=count-event]')?.textContent;
        const pending = document.querySelector('[data-testid=timeline-row][data-delivery=pending]');
        return Number(shown) === total && !pending;
      },
      before + 1,
    );
  };
  // What is prepared once, for a first row, is not the cost of a row.
  for (let i = 0; i < ROWS; i += 1) await sendOne();
  const before = await browser.extensionTime();
  for (let i = 0; i < ROWS; i += 1) await sendOne();
  return ((await browser.extensionTime()) - before) / ROWS;
}

/** Milliseconds from the beginning of the panel's document until it showed rows. Sent as source. */
async function firstRows(): Promise<number | null> {
  const shown = performance.getEntriesByName('rows')[0];
  if (shown) return shown.startTime;
  const rows = document.querySelectorAll('[data-testid=timeline-row]').length;
  if (rows < 10) return null;
  performance.mark('rows');
  return performance.now();
}
