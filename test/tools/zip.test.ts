import { crc32, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ZipEntry, zip } from './zip.ts';

/** Reads a zip file by its directory, as programs that unpack do. */
function unzip(file: Buffer): ZipEntry[] {
  const end = file.length - 22;
  expect(file.readUInt32LE(end)).toBe(0x06054b50);
  const entries: ZipEntry[] = [];
  let at = file.readUInt32LE(end + 16);
  for (let left = file.readUInt16LE(end + 10); left > 0; left -= 1) {
    expect(file.readUInt32LE(at)).toBe(0x02014b50);
    const nameLength = file.readUInt16LE(at + 28);
    const path = file.toString('utf8', at + 46, at + 46 + nameLength);
    const local = file.readUInt32LE(at + 42);
    expect(file.readUInt32LE(local)).toBe(0x04034b50);
    expect(file.toString('utf8', local + 30, local + 30 + nameLength)).toBe(path);
    const data = file.subarray(local + 30 + nameLength).subarray(0, file.readUInt32LE(at + 20));
    const bytes = inflateRawSync(data);
    expect(bytes.length).toBe(file.readUInt32LE(at + 24));
    expect(crc32(bytes)).toBe(file.readUInt32LE(at + 16));
    entries.push({ path, bytes: new Uint8Array(bytes) });
    at += 46 + nameLength;
  }
  expect(at).toBe(end);
  return entries;
}

const entries = fc.uniqueArray(
  fc.record({ path: fc.string({ minLength: 1, unit: 'grapheme' }), bytes: fc.uint8Array() }),
  { selector: ({ path }) => path },
);

describe('zip', () => {
  test('is read back as it was written, sorted by path', () => {
    fc.assert(
      fc.property(entries, (given) => {
        const byPath = [...given].sort((a, b) => (a.path < b.path ? -1 : 1));
        expect(unzip(zip(given))).toEqual(byPath.map(({ path, bytes }) => ({ path, bytes })));
      }),
    );
  });

  test('is the same whatever the order of its entries', () => {
    fc.assert(
      fc.property(entries, (given) => {
        expect(zip([...given].reverse())).toEqual(zip(given));
      }),
    );
  });
});
