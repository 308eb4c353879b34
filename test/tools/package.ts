import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { lintFirefox } from './firefox-linter.ts';
import { zip } from './zip.ts';

// `npm run package`: what the stores take, their listing with its pictures, and the source that
// Mozilla's reviewers ask for.
const target = resolve('dist/packages');
rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });

write('chrome', resolve('dist/chrome'), filesBelow(resolve('dist/chrome')));
const firefox = write('firefox', resolve('dist/firefox'), filesBelow(resolve('dist/firefox')));
cpSync(resolve('test/store'), join(target, 'listing'), { recursive: true });
write('source', resolve('.'), trackedFiles());

const { problems } = lintFirefox(firefox);
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;

function write(kind: string, folder: string, files: readonly string[]): string {
  const path = join(target, `${packageJson.name}-${packageJson.version}-${kind}.zip`);
  const entries = files.map((file) => ({
    path: relative(folder, file).replaceAll(sep, '/'),
    bytes: readFileSync(file),
  }));
  writeFileSync(path, zip(entries));
  console.log(`${relative('.', path)}: ${files.length} files, ${statSync(path).size} bytes`);
  return path;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** The files of this checkout that git knows, as they are on disk. */
function trackedFiles(): string[] {
  const list = execFileSync('git', ['ls-files', '-z', '--cached'], { encoding: 'utf8' });
  return list
    .split('\0')
    .filter((path) => path !== '')
    .map((path) => resolve(path));
}
