import { assertBuilt } from './extension-files.ts';
import { findBrowser } from './find-browser.ts';

/** Before any browser test: both browsers are there, and so is what they are to load. */
export function setup(): void {
  for (const browser of ['chrome', 'firefox'] as const) {
    assertBuilt(browser);
    findBrowser(browser);
  }
}
