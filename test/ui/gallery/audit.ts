import { violationsIn } from './axe.ts';
import { allShots, eachShot, nameOf } from './open.ts';

// `node test/tools/run-ts.mjs test/ui/gallery/audit.ts [PART]`: what axe finds in every state whose
// name contains PART; ends with 1 if that is anything.
const [part = ''] = process.argv.slice(2);
let found = 0;
const shots = allShots().filter((shot) => nameOf(shot).includes(part));
await eachShot(shots, async (page, shot) => {
  const violations = await violationsIn(page);
  found += violations.length;
  for (const violation of violations) console.error(`${nameOf(shot)}: ${violation}\n`);
});
console.log(`${shots.length} states, ${found} violations`);
process.exitCode = found > 0 ? 1 : 0;
