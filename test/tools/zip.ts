import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  /** With `/` between folders. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** 1 January 1980, the earliest that the format knows: the content alone decides the bytes. */
const DATE = 0x21;
const UTF8 = 0x800;
const DEFLATED = 8;
const VERSION = 20;
/** `-rw-r--r--` in Unix terms, for the upper half of the external attributes. */
const MODE = 0o100644;

/**
 * A zip file that is the same, byte for byte, for the same entries in any order. Written here
 * because the usual writers put the time and the order of the file system in.
 */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const sorted = [...entries].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { path, bytes } of sorted) {
    const name = Buffer.from(path);
    const data = deflateRawSync(bytes, { level: 9 });
    const common = shared(name, bytes, data);
    const local = Buffer.concat([number(0x04034b50, 4), common, name, data]);
    const central = Buffer.concat([
      number(0x02014b50, 4),
      number((3 << 8) | VERSION, 2),
      common,
      // No comment, disk 0, no internal attributes.
      Buffer.alloc(6),
      number(MODE * 0x10000, 4),
      number(offset, 4),
      name,
    ]);
    files.push(local);
    directory.push(central);
    offset += local.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = Buffer.concat([
    number(0x06054b50, 4),
    number(0, 4),
    number(sorted.length, 2),
    number(sorted.length, 2),
    number(size, 4),
    number(offset, 4),
    number(0, 2),
  ]);
  return Buffer.concat([...files, ...directory, end]);
}

/** The fields that a file's own header and its entry in the directory have in common. */
function shared(name: Buffer, bytes: Uint8Array, data: Buffer): Buffer {
  return Buffer.concat([
    number(VERSION, 2),
    number(UTF8, 2),
    number(DEFLATED, 2),
    number(0, 2),
    number(DATE, 2),
    number(crc32(bytes), 4),
    number(data.length, 4),
    number(bytes.length, 4),
    number(name.length, 2),
    number(0, 2),
  ]);
}

function number(value: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntLE(value, 0, bytes);
  return buffer;
}
