import { copyFileSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { allShots, eachShot, nameOf } from './open.ts';

/** Pictures of the README and the store listing, by the shot that they are. */
const LISTED: Readonly<Record<string, string>> = {
  'popup-sandbox-light-360': 'popup.png',
  'panel-findings-light-1200': 'findings.png',
  'panel-people-dark-1200': 'people.png',
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
console.log(`${shots.length} pictures in ${into}`);
