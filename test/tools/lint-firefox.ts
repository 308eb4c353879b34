import { resolve } from 'node:path';
import { lintFirefox } from './firefox-linter.ts';

// `npm run lint:firefox`: fails on any error, and on any warning that has no reason to be let pass.
const { problems, allowed } = lintFirefox(resolve('dist/firefox'));
for (const warning of allowed) console.log(`allowed: ${warning}`);
for (const problem of problems) console.error(problem);
console.log(`web-ext lint: ${problems.length === 0 ? 'nothing' : problems.length} to fix`);
if (problems.length > 0) process.exitCode = 1;
