import { launchChromium } from '../browser/chromium.ts';
import { servePages } from '../browser/page-server.ts';
import { median, type Notebook } from './figure.ts';

/** Loads of each kind of page. */
const LOADS = 30;

const ORDINARY = `<!doctype html><html><body>${'<p>Text</p>'.repeat(500)}<script>
for (let i = 0; i < 200; i += 1) document.body.append(document.createElement('div'));
</script></body></html>`;

/** What an ordinary page, without Kissmetrics, takes longer with the extension. */
export async function pageBench(notebook: Notebook): Promise<void> {
  const ending = new AbortController();
  try {
    const { signal } = ending;
    const port = await servePages({ '/': ORDINARY }, signal);
    const times: number[] = [];
    for (const extension of [false, true]) {
      const browser = await launchChromium({ signal, port, extension, network: false });
      const page = await browser.openTab();
      const loads: number[] = [];
      for (let load = 0; load < LOADS; load += 1) {
        await page.goto(`http://ordinary.example.test/?${load}`);
        loads.push(
          await page.evaluate(() => {
            const [entry] = performance.getEntriesByType('navigation');
            return (entry as PerformanceNavigationTiming).domContentLoadedEventEnd;
          }),
        );
      }
      times.push(median(loads));
    }
    const [without = 0, withIt = 0] = times;
    notebook.add('ordinary page, without the extension', without, 'ms');
    notebook.add('ordinary page, with it', withIt, 'ms');
    notebook.add('the extension’s part', withIt - without, 'ms', { most: 5 });
  } finally {
    ending.abort();
  }
}
