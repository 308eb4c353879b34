import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALIAS_URL, harEntry } from '../core/formats/har.ts';
import { buildCli, type Cli } from './cli.ts';

const MEGABYTE = 1_048_576;
/** Far less than the files: whoever holds one whole is out of memory. */
const HEAP = ['--max-old-space-size=24'];

let cli: Cli;
beforeAll(async () => {
  cli = await buildCli();
}, 60_000);
afterAll(() => cli.remove());

/** Writes a HAR with one alias among entries whose bodies are of the sizes given, in megabytes. */
async function writeHar(name: string, bodies: readonly number[]): Promise<string> {
  const path = join(cli.folder, name);
  const file = createWriteStream(path);
  const block = 'é\\n\\"<p>'.repeat(MEGABYTE / 8);
  const write = async (text: string) => {
    if (!file.write(text)) await once(file, 'drain');
  };
  await write('{"log":{"version":"1.2","entries":[');
  for (const [index, megabytes] of bodies.entries()) {
    const head = JSON.stringify(harEntry({ request: { method: 'GET', url: 'https://a.test/' } }));
    await write(
      `${index === 0 ? '' : ','}${head.slice(0, -1)},"response":{"status":200,"content":{"text":"`,
    );
    for (let i = 0; i < megabytes; i++) await write(block);
    await write('"}}}');
    if (index === 0) await write(`,${JSON.stringify(harEntry())}`);
  }
  file.end(']}}');
  await once(file, 'finish');
  expect(statSync(path).size).toBeGreaterThan(60 * MEGABYTE);
  expect(ALIAS_URL).toContain('_n=bob');
  return path;
}

describe('a recording larger than the memory', () => {
  it.each([
    ['many bodies', Array.from({ length: 64 }, () => 1)],
    ['one body', [64]],
  ])(
    'is read all the same: %s',
    async (name, bodies) => {
      const path = await writeHar(`${name}.har`, bodies);
      for (const mask of [[], ['--mask']]) {
        const { status, stdout, stderr } = await cli.run(
          ['report', path, '--format', 'json', ...mask],
          { node: HEAP },
        );
        expect(stderr).toBe('');
        expect(JSON.parse(stdout).counts.alias).toBe(1);
        expect(status).toBe(0);
      }
    },
    60_000,
  );

  it('would not fit if it were held', async () => {
    const path = await writeHar('held.har', [64]);
    const script = `JSON.parse(require('node:fs').readFileSync(${JSON.stringify(path)}, 'utf8'))`;
    const child = spawn(process.execPath, [...HEAP, '-e', script], { stdio: 'ignore' });
    const [status, signal] = await once(child, 'close');
    expect(status === 0 && signal === null).toBe(false);
  }, 60_000);
});

describe('an output that nobody reads to its end', () => {
  it('is no error', async () => {
    const entries = Array.from({ length: 4000 }, (_, index) =>
      harEntry({ request: { method: 'GET', url: `${ALIAS_URL}&x=${index}` } }),
    );
    const path = cli.file('long.har', JSON.stringify({ log: { entries } }));
    const child = spawn(process.execPath, [cli.program, 'report', path]);
    let stderr = '';
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    await once(child.stdout, 'data');
    child.stdout.destroy();
    const [status] = await once(child, 'close');
    expect(stderr).toBe('');
    expect([0, 1]).toContain(status);
  });
});
