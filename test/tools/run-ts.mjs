// Runs a TypeScript script under Node: `node test/tools/run-ts.mjs FILE.ts [arguments]`.
import { resolve } from 'node:path';
import { runnerImport } from 'vite';

const [script, ...rest] = process.argv.slice(2);
process.argv = [process.argv[0], resolve(script), ...rest];
await runnerImport(resolve(script), { configFile: false, logLevel: 'error' });
