import type { Frame, Page } from 'puppeteer-core';
import { until } from './until.ts';

/**
 * Shows the extension's panel in Chromium's developer tools. The one place that leans on their
 * internals: there is no public way to choose a panel from outside.
 */
export async function openDevToolsPanel(devTools: Page): Promise<Frame> {
  await until('DevTools to show the panel', () => devTools.evaluate(SHOW_PANEL));
  return await devTools.waitForFrame((frame) =>
    /^chrome-extension:\/\/[^/]+\/[^?#]*panel\.html/.test(frame.url()),
  );
}

/**
 * True once the panel is there and shown; throws while the tools are still starting. A text, since
 * bundlers rewrite an `import()` in a function.
 */
const SHOW_PANEL = `(async () => {
  const { ViewManager } = await import('./ui/legacy/legacy.js');
  const manager = ViewManager.ViewManager.instance();
  const id = [...manager.views.keys()].find(
    (key) => key.startsWith('chrome-extension://') && key.endsWith('Kissmetrics'),
  );
  if (id === undefined) return false;
  await manager.showView(id);
  return true;
})()`;
