import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { harEntry, harText } from '../core/formats/har.ts';
import { buildCli, type Cli } from './cli.ts';

let cli: Cli;
beforeAll(async () => {
  cli = await buildCli();
});
afterAll(() => cli.remove());

const HAR = harText([harEntry()]);
const big = (text: string) => Buffer.from(text, 'utf16le').swap16();

function file(name: string, bytes: Uint8Array): string {
  const path = join(cli.folder, name);
  writeFileSync(path, bytes);
  return path;
}

async function counts(path: string) {
  const { status, stdout, stderr } = await cli.run(['report', path, '--format', 'json']);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return JSON.parse(stdout).counts;
}

describe('km-identity report reads', () => {
  it.each([
    ['gzip', gzipSync(HAR)],
    ['gzip in several parts', Buffer.concat([gzipSync(HAR.slice(0, 40)), gzipSync(HAR.slice(40))])],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${HAR}`)],
    ['UTF-16 with a byte order mark', Buffer.from(`\ufeff${HAR}`, 'utf16le')],
    ['UTF-16, big-endian, with one', big(`\ufeff${HAR}`)],
    ['UTF-16 without one', Buffer.from(HAR, 'utf16le')],
    ['UTF-16 in gzip', gzipSync(Buffer.from(`\ufeff${HAR}`, 'utf16le'))],
  ])('%s', async (name, bytes) => {
    expect(await counts(file(`${name}.har`, bytes))).toMatchObject({ alias: 1 });
  });

  it('a gzip file far larger than a piece, cut anywhere', async () => {
    const entries = Array.from({ length: 20_000 }, (_, index) =>
      harEntry({ request: { method: 'GET', url: `https://a.test/${index}é` } }),
    );
    const packed = gzipSync(harText([...entries, harEntry()]));
    expect(await counts(file('large.har.gz', packed))).toMatchObject({ alias: 1 });
  });
});

/** A gzip file that unpacks to 1 GB of spaces, in about 1 MB. */
function bomb(): Uint8Array {
  const part = gzipSync(Buffer.alloc(64 * 1024 * 1024, ' '));
  return Buffer.concat(Array.from({ length: 16 }, () => part));
}

describe('km-identity report names', () => {
  it.each([
    ['gzip in gzip', () => gzipSync(gzipSync(HAR)), 'is a gzip file: unpack it first'],
    ['a gzip file that was cut', () => gzipSync(HAR).subarray(0, 60), 'damaged or was not saved'],
    [
      'a gzip file that is damaged',
      () => Buffer.concat([gzipSync(HAR).subarray(0, 40), Buffer.alloc(50, 7)]),
      'damaged or was not saved',
    ],
    ['a gzip bomb', bomb, 'unpacks to more than 500 times its size'],
    ['zip', () => Buffer.from('PK\u0003\u0004rest'), 'is a zip file: unpack it first'],
    ['xz', () => Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]), 'is a compressed file'],
    ['HTML', () => Buffer.from('\n<!doctype html>'), 'is a web page (HTML)'],
    ['XML', () => Buffer.from('<?xml version="1.0"?><log/>'), 'is an XML file'],
    ['PNG', () => Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10]), 'is an image or a PDF'],
    ['PDF', () => Buffer.from('%PDF-1.7\n'), 'is an image or a PDF'],
    ['bytes', () => Buffer.from([3, 1, 4, 0, 0, 1, 5]), 'is no text file'],
    ['HTML in UTF-16', () => Buffer.from('\ufeff<html>', 'utf16le'), 'is a web page (HTML)'],
    ['a file of nothing usable', () => Buffer.from(harText([null, 7])), 'log.entries[0]: is not'],
  ])('%s, in one line, and exits with 2', async (name, make, line) => {
    const path = file(`${name}.bin`, make());
    const { status, stdout, stderr } = await cli.run(['report', path]);
    expect(stdout).toBe('');
    expect(stderr).toContain(`km-identity: ${path}: `);
    expect(stderr).toContain(line);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(status).toBe(2);
  });
});

describe('km-identity report on a file without a request', () => {
  const other = harEntry({ request: { method: 'GET', url: 'https://a.test/' } });

  it('exits with 1 if what was left out may have been one', async () => {
    const path = file('holes.har', Buffer.from(harText([other, null])));
    const { status, stdout, stderr } = await cli.run(['report', path, '--format', 'json']);
    expect(JSON.parse(stdout).source).toEqual({ name: 'holes.har', format: 'har', leftOut: 1 });
    expect(stderr).toContain('undecided: no request was read');
    expect(status).toBe(1);
  });

  it('exits with 0 if nothing was left out', async () => {
    const { status } = await cli.run(['report', file('other.har', Buffer.from(harText([other])))]);
    expect(status).toBe(0);
  });
});

it('km-identity report counts what has no usable time', async () => {
  const entries = [
    harEntry({ startedDateTime: null }),
    harEntry({ startedDateTime: '2014-1-2 3:4' }),
  ];
  const path = file('times.har', Buffer.from(harText(entries)));
  const json = await cli.run(['report', path, '--format', 'json']);
  expect(JSON.parse(json.stdout).source).toMatchObject({ unknownTimes: 1, unknownZones: 1 });
  const { stdout, status } = await cli.run(['report', path]);
  expect(stdout).toContain('Requests without a usable time, in the order of the file: 1');
  expect(stdout).toMatch(/#0 {2}Time unknown/);
  expect(status).toBe(0);
});
