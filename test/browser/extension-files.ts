import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { BrowserName } from './find-browser.ts';

/** What the builds are made from. */
const SOURCES = ['src', 'public', 'manifest.json', 'vite.config.ts', 'package.json'];

/** Folder of the unpacked extension for a browser. */
export function extensionFolder(browser: BrowserName): string {
  return resolve('dist', browser);
}

/**
 * Makes sure that the builds are there and not older than what they are made from: a test of an
 * old build would prove nothing.
 * @throws Error with one line that says what to do.
 */
export function assertBuilt(browser: BrowserName): void {
  const folder = extensionFolder(browser);
  const manifest = join(folder, 'manifest.json');
  if (!existsSync(manifest))
    throw new Error(`There is no build for ${browser}: run \`npm run build\` first.`);
  const built = statSync(manifest).mtimeMs;
  const newer = SOURCES.flatMap(filesOf).find((file) => statSync(file).mtimeMs > built);
  if (newer)
    throw new Error(`${newer} is newer than the build for ${browser}: run \`npm run build\`.`);
}

function filesOf(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
