import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';

export interface Result {
  /** Null if a signal ended it. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly stdin?: string | Iterable<string>;
  readonly env?: Readonly<Record<string, string>>;
  /** Arguments for Node itself. */
  readonly node?: readonly string[];
}

/** The program as it ships, built into a folder of its own, which also takes the test's files. */
export interface Cli {
  readonly folder: string;
  readonly program: string;
  /** Writes a file and gives its path. */
  file(name: string, text: string): string;
  run(args: readonly string[], options?: RunOptions): Promise<Result>;
  remove(): void;
}

export async function buildCli(): Promise<Cli> {
  const folder = mkdtempSync(join(tmpdir(), 'km-identity-'));
  const outDir = join(folder, 'bin');
  await build({
    mode: 'cli',
    configFile: resolve('vite.config.ts'),
    logLevel: 'error',
    build: { outDir },
  });
  // Without this Node looks for the type of the program's module in folders above the temporary one.
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  const program = join(outDir, 'km-identity.js');
  return {
    folder,
    program,
    file(name, text) {
      const path = join(folder, name);
      writeFileSync(path, text);
      return path;
    },
    run: (args, options) => run(program, args, options),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<Result> {
  const { stdin = '', env = {}, node = [] } = options;
  const { PATH = '' } = process.env;
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [...node, program, ...args], { env: { PATH, ...env } });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', fail);
    child.on('close', (status) => done({ status, stdout, stderr }));
    child.stdin.on('error', () => {});
    for (const text of typeof stdin === 'string' ? [stdin] : stdin) child.stdin.write(text);
    child.stdin.end();
  });
}
