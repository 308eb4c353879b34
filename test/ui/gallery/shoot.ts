import { copyFileSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { allShots, eachShot, nameOf, type Shot } from './open.ts';

/** Pictures of the README, by the shot that they are. */
const LISTED: Readonly<Record<string, string>> = {
  'popup-sandbox-light-360': 'popup.png',
  'panel-findings-light-1200': 'findings.png',
  'panel-people-dark-1200': 'people.png',
};

/** Pictures of the store listing, of the size that stores ask for. */
const STORE: Readonly<Record<string, Pick<Shot, 'state' | 'theme'>>> = {
  timeline: { state: 'sign-up', theme: 'light' },
  alias: { state: 'trouble-details', theme: 'dark' },
  people: { state: 'people-kept-apart', theme: 'light' },
  findings: { state: 'findings', theme: 'dark' },
  compare: { state: 'compare', theme: 'light' },
};

// `node test/tools/run-ts.mjs test/ui/gallery/shoot.ts FOLDER [PART]`: a picture of every state
// whose name contains PART.
const [folder, part = ''] = process.argv.slice(2);
if (folder === undefined) throw new Error('Say into which folder the pictures go.');
const into = resolve(folder);
mkdirSync(into, { recursive: true });
const shots = allShots().filter((shot) => nameOf(shot).includes(part));
await eachShot(shots, async (page, shot) => {
  const path = join(into, `${nameOf(shot)}.png`);
  // The popup grows with its content.
  await page.screenshot({ path, fullPage: shot.view !== 'panel' });
  const listed = LISTED[nameOf(shot)];
  if (listed !== undefined) copyFileSync(path, resolve('test/screenshots', listed));
});
if (part === '') {
  const names = new Map<Shot, string>();
  for (const [name, shown] of Object.entries(STORE))
    names.set({ view: 'panel', ...shown, width: 1280, height: 800 }, name);
  await eachShot([...names.keys()], async (page, shot) => {
    await page.screenshot({ path: resolve(`test/store/${names.get(shot)}.png`) });
  });
}
console.log(`${shots.length} pictures in ${into}`);
