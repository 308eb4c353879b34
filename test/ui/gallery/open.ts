import { resolve } from 'node:path';
import puppeteer, { type Page } from 'puppeteer-core';
import { createServer } from 'vite';
import { findBrowser } from '../../browser/find-browser.ts';
import { OPTIONS_STATES, PANEL_STATES, POPUP_STATES } from './states.ts';

/** `contrast`: the system chooses the colours. */
export type Theme = 'light' | 'dark' | 'contrast';

/** One view in one state, theme and width. */
export interface Shot {
  readonly view: 'panel' | 'popup' | 'options';
  readonly state: string;
  readonly theme: Theme;
  /** In CSS pixels. */
  readonly width: number;
  /** In CSS pixels; that of a docked panel by default. */
  readonly height?: number;
}

const PANEL_WIDTHS = [300, 700, 1200];
const POPUP_WIDTHS = [360];
const OPTIONS_WIDTHS = [360, 800];
const THEMES: readonly Theme[] = ['light', 'dark', 'contrast'];

/** Every view in every state, theme and width. */
export function allShots(): Shot[] {
  const views = [
    { view: 'panel', states: Object.keys(PANEL_STATES), widths: PANEL_WIDTHS },
    { view: 'popup', states: Object.keys(POPUP_STATES), widths: POPUP_WIDTHS },
    { view: 'options', states: Object.keys(OPTIONS_STATES), widths: OPTIONS_WIDTHS },
  ] as const;
  return views.flatMap(({ view, states, widths }) =>
    states.flatMap((state) =>
      THEMES.flatMap((theme) => widths.map((width) => ({ view, state, theme, width }))),
    ),
  );
}

/** A short name for a shot, fit for a file. */
export const nameOf = ({ view, state, theme, width }: Shot): string =>
  `${view}-${state}-${theme}-${width}`;

/** Serves the gallery and shows every shot in one page of a real Chromium, in turn. */
export async function eachShot(
  shots: readonly Shot[],
  visit: (page: Page, shot: Shot) => Promise<void>,
): Promise<void> {
  const server = await createServer({
    configFile: false,
    root: resolve('.'),
    publicDir: false,
    logLevel: 'error',
    cacheDir: resolve('node_modules/.vite/gallery'),
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    server: { host: '127.0.0.1', port: 0, watch: null, hmr: false },
    optimizeDeps: { entries: ['test/ui/gallery/*.html'] },
  });
  await server.listen();
  const origin = server.resolvedUrls?.local[0] ?? '';
  const browser = await puppeteer.launch({
    executablePath: findBrowser('chrome'),
    headless: true,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    const page = await browser.newPage();
    const tools = await page.createCDPSession();
    for (const shot of shots) {
      await page.setViewport({
        width: shot.width,
        height: shot.height ?? (shot.view === 'panel' ? 560 : 600),
        deviceScaleFactor: 1,
      });
      await tools.send('Emulation.setEmulatedMedia', {
        features: [{ name: 'forced-colors', value: shot.theme === 'contrast' ? 'active' : 'none' }],
      });
      await page.goto(
        `${origin}test/ui/gallery/${shot.view}.html?state=${shot.state}&theme=${shot.theme}`,
      );
      await page.waitForSelector('html[data-ready]');
      await visit(page, shot);
    }
  } finally {
    await browser.close();
    await server.close();
  }
}
