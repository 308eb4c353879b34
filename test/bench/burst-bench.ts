import { median, type Notebook } from './figure.ts';
import { awaitAliases, filterToPaint, heapOf, nodesOf, settledAt } from './in-panel.ts';
import { measured, openShop } from './measured.ts';

const ALIASES = 10_000;
/** Aliases at once, and milliseconds between two such bursts. */
const BURST = 100;
const PAUSE_MS = 50;

/** Ten thousand aliases while the real panel is open. */
export function burstBench(notebook: Notebook): Promise<void> {
  return measured(async (browser, demo) => {
    const page = await openShop(browser);
    const panel = await browser.openPanel(page);
    await panel.waitForText('count-alias', '0');
    await panel.waitFor('the visit', () => document.querySelector('[data-kind=event]'));
    const before = await browser.extensionTime();
    await awaitAliases(panel, ALIASES);
    const { began, answered } = await page.evaluate(sendAliases, ALIASES, BURST, PAUSE_MS);
    const settled = await settledAt(panel);
    const used = (await browser.extensionTime()) - before;
    notebook.add('aliases counted', Number(await panel.text('count-alias')), 'count', {
      exactly: demo.tracking.requests.filter(({ path }) => path.startsWith('/a')).length,
    });
    notebook.add('first call to last answer', answered - began, 'ms');
    notebook.add('settled after the last answer', settled - answered, 'ms', { most: 100 });
    notebook.add('processor time for an alias', used / ALIASES, 'ms', { most: 0.2 });
    notebook.add('nodes', await nodesOf(panel), 'nodes', { most: 1_500 });
    const found: number[] = [];
    for (const number of [9_999, 123, 4_567, 8_001, 42])
      found.push((await filterToPaint(panel, `user-${number}@`)).all);
    await filterToPaint(panel, '');
    notebook.add('filter to paint of all rows', median(found), 'ms', { most: 50 });
    notebook.add('filter to paint of all rows, slowest', Math.max(...found), 'ms', { most: 50 });
    notebook.add('heap of the panel', await heapOf(panel), 'MB', { most: 40 });
  });
}

/** Sends aliases of ever new pairs by images, in bursts. Sent as source. */
async function sendAliases(
  total: number,
  burst: number,
  pause: number,
): Promise<{ began: number; answered: number }> {
  const began = Date.now();
  let sent = 0;
  let open = 0;
  await new Promise<void>((resolve) => {
    const end = (): void => {
      open -= 1;
      if (open === 0 && sent === total) resolve();
    };
    const timer = setInterval(() => {
      for (let i = 0; i < burst && sent < total; i += 1, sent += 1) {
        const id = String(sent).padStart(6, '0');
        const anonymous = encodeURIComponent(`5tyjZxK+/Q1aB2cD3eF4${id}u=`);
        const image = new Image(1, 1);
        open += 1;
        image.onload = end;
        image.onerror = end;
        image.src = `http://trk.kissmetrics.io/a?_k=demo-shop-key&_p=${anonymous}&_n=user-${sent}%40example.com&_t=1700000000`;
      }
      if (sent === total) clearInterval(timer);
    }, pause);
  });
  return { began, answered: Date.now() };
}
