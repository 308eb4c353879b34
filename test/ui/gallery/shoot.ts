import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { allShots, eachShot, nameOf } from './open.ts';

// `node test/tools/run-ts.mjs test/ui/gallery/shoot.ts FOLDER [PART]`: a picture of every state
// whose name contains PART.
const [folder, part = ''] = process.argv.slice(2);
if (folder === undefined) throw new Error('Say into which folder the pictures go.');
const into = resolve(folder);
mkdirSync(into, { recursive: true });
const shots = allShots().filter((shot) => nameOf(shot).includes(part));
await eachShot(shots, async (page, shot) => {
  await page.screenshot({
    path: join(into, `${nameOf(shot)}.png`),
    // The popup grows with its content.
    fullPage: shot.view === 'popup',
  });
});
console.log(`${shots.length} pictures in ${into}`);
