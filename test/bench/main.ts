import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { burstBench } from './burst-bench.ts';
import { coreBench } from './core-bench.ts';
import { type Figure, type Notebook, record, tableOf } from './figure.ts';
import { largeBench } from './large-bench.ts';
import { pageBench } from './page-bench.ts';

const BENCHES: Readonly<Record<string, (notebook: Notebook) => Promise<void> | void>> = {
  core: coreBench,
  page: pageBench,
  burst: burstBench,
  large: largeBench,
};

// `npm run bench [-- NAME …]`: all benchmarks, or those named.
const named = process.argv.slice(2);
const unknown = named.filter((name) => !Object.hasOwn(BENCHES, name));
if (unknown.length > 0)
  throw new Error(`There is no bench ${unknown.join(', ')}: ${Object.keys(BENCHES).join(', ')}.`);
const figures: Figure[] = [];
for (const [bench, run] of Object.entries(BENCHES)) {
  if (named.length > 0 && !named.includes(bench)) continue;
  console.log(`${bench} …`);
  await run({
    add: (name, value, unit, aim = {}) => void figures.push({ bench, name, value, unit, ...aim }),
  });
}
const file = resolve('dist/bench.json');
mkdirSync(resolve('dist'), { recursive: true });
writeFileSync(file, `${JSON.stringify(record(figures), null, 2)}\n`);
console.log(`\n${tableOf(figures)}\n\nSaved ${file}`);
