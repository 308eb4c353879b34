import { guardOutput } from './output.ts';
import { run } from './run.ts';

const { argv, stdin, stdout, stderr, env } = process;

guardOutput(stdout, stderr);
process.exitCode = await run(argv.slice(2), { stdin, stdout, stderr, env, now: Date.now() });
