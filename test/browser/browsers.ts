import { launchChromium } from './chromium.ts';
import type { BrowserDriver, DriverOptions } from './driver.ts';
import type { BrowserName } from './find-browser.ts';
import { launchFirefox } from './firefox.ts';

/** The browsers that every test of the built extension runs in. */
export const BROWSERS: readonly {
  readonly name: BrowserName;
  readonly launch: (options: DriverOptions) => Promise<BrowserDriver>;
}[] = [
  { name: 'chrome', launch: launchChromium },
  { name: 'firefox', launch: launchFirefox },
];
