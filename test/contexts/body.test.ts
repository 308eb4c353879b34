import { deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requestBody } from '../../src/background/body.ts';

const bytes = (text: string) => new TextEncoder().encode(text).buffer;
const raw = (...parts: { readonly bytes?: ArrayBuffer; readonly file?: string }[]) =>
  requestBody({ requestBody: { raw: parts } });

describe('the body of a request', () => {
  it('is absent for a request without one', () => {
    expect(requestBody({})).toEqual({});
  });
  it('is read as UTF-8 over all its parts', () => {
    const whole = new Uint8Array(bytes('_p=José'));
    expect(raw({ bytes: whole.slice(0, 7).buffer }, { bytes: whole.slice(7).buffer })).toEqual({
      body: '_p=José',
    });
  });
  it('is encoded again where the browser shows a form decoded', () => {
    const formData = { _p: ['a b', '+'], '&': ['='] } as unknown as Record<string, string>;
    expect(requestBody({ requestBody: { formData } })).toEqual({ body: '_p=a+b&_p=%2B&%26=%3D' });
  });
  it('says when it is not text, a file, cut, or kept back', () => {
    expect(raw({ bytes: new Uint8Array([0xff, 0xfe]).buffer })).toEqual({
      bodyProblem: 'not UTF-8',
      bodySize: 2,
    });
    expect(raw({ bytes: bytes('a') }, { file: '/tmp/a' })).toEqual({
      body: 'a',
      bodyProblem: 'file',
    });
    expect(raw({ bytes: bytes('x'.repeat(100_000)) })).toEqual({
      body: 'x'.repeat(65_536),
      bodyProblem: 'cut',
      bodySize: 100_000,
    });
    expect(requestBody({ requestBody: { error: 'no' } })).toEqual({ bodyProblem: 'no' });
  });
  it('is unpacked, whether gzip or deflate, over all its parts', () => {
    const form = '_p=bob&_n=al';
    for (const [packed, bodyEncoding] of [
      [gzipSync(form), 'gzip'],
      [deflateSync(form), 'deflate'],
    ] as const) {
      const parts = [packed.subarray(0, 5), packed.subarray(5)].map((part) => ({
        bytes: Uint8Array.from(part).buffer,
      }));
      expect(raw(...parts)).toEqual({ body: form, bodySize: packed.length, bodyEncoding });
    }
  });
  it('is bounded after it was unpacked', () => {
    const bomb = Uint8Array.from(gzipSync(Buffer.alloc(20_000_000, 'x')));
    const { body, bodyProblem, bodySize } = raw({ bytes: bomb.buffer });
    expect([body?.length, bodyProblem, bodySize]).toEqual([65_536, 'cut', bomb.length]);
  });
  it('never throws, whatever bytes arrive', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 50 })), (parts) => {
        const given = parts.map((part) => ({ bytes: part.slice().buffer as ArrayBuffer }));
        const { body, bodyProblem } = raw(...given);
        expect(body !== undefined || bodyProblem !== undefined).toBe(true);
      }),
    );
  });
});
