import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBase64 } from '../../../../src/core/formats/bodies/base64.ts';
import { base64Text, bodyText } from '../../../../src/core/formats/bodies/body-text.ts';
import { isText } from '../../../../src/core/kissmetrics/unread-body.ts';

const LONGEST = 65_536;
/** Without control characters, by which bytes are known that are no text. */
const text = fc
  .string({ unit: 'binary', maxLength: 60 })
  .map((one) => one.replace(/\p{Cc}/gu, '\n'))
  .filter((one) => !/\p{Cs}/u.test(one));
const bytes = (value: string) => new TextEncoder().encode(value);
/** Like a decoder: a byte order mark at the beginning is none of the text. */
const plain = (value: string) => value.replace(/^\ufeff/, '');

describe('the text of a body', () => {
  test('is what was packed with gzip', () => {
    fc.assert(
      fc.property(text, (value) => {
        const packed = gzipSync(value);
        expect(bodyText(packed, LONGEST)).toEqual({
          ...{ body: plain(value), bodySize: packed.length, bodyEncoding: 'gzip' },
        });
      }),
    );
  });

  test('is what was packed with deflate, at every level', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 0, max: 9 }), (value, level) => {
        const packed = deflateSync(value, { level });
        expect(bodyText(packed, LONGEST)).toMatchObject({
          ...{ body: plain(value), bodyEncoding: 'deflate' },
        });
      }),
    );
  });

  test('is what was written in Base64, packed or not', () => {
    fc.assert(
      fc.property(text, fc.boolean(), (value, packed) => {
        const written = (packed ? gzipSync(value) : Buffer.from(value)).toString('base64');
        const { body, bodyProblem } = base64Text(written, LONGEST);
        expect(bodyProblem).toBeUndefined();
        expect(packed ? body : plain(body ?? '')).toBe(plain(value));
      }),
    );
  });

  test('is itself where nothing is packed', () => {
    fc.assert(
      fc.property(text, (value) => {
        const { body, bodyEncoding } = bodyText(bytes(value), LONGEST);
        expect(bodyEncoding).toBeUndefined();
        expect(body).toBe(plain(value));
      }),
    );
    for (const value of ['x^=1', 'H', 'x', '']) expect(bodyText(bytes(value), 9).body).toBe(value);
  });

  test('is read as UTF-8 as the platform reads it', () => {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), (value) => {
        let expected: string | undefined;
        try {
          expected = decoder.decode(value);
        } catch {
          expected = undefined;
        }
        const read = bodyText(value, LONGEST);
        if (read.bodyEncoding !== undefined) return;
        if (expected !== undefined && !isText(expected)) expected = undefined;
        expect(read.body).toBe(expected);
        if (expected === undefined)
          expect(read).toEqual({ bodyProblem: 'not UTF-8', bodySize: value.length });
      }),
      { numRuns: 2_000 },
    );
  });

  test('is bounded after unpacking, whatever the bytes unpack to', () => {
    const bomb = gzipSync(Buffer.alloc(200_000_000, 'x'));
    expect(bomb.length).toBeLessThan(300_000);
    const before = process.memoryUsage().arrayBuffers;
    const { body, ...rest } = bodyText(bomb, LONGEST);
    expect(body).toBe('x'.repeat(LONGEST));
    expect(rest).toEqual({ bodyProblem: 'cut', bodySize: bomb.length, bodyEncoding: 'gzip' });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
  });

  test('is cut between characters', () => {
    expect(bodyText(bytes('aé😀'), 4)).toMatchObject({ body: 'aé', bodyProblem: 'cut' });
    expect(bodyText(bytes('aé😀').subarray(0, 5), 9, 7)).toMatchObject({
      ...{ body: 'aé', bodyProblem: 'cut', bodySize: 7 },
    });
  });

  test('is not known of bytes that are damaged or of another kind', () => {
    const packed = gzipSync('_p=bob&_n=al');
    const known = { bodyProblem: 'not UTF-8', bodySize: packed.length - 9, bodyEncoding: 'gzip' };
    expect(bodyText(packed.subarray(0, -9), LONGEST)).toEqual(known);
    const raw = deflateRawSync('_p=bob&_n=al'.repeat(9));
    expect(bodyText(raw, LONGEST).bodyProblem).toBe('not UTF-8');
    expect(base64Text('a?b=', LONGEST)).toEqual({
      bodyProblem: 'not UTF-8',
      bodyEncoding: 'base64',
    });
  });

  test('is what came before the end of packed bytes that have none', () => {
    const value = '_p=bob&_n='.repeat(500);
    const packed = gzipSync(value, { level: 0 });
    const { body, bodyProblem } = bodyText(packed.subarray(0, 3_000), LONGEST, packed.length);
    expect(bodyProblem).toBe('cut');
    expect(value.startsWith(body ?? '?')).toBe(true);
  });

  test('may be any bytes, also such that look packed', () => {
    const head = fc.constantFrom(
      [0x1f, 0x8b, 8, 0],
      [0x78, 0x9c],
      [0x78, 0x01],
      [0xef, 0xbb, 0xbf],
    );
    fc.assert(
      fc.property(head, fc.uint8Array({ maxLength: 80 }), fc.nat(90), (start, rest, longest) => {
        const given = Uint8Array.from([...start, ...rest]);
        const { body, bodyProblem } = bodyText(given, longest);
        expect(body !== undefined || bodyProblem !== undefined).toBe(true);
        expect(bytes(body ?? '').length).toBeLessThanOrEqual(longest);
      }),
      { numRuns: 3_000 },
    );
  });
});

test('Base64 is read as the platform reads it', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), fc.boolean(), (value, padded) => {
      const written = Buffer.from(value).toString('base64');
      const given = padded ? written : written.replace(/=+$/, '');
      expect(decodeBase64(given)).toEqual(value);
    }),
  );
});
