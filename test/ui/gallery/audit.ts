import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { AxeResults } from 'axe-core';
import { allShots, eachShot, nameOf } from './open.ts';

// `node test/tools/run-ts.mjs test/ui/gallery/audit.ts [PART]`: what axe finds in every state whose
// name contains PART; ends with 1 if that is anything.
const [part = ''] = process.argv.slice(2);
const axe = readFileSync(resolve('node_modules/axe-core/axe.min.js'), 'utf8');
let found = 0;
const shots = allShots().filter((shot) => nameOf(shot).includes(part));
await eachShot(shots, async (page, shot) => {
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<AxeResults> } };
    return (await axe.run()).violations.map(({ id, help, nodes }) => ({
      id,
      help,
      nodes: nodes.slice(0, 3).map(({ html, failureSummary }) => `${html}\n${failureSummary}`),
    }));
  });
  found += violations.length;
  for (const { id, help, nodes } of violations)
    console.error(`${nameOf(shot)}: ${id} (${help})\n${nodes.join('\n')}\n`);
});
console.log(`${shots.length} states, ${found} violations`);
process.exitCode = found > 0 ? 1 : 0;
