import { spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { sessionFile } from '../../src/core/formats/session-file.ts';
import { harEntry, harText } from '../core/formats/har.ts';
import { ANON, log, START } from '../core/support/log.ts';
import { buildCli, type Cli } from './cli.ts';

let cli: Cli;
beforeAll(async () => {
  cli = await buildCli();
}, 60_000);
afterAll(() => cli.remove());

const EMAIL = 'bob@example.com';

function request(query: string, seconds: number, path = 'a') {
  return harEntry({
    startedDateTime: new Date(START + seconds * 1000).toISOString(),
    request: { method: 'GET', url: `https://trk.kissmetrics.io/${path}?${query}` },
  });
}

const p = encodeURIComponent(ANON);
const GOOD = harText([
  request(`_k=abc&_p=${p}&_n=Visited`, 0, 'e'),
  request(`_k=abc&_p=${p}&_n=bob%40example.com`, 1),
  request('_k=abc&_p=bob%40example.com&_n=Signed+Up', 2, 'e'),
  request(`_k=abc&_p=${p}&_n=bob%40example.com`, 3),
]);
const BAD = harText([request(`_k=abc&_p=${p}&_n=guest`, 0)]);

describe('km-identity report', () => {
  it('prints the JSON of the contract, and exits with 0 when nothing is wrong', async () => {
    const { status, stdout, stderr } = await cli.run([
      'report',
      cli.file('good.har', GOOD),
      '--format',
      'json',
    ]);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({
      version: 1,
      source: { name: 'good.har', format: 'har' },
      counts: { alias: 1, event: 2, properties: 0, retry: 1, malformed: 0 },
      apiKeys: ['abc'],
      aliases: [
        {
          index: 0,
          at: '2026-01-02T03:04:06.000Z',
          apiKey: 'abc',
          identities: [ANON, EMAIL],
          delivery: 'delivered',
          status: 200,
          retryOf: null,
          mergeBy: '2026-01-02T09:04:06.000Z',
          url: `https://trk.kissmetrics.io/a?_k=abc&_p=${p}&_n=bob%40example.com`,
        },
        {
          index: 1,
          at: '2026-01-02T03:04:08.000Z',
          apiKey: 'abc',
          identities: [ANON, EMAIL],
          delivery: 'delivered',
          status: 200,
          retryOf: 0,
          mergeBy: '2026-01-02T09:04:08.000Z',
          url: `https://trk.kissmetrics.io/a?_k=abc&_p=${p}&_n=bob%40example.com`,
        },
      ],
      people: [
        {
          identities: [
            { id: ANON, kind: 'anonymous' },
            { id: EMAIL, kind: 'named' },
          ],
          aliases: [0],
        },
      ],
      findings: [],
    });
    expect(status).toBe(0);
  });

  it('takes for anonymous or named what it is told, also with stand-ins', async () => {
    const uuid = '0f8fad5b-d9cb-469f-a165-70867728950e';
    const file = cli.file(
      'guest.har',
      harText([
        request('_k=abc&_p=Guest+5&_n=bob%40example.com', 0),
        request(`_k=abc&_p=${uuid}&_n=ann%40example.com`, 1),
        request('_k=abc&_p=bob%40example.com&_n=Seen', 2, 'e'),
        request('_k=abc&_p=ann%40example.com&_n=Seen', 3, 'e'),
      ]),
    );
    const report = async (...more: string[]) => {
      const { stdout } = await cli.run(['report', file, '--format', 'json', ...more]);
      const { people, findings } = JSON.parse(stdout);
      return {
        kinds: people.map(({ identities }: { identities: { kind: string }[] }) =>
          identities.map(({ kind }) => kind),
        ),
        rules: findings.map(({ rule }: { rule: string }) => rule),
      };
    };
    const [none, told] = [[], ['--anonymous', 'Guest *', '--named', '*-*-*-*-*']];
    for (const mask of [[], ['--mask']]) {
      expect(await report(...none, ...mask)).toEqual({
        kinds: [
          ['named', 'named'],
          ['anonymous', 'named'],
        ],
        rules: ['merges-two-named'],
      });
      expect(await report(...told, ...mask)).toEqual({
        kinds: [
          ['anonymous', 'named'],
          ['named', 'named'],
        ],
        rules: ['merges-two-named'],
      });
    }
  });

  it('exits with 1 when there is a finding of severity error', async () => {
    const { status, stdout } = await cli.run(['report', cli.file('bad.har', BAD), '--format=json']);
    const { findings } = JSON.parse(stdout);
    expect(findings).toContainEqual({
      rule: 'shared-identity',
      severity: 'error',
      message: expect.stringContaining('guest'),
      identities: ['guest'],
      alias: 0,
      at: '2026-01-02T03:04:05.000Z',
      help: expect.stringMatching(/^https:\/\//),
    });
    expect(status).toBe(1);
  });

  it('reads a session file, and judges it as of its export', async () => {
    const made = log()
      .page('https://a.test/')
      .library('loaded')
      .anonymous(ANON)
      .call('identify', EMAIL);
    const report = async (seconds: number) => {
      const options = { exportedAt: made.now + seconds * 1000, tool: '0' };
      const path = cli.file('session.json', [...sessionFile(made.observations, options)].join(''));
      return JSON.parse((await cli.run(['report', path, '--format', 'json'])).stdout);
    };
    expect(await report(1)).toMatchObject({ source: { format: 'session' }, findings: [] });
    expect((await report(60)).findings).toMatchObject([{ rule: 'called-not-sent' }]);
  });

  it('says it in words, without colours in a pipe', async () => {
    const { stdout, status } = await cli.run(['report', cli.file('bad.har', BAD)]);
    for (const text of [
      'bad.har',
      'aliases: 1',
      ANON,
      'guest',
      'error',
      'shared-identity',
      'https://',
    ]) {
      expect(stdout).toContain(text);
    }
    expect(stdout).not.toContain('\u001b');
    expect(status).toBe(1);
  });

  it.each([
    [{ FORCE_COLOR: '1' }, true],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, true],
    [{ FORCE_COLOR: '0' }, false],
    [{ NO_COLOR: '1' }, false],
  ])('has colours as told: %j', async (env, coloured) => {
    const { stdout } = await cli.run(['report', cli.file('bad.har', BAD)], { env });
    expect(stdout.includes('\u001b[31m')).toBe(coloured);
  });

  it('lets nothing of a recording act on the terminal', async () => {
    const evil = encodeURIComponent('\u001b]0;owned\u0007\u202eevil\nname');
    const path = cli.file('evil.har', harText([request(`_k=%1b&_p=${evil}&_n=guest%0d`, 0)]));
    for (const format of ['text', 'markdown']) {
      const { stdout } = await cli.run(['report', path, '--format', format]);
      for (const character of '\u001b\u0007\u202e\r') expect(stdout).not.toContain(character);
      expect(stdout).toContain('\\u{1b}');
    }
  });

  it('masks on request', async () => {
    const path = cli.file('good.har', GOOD);
    for (const format of ['text', 'json', 'markdown']) {
      const { stdout, status } = await cli.run(['report', path, '--mask', '--format', format]);
      expect(stdout).not.toContain('example.com');
      expect(stdout).not.toContain(ANON);
      expect(stdout).toContain('person-1@masked.invalid');
      expect(status).toBe(0);
    }
  });

  it('reads from stdin', async () => {
    const { stdout } = await cli.run(['report', '-', '--format', 'json'], { stdin: GOOD });
    expect(JSON.parse(stdout)).toMatchObject({ source: { name: 'stdin' }, counts: { alias: 1 } });
  });

  it('takes further tracking hosts', async () => {
    const path = cli.file('proxy.har', GOOD.replaceAll('trk.kissmetrics.io', 'km.shop.test/t'));
    const counts = async (...more: string[]) =>
      JSON.parse((await cli.run(['report', path, '--format', 'json', ...more])).stdout).counts
        .alias;
    expect(await counts()).toBe(0);
    expect(await counts('--host', 'km.shop.test/t')).toBe(1);
    expect(await counts('--host=https://km.shop.test/t/')).toBe(1);
  });

  it('says what it left out, and reads the rest', async () => {
    const path = cli.file('holes.har', harText([null, {}, {}, {}, request('_k=a&_p=b&_n=c', 0)]));
    const { stdout, stderr, status } = await cli.run(['report', path, '--format', 'json']);
    expect(JSON.parse(stdout).counts.alias).toBe(1);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain(
      'log.entries[0]: is not an object; log.entries[1].request: is missing',
    );
    expect(stderr).toContain('and 1 more');
    expect(status).toBe(0);
  });

  it.each([
    ['nothing', '', 'is empty'],
    ['no JSON', 'PK\u0003\u0004', 'is not JSON: line 1, column 1'],
    ['a cut file', GOOD.slice(0, 300), 'ends in the middle, at line 1, column 301'],
    ['other JSON', '{"a":1}', 'neither a HAR nor a session file'],
    ['a HAR without entries', '{"log":{}}', 'log.entries: is not a list'],
    [
      'a session file of the future',
      '{"format":"kissmetrics-identity-session","version":7,"observations":[]}',
      'version: is 7: the file was written by a later version',
    ],
  ])('exits with 2 and one line for %s', async (_, text, line) => {
    const path = cli.file('unusable.har', text);
    const { status, stdout, stderr } = await cli.run(['report', path]);
    expect(stdout).toBe('');
    expect(stderr).toContain(`km-identity: ${path}: `);
    expect(stderr).toContain(line);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(status).toBe(2);
  });

  it.each([
    [[], 'a command is missing'],
    [['report'], 'report needs a FILE'],
    [['report', 'a', 'b'], 'one FILE'],
    [['report', 'a', '--format', 'xml'], 'text, json, markdown'],
    [['report', 'a', '--format'], '--format'],
    [['report', 'a', '--host', 'a b'], '--host needs a host name'],
    [['report', 'a', '--anonymous', ''], '--anonymous "" needs an identity'],
    [['report', 'a', '--named', '**'], '--named "**" would fit every identity'],
    [['report', 'a', '--named', 'x'.repeat(256)], 'longer than an identity may be'],
    [['report', '--frmat', 'json', 'a'], "Unknown option '--frmat'; try --help"],
    [['reprot', 'a'], 'no command "reprot"'],
    [['verify', 'a', '--plan', 'b'], 'verify is not part of this version'],
    [['verify', 'a'], 'verify is not part of this version'],
    [['report', '/nowhere/at\u001ball.har'], 'there is no such file'],
    [['report', '/'], 'is a folder'],
  ])('exits with 2 and one line for %j', async (args, line) => {
    const { status, stdout, stderr } = await cli.run(args);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^km-identity: [\x20-\x7e]+\n$/);
    expect(stderr).toContain(line);
    expect(status).toBe(2);
  });

  it.each(['--help', '-h'])('explains itself: %s', async (option) => {
    const { status, stdout } = await cli.run([option]);
    expect(stdout).toContain('Usage');
    expect(stdout).toContain('Exit status');
    expect(Math.max(...stdout.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(80);
    expect(stdout).not.toContain('verify');
    expect(status).toBe(0);
  });

  it('knows its version, and runs by itself', async () => {
    expect((await cli.run(['--version'])).stdout).toBe(`${packageJson.version}\n`);
    chmodSync(cli.program, 0o755);
    const child = spawnSync(cli.program, ['--version'], { encoding: 'utf8' });
    expect(child.stdout).toBe(`${packageJson.version}\n`);
  });
});
