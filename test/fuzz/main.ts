import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

// `npm run fuzz`: many cases for each boundary. FUZZ_SEED repeats those of an earlier run.
const FUZZ_RUNS = process.env.FUZZ_RUNS ?? '7000';
const FUZZ_SEED = process.env.FUZZ_SEED ?? String(Date.now() & 0x7fffffff);
console.log(`FUZZ_RUNS=${FUZZ_RUNS} FUZZ_SEED=${FUZZ_SEED}`);
const { status } = spawnSync(
  process.execPath,
  [resolve('node_modules/vitest/vitest.mjs'), 'run', '--project', 'node', 'test/fuzz'],
  { stdio: 'inherit', env: { ...process.env, FUZZ_RUNS, FUZZ_SEED } },
);
process.exitCode = status ?? 1;
