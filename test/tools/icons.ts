import { readFile, writeFile } from 'node:fs/promises';
import puppeteer from 'puppeteer-core';
import { findBrowser } from '../browser/find-browser.ts';

/** Makes the PNG sizes of the icon from its drawing: `node test/tools/run-ts.mjs test/tools/icons.ts`. */
const SIZES = [16, 32, 48, 128];
const FOLDER = 'public/icons';

const drawing = await readFile(`${FOLDER}/icon.svg`, 'utf8');
const browser = await puppeteer.launch({
  executablePath: findBrowser('chrome'),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const page = await browser.newPage();
for (const size of SIZES) {
  await page.setViewport({ width: size, height: size });
  const scaled = drawing.replace('width="128" height="128"', `width="${size}" height="${size}"`);
  await page.setContent(`<style>body{margin:0}svg{display:block}</style>${scaled}`);
  await writeFile(`${FOLDER}/icon-${size}.png`, await page.screenshot({ omitBackground: true }));
}
await browser.close();
