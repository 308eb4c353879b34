import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileKind, START_LENGTH } from '../../../src/core/formats/file-kind.ts';

const bytes = (...parts: readonly (string | readonly number[])[]) =>
  Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === 'string' ? [...part].map((one) => one.charCodeAt(0)) : [...part],
    ),
  );
const utf16 = (text: string, big: boolean) =>
  [...text].flatMap((one) => (big ? [0, one.charCodeAt(0)] : [one.charCodeAt(0), 0]));

describe('what a file is, by its beginning', () => {
  it.each([
    ['gzip', bytes([0x1f, 0x8b, 8, 0])],
    ['zip', bytes('PK\u0003\u0004')],
    ['zip', bytes('PK\u0005\u0006')],
    ['bzip2', bytes('BZh91AY&SY')],
    ['xz', bytes([0xfd], '7zXZ', [0])],
    ['zstd', bytes([0x28, 0xb5, 0x2f, 0xfd])],
    ['7z', bytes('7z', [0xbc, 0xaf, 0x27, 0x1c])],
    ['png', bytes([0x89], 'PNG\r\n\u001a\n')],
    ['jpeg', bytes([0xff, 0xd8, 0xff, 0xe0])],
    ['pdf', bytes('%PDF-1.7\n')],
    ['html', bytes('\r\n <!DOCTYPE html><title>x</title>')],
    ['html', bytes([0xef, 0xbb, 0xbf], '<html lang="en">')],
    ['xml', bytes('<?xml version="1.0"?>')],
    ['markup', bytes('<log>')],
    ['binary', bytes('abc', [0, 1, 2], 'def')],
  ])('%s', (kind, start) => {
    expect(fileKind(start)).toEqual({ is: kind });
  });

  it.each([
    ['utf-8', bytes('{"log":{}}')],
    ['utf-8', bytes([0xef, 0xbb, 0xbf], '{}')],
    ['utf-8', bytes('')],
    ['utf-8', bytes(' [')],
    ['utf-8', bytes('P')],
    ['utf-8', bytes('7 apples')],
    ['utf-16le', bytes([0xff, 0xfe], utf16('{"log"', false))],
    ['utf-16be', bytes([0xfe, 0xff], utf16('{"log"', true))],
    ['utf-16le', bytes(utf16('{"log"', false))],
    ['utf-16be', bytes(utf16(' {"log"', true))],
  ])('text in %s', (encoding, start) => {
    expect(fileKind(start)).toEqual({ is: 'text', encoding });
  });

  it('names markup in UTF-16 too', () => {
    expect(fileKind(bytes([0xff, 0xfe], utf16('<!doctype html>', false)))).toEqual({ is: 'html' });
  });

  it('is something for any bytes, and JSON is always text', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (start) => {
        expect(typeof fileKind(start).is).toBe('string');
      }),
    );
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('', '\n  '), (value, space) => {
        const whole = new TextEncoder().encode(space + JSON.stringify(value));
        const start = whole.slice(0, START_LENGTH);
        expect(fileKind(start)).toEqual({ is: 'text', encoding: 'utf-8' });
      }),
    );
  });
});
