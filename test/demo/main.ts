import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { launchChromium } from '../browser/chromium.ts';
import type { ExtensionView } from '../browser/extension-view.ts';
import { startDemo } from './server.ts';
import { SHOP } from './shop.ts';
import { WRONG } from './wrong.ts';

const VISITOR = 'fern@example.com';

const HELP = `npm run demo [-- --headless --screenshot FILE.png]
  --headless              without a display
  --screenshot FILE.png   saves what the panel shows`;

/** `npm run demo`: the shop, a browser with the extension, and a visitor who signs up. */
async function main(signal: AbortSignal): Promise<void> {
  const { headless, screenshot, help } = parseArgs({
    options: {
      headless: { type: 'boolean', default: false },
      screenshot: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  }).values;
  if (help) {
    console.log(HELP);
    return;
  }
  if (!headless && process.platform === 'linux' && !hasDisplay())
    throw new Error(
      'There is no display here: `npm run demo -- --headless --screenshot panel.png` does without.',
    );
  const demo = await startDemo({ signal });
  const browser = await launchChromium({ signal, port: demo.port, headless });
  const page = await browser.openTab();
  await page.goto(`${SHOP}/?gen=older`);
  const panel = await browser.openPanel(page, headless ? 'undocked' : 'bottom');
  await page.click('#to-signup');
  await page.waitForSelector('[data-page=signup] [name=email]');
  await page.type('[name=email]', VISITOR);
  await page.click('#submit');
  await showAlias(panel);
  if (screenshot !== undefined) {
    const path = resolve(screenshot);
    await writeFile(path, await panel.screenshot());
    console.log(`Saved ${path}`);
  }
  console.log(await summary(panel, headless));
  if (!headless) await browser.closed;
}

/** Selects the alias of the sign-up, once it has arrived. */
async function showAlias(panel: ExtensionView): Promise<void> {
  await panel.waitForText('current-identity', VISITOR);
  await panel.waitFor('the delivered alias', () =>
    document.querySelector('[data-testid=timeline-row][data-kind=alias][data-delivery=delivered]')
      ? true
      : null,
  );
  await panel.clickOn('timeline-row', VISITOR, '[data-kind=alias]');
  await panel.waitFor(
    'its details',
    () => document.querySelector('[data-testid=details]') !== null,
  );
}

async function summary(panel: ExtensionView, headless: boolean): Promise<string> {
  const aliases = await panel.text('count-alias');
  const events = await panel.text('count-event');
  const what = `
A visitor has signed up in the demo shop as ${VISITOR}.
The panel ‘Kissmetrics’ saw ${aliases} alias and ${events} events; the alias was caused by identify.
`;
  if (headless) return what;
  return `${what}
  Panel      the alias is selected: two identities that are one person from now on
  Popup      the extension’s toolbar button: the same identity, Log out, New visitor
  Shop       ${SHOP}/
  Mistakes   ${WRONG}/   one page for each finding
  Quit       close the browser, or press Ctrl-C here

These addresses lead to this machine, and only in this browser window.`;
}

function hasDisplay(): boolean {
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

const ending = new AbortController();
process.once('SIGINT', () => ending.abort());
try {
  await main(ending.signal);
} catch (error) {
  if (!ending.signal.aborted) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
} finally {
  ending.abort();
}
