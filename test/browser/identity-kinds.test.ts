import { describe, test } from 'vitest';
import { SHOP } from '../demo/shop.ts';
import { BROWSERS } from './browsers.ts';
import type { ExtensionView } from './extension-view.ts';
import { useStage, useTab } from './stage.ts';

const GUEST = 'Guest 7';
const BOB = 'bob@example.com';
/** Over plain http, which is a finding of its own. */
const SENT = [
  `http://trk.kissmetrics.io/a?_k=demo-shop-key&_p=${encodeURIComponent(GUEST)}&_n=${BOB}`,
  `http://trk.kissmetrics.io/e?_k=demo-shop-key&_p=${BOB}&_n=Signed+up`,
];

interface ExtensionApi {
  readonly tabs: { query(where: { url: string }): Promise<{ id: number }[]> };
  readonly action: { getBadgeText(of: { tabId: number }): Promise<string> };
}

describe.each(BROWSERS)('what the options say is anonymous in $name', ({ launch }) => {
  const stage = useStage(launch);
  const tab = useTab(stage);

  /** Waits until a view shows the two identities of the alias as of these kinds. */
  const shows = (view: ExtensionView, ...kinds: readonly string[]): Promise<unknown> =>
    view.waitFor(
      `the kinds ${kinds}`,
      (expected) => {
        const place = '[data-testid=timeline-row][data-kind=alias], .last-aliases li';
        const shown = document.querySelector(place)?.querySelectorAll('.identity') ?? [];
        return [...shown].map((one) => one.getAttribute('data-kind')).join() === expected;
      },
      kinds.join(),
    );

  test('is at once so on the button, in the popup and in the panel, and can be taken back', async () => {
    const { driver, demo } = stage;
    await tab.page.goto(`${SHOP}/plain`);
    for (const url of SENT) await tab.page.evaluate(sendImage, url);
    await demo.tracking.waitFor((requests) => requests.length === SENT.length);

    const popup = await driver.openPopup(tab.page);
    await popup.until('both findings', async () => (await popup.evaluate(badgeText)) === '2');
    await shows(popup, 'named', 'named');
    await popup.evaluate(openOptions);
    await popup.waitFor('the pattern to be in the list', addPattern, 'Guest *');
    await popup.until('one less', async () => (await popup.evaluate(badgeText)) === '1');
    await shows(popup, 'anonymous', 'named');
    await popup.close();

    const panel = await driver.openPanel(tab.page);
    await panel.waitForText('count-alias', '1');
    await panel.waitForText('count-finding', '1');
    await shows(panel, 'anonymous', 'named');
    const again = await driver.openPopup(tab.page);
    await again.evaluate(openOptions);
    await again.waitFor('the pattern to be gone', removePattern, 'Guest *');
    await again.close();
    await panel.waitForText('count-finding', '2');
    await shows(panel, 'named', 'named');
  });
});

/** The options page within a page of the extension. Sent as source, like the following. */
function openOptions(): void {
  const frame = document.createElement('iframe');
  frame.id = 'options-page';
  frame.src = '/src/options/options.html';
  document.body.append(frame);
}

/** Types a pattern and adds it; true once the page has it in its list. */
function addPattern(pattern: string): boolean {
  const page = document.querySelector<HTMLIFrameElement>('#options-page')?.contentDocument;
  const section = page?.querySelector('[aria-labelledby=kind_anonymous-title]');
  const input = section?.querySelector('input');
  if (!section || !input) return false;
  if ([...section.querySelectorAll('li')].some((one) => one.textContent?.includes(pattern)))
    return true;
  input.value = pattern;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  section.querySelector<HTMLButtonElement>('button[type=submit]')?.click();
  return false;
}

/** Removes a pattern; true once the page has it no more. */
function removePattern(pattern: string): boolean {
  const page = document.querySelector<HTMLIFrameElement>('#options-page')?.contentDocument;
  const section = page?.querySelector('[aria-labelledby=kind_anonymous-title]');
  if (!section) return false;
  const item = [...section.querySelectorAll('li')].find((one) =>
    one.textContent?.includes(pattern),
  );
  item?.querySelector('button')?.click();
  return !item;
}

/** Sent as source. */
function sendImage(url: string): void {
  new Image().src = url;
}

/** What is written on the button of the tab with one of the demo's sites. Sent as source. */
async function badgeText(): Promise<string> {
  const { browser, chrome } = globalThis as unknown as Record<'browser' | 'chrome', ExtensionApi>;
  const api = browser ?? chrome;
  const [tab] = await api.tabs.query({ url: 'http://*.example.test/*' });
  return tab ? api.action.getBadgeText({ tabId: tab.id }) : '';
}
