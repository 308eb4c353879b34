import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decodeTrackingRequest,
  decodeTrackingRequests,
} from '../../../src/core/kissmetrics/decode.ts';
import type { SentRequest } from '../../../src/core/kissmetrics/unread-body.ts';

describe('decodeTrackingRequest', () => {
  test("reads the vendor's own example", () => {
    const url = 'http://trk.kissmetrics.io/a?_k=api-key&_p=User+12345&_n=bob%40bob.com';
    expect(decodeTrackingRequest(url)).toMatchObject({
      kind: 'alias',
      host: 'trk.kissmetrics.io',
      secure: false,
      apiKey: 'api-key',
      p: 'User 12345',
      n: 'bob@bob.com',
      time: null,
      problems: [],
    });
  });

  test.each([
    ['https://trk.kissmetrics.com/e?_n=x', 'event'],
    ['HTTPS://TRK.KISSMETRICS.IO/s', 'properties'],
    ['https://trk.kissmetrics.io:8443/a?#_k=no', 'alias'],
    ['https://someone@trk.kissmetrics.io/a', 'alias'],
    ['https://trk.kissmetrics.com:443/e?_k=k&', 'event'],
    ['http://trk.kissmetrics.io:80/s?', 'properties'],
    ['https://trc.kissmetrics.io/a?_k=k&_c=KISSmetrics-Android%2F2.1.0&_u=x&_p=a&_n=b', 'alias'],
  ])('recognises %s', (url, kind) => {
    expect(decodeTrackingRequest(url)?.kind).toBe(kind);
  });

  test.each([
    'https://trk.kissmetrics.io/',
    'https://trk.kissmetrics.io/A',
    'https://trk.kissmetrics.io/a/b',
    'https://trk.kissmetrics.io/constructor',
    'https://i.kissmetrics.io/a',
    'https://trk.kissmetrics.io.example.com/a',
    'https://example.com/?u=https://trk.kissmetrics.io/a',
    'https://example.com/#@trk.kissmetrics.io/a',
    'https://example.com?@trk.kissmetrics.io/a',
    'ftp://trk.kissmetrics.io/a',
    'trk.kissmetrics.io/a',
    'https:///a',
    '',
  ])('is none: %s', (url) => {
    expect(decodeTrackingRequest(url)).toBeNull();
  });

  test('takes further hosts under their prefix', () => {
    const hosts = [
      { host: 'www.shop.example', pathPrefix: '/km' },
      { host: 'stats.shop.example', pathPrefix: '' },
    ];
    const kind = (url: string) => decodeTrackingRequest(url, undefined, hosts)?.kind;
    expect(kind('https://www.shop.example/km/a?_k=1')).toBe('alias');
    expect(kind('https://stats.shop.example/e')).toBe('event');
    expect(kind('https://www.shop.example/a')).toBeUndefined();
    expect(kind('https://other.example/km/a')).toBeUndefined();
    expect(decodeTrackingRequest('https://x.example/y/s', undefined, 'any')?.kind).toBe(
      'properties',
    );
    expect(decodeTrackingRequest('https://x.example/y/so', undefined, 'any')).toBeNull();
  });

  test('the first of a repeated parameter counts, and it is flagged', () => {
    const request = decodeTrackingRequest('https://trk.kissmetrics.io/a?_n=one&_p=x&_n=two');
    expect(request?.n).toBe('one');
    expect(request?.problems).toEqual(['repeated-parameter']);
    expect(request?.parameters.map(({ value }) => value)).toEqual(['one', 'x', 'two']);
  });

  test('parameters named like properties of objects are only parameters', () => {
    const request = decodeTrackingRequest('https://trk.kissmetrics.io/e?__proto__=1&constructor=2');
    expect(request?.problems).toEqual([]);
    expect(request?.n).toBeNull();
  });

  test('reads a form-encoded body after the URL', () => {
    const request = decodeTrackingRequest(
      'https://trk.kissmetrics.io/e?_k=k',
      '_n=Jos%C3%A9&_p=a+b',
    );
    expect(request).toMatchObject({ apiKey: 'k', n: 'José', p: 'a b', problems: [] });
  });

  test('a trailing & is no parameter', () => {
    const request = decodeTrackingRequest('https://trk.kissmetrics.io:443/e?_k=k&_p=p&_n=n&');
    expect(request?.parameters).toHaveLength(3);
    expect(request).toMatchObject({ p: 'p', n: 'n', secure: true, problems: [], unread: null });
  });

  test.each(['{"_n":"x="}', '[1]', 'plain', '--boundary\r\nname="_n"', '<a b="c"/>', '"a=b"'])(
    'flags the body %s',
    (body) => {
      const request = decodeTrackingRequest('https://trk.kissmetrics.io/e?_k=k', body);
      expect(request).toMatchObject({
        ...{ apiKey: 'k', n: null, problems: ['body'] },
        unread: { reason: 'form', size: null },
      });
    },
  );

  describe('what is not known of a body', () => {
    const url = 'https://trk.kissmetrics.io/a';
    const complete = `${url}?_k=k&_p=p&_n=n`;
    const unread = (sent: Omit<SentRequest, 'url'>, address = url) =>
      decodeTrackingRequests({ url: address, ...sent })[0]?.unread ?? null;

    test.each([
      ['not UTF-8', 'binary'],
      ['cut', 'cut'],
      ['file', 'file'],
      ['not recorded', 'not-recorded'],
      ['perhaps not recorded', 'not-recorded'],
      ['lost', 'lost'],
      ['Unknown error.', 'hidden'],
      ['toString', 'hidden'],
    ])('has a reason: %s', (bodyProblem, reason) => {
      expect(unread({ method: 'POST', bodyProblem, bodySize: 3 })).toEqual({ reason, size: 3 });
    });

    test('is nothing where it is not even known whether there was one, and nothing is missing', () => {
      for (const bodyProblem of ['lost', 'perhaps not recorded', 'Unknown error.'])
        expect(unread({ method: 'POST', bodyProblem }, complete), bodyProblem).toBeNull();
      expect(unread({ method: 'POST', bodyProblem: 'not UTF-8' }, complete)).not.toBeNull();
      expect(unread({ method: '' }, complete)).toBeNull();
      expect(unread({ method: '' })).toEqual({ reason: 'lost', size: null });
      expect(unread({ method: 'POST' })).toBeNull();
      expect(unread({ method: 'GET' })).toBeNull();
    });

    test('has the last parameter of the part that is known', () => {
      const cut = (body: string) =>
        decodeTrackingRequests({ url, method: 'POST', body, bodyProblem: 'cut' })[0];
      expect(cut('_k=k&_p=bob&_n=bob%40exam')).toMatchObject({ p: 'bob', n: null });
      expect(cut('_k=k&_p=bob&')).toMatchObject({ p: 'bob', n: null });
    });
  });

  test('flags what cannot be decoded', () => {
    const of = (url: string) => decodeTrackingRequest(url)?.problems;
    expect(of('https://trk.kissmetrics.io/a?_n=100%')).toEqual(['percent-encoding']);
    expect(of('https://trk.kissmetrics.io/a?_n=a b')).toEqual(['url']);
    expect(of('https://trk.kissmetrics.io/a?_n=a"b%')).toEqual(['url', 'percent-encoding']);
  });

  test.each([
    ['1700000000', 1_700_000_000],
    ['1700000000.5', 1_700_000_000.5],
    ['', null],
    ['-1', null],
    ['0x10', null],
    ['Infinity', null],
  ])('time %s', (value, time) => {
    expect(decodeTrackingRequest(`https://trk.kissmetrics.io/e?_t=${value}`)?.time).toBe(time);
  });

  test('takes any text after the path and any body', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(text, fc.option(text, { nil: undefined }), (query, body) => {
        expect(decodeTrackingRequest(`https://trk.kissmetrics.io/a?${query}`, body)?.kind).toBe(
          'alias',
        );
      }),
    );
  });

  test('takes any text as URL', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (url) => {
        expect(decodeTrackingRequest(url)).toBeNull();
        decodeTrackingRequest(`https://${url}`, url, 'any');
      }),
    );
  });
});
