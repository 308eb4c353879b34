import type { Frame, Page } from 'puppeteer-core';
import { until } from './until.ts';

/** Where the developer tools are: in the page's window, below the page, or in one of their own. */
export type Dock = 'bottom' | 'undocked';

/**
 * Shows the extension's panel in Chromium's developer tools. The one place that leans on their
 * internals: there is no public way to choose a panel from outside.
 */
export async function openDevToolsPanel(devTools: Page, dock: Dock): Promise<Frame> {
  await until('DevTools to show the panel', () => devTools.evaluate(showPanel(dock)));
  return await devTools.waitForFrame((frame) =>
    /^chrome-extension:\/\/[^/]+\/[^?#]*panel\.html/.test(frame.url()),
  );
}

/**
 * True once the panel is there and shown; throws while the tools are still starting. A text, since
 * bundlers rewrite an `import()` in a function.
 */
const showPanel = (dock: Dock) => `(async () => {
  const { DockController, ViewManager } = await import('./ui/legacy/legacy.js');
  const manager = ViewManager.ViewManager.instance();
  const id = [...manager.views.keys()].find(
    (key) => key.startsWith('chrome-extension://') && key.endsWith('Kissmetrics'),
  );
  if (id === undefined) return false;
  DockController.DockController.instance().setDockSide('${dock}');
  await manager.showView(id);
  return true;
})()`;
