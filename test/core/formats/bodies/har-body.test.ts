import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RequestObservation } from '../../../../src/core/session/observation.ts';
import { fold, requests } from '../../support/fold.ts';
import { START } from '../../support/log.ts';
import { harEntry, harText } from '../har.ts';
import { read } from '../read.ts';

const URL_OF = 'https://trk.kissmetrics.io/a?_k=abc123';
const FORM = '_p=bob&_n=al%40example.com';
const base64 = (bytes: Uint8Array | string) => Buffer.from(bytes).toString('base64');
/** Each byte as a character, as Firefox writes what is no text. */
const characters = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

function seen(request: Record<string, unknown>): RequestObservation {
  const { observations, problems } = read(
    harText([harEntry({ request: { method: 'POST', url: URL_OF, ...request } })]),
  );
  expect(problems).toEqual([]);
  return observations[0] as RequestObservation;
}

function entries(...all: readonly Record<string, unknown>[]) {
  const made = all.map((request, index) =>
    harEntry({
      startedDateTime: new Date(START + index * 1000).toISOString(),
      request: { method: 'POST', url: URL_OF, ...request },
    }),
  );
  return fold(read(harText(made)).observations);
}

describe('a body in a HAR', () => {
  it.each([
    ['encoding (Reqable, Martian)', { postData: { text: base64(FORM), encoding: 'base64' } }],
    ['_encoding', { postData: { text: base64(FORM), _encoding: 'Base64' } }],
    [
      '_content (HTTP Toolkit)',
      {
        _content: { text: base64(FORM), size: 26, encoding: 'base64' },
        _requestBodyStatus: 'discarded:not-representable',
      },
    ],
    ['gzip in Base64', { postData: { text: base64(gzipSync(FORM)), encoding: 'base64' } }],
    ['gzip, each byte a character (Firefox)', { postData: { text: characters(gzipSync(FORM)) } }],
    ['plain text', { postData: { text: FORM, encoding: 'utf-8' } }],
  ])('is decoded, by %s', (_, request) => {
    expect(seen(request).body).toBe(FORM);
    expect(requests(entries(request))[0]).toMatchObject({
      request: { p: 'bob', n: 'al@example.com', unread: null, problems: [] },
      joins: 'two',
    });
  });

  it.each([
    ['a file (Playwright)', { postData: { _file: 'abc.bin', mimeType: 'x/y' } }, 'file', null],
    ['a file by its name', { postData: { fileName: 'a.bin' }, bodySize: 9 }, 'file', 9],
    ['Base64 that is none', { postData: { text: '?', encoding: 'base64' } }, 'binary', null],
    [
      'bytes that are no text',
      { postData: { text: base64(Uint8Array.of(0xff, 0xfe, 1)), encoding: 'base64' } },
      'binary',
      3,
    ],
    [
      'packed bytes of which some were lost (Chrome), with the size of what was left',
      { postData: { text: '\u001f\ufffd\b\u0000' }, bodySize: 57 },
      'binary',
      null,
    ],
    ['other bytes, each a character', { postData: { text: '\u0001\u00ff=&' } }, 'binary', 4],
    ['an encoding nobody knows', { postData: { text: 'x', encoding: 'br' } }, 'binary', null],
    [
      'what was left out',
      { _requestBodyStatus: 'discarded:too-large', bodySize: 9e6 },
      'not-recorded',
      9e6,
    ],
    ['a size without a text', { bodySize: 37 }, 'not-recorded', 37],
    ['nothing at all', {}, 'not-recorded', null],
    ['a size that is not known', { bodySize: -1 }, 'not-recorded', null],
  ])('is not known, and not absent: %s', (_, request, reason, size) => {
    const session = entries(request, request);
    expect(requests(session)).toMatchObject([
      { request: { p: null, n: null, unread: { reason, size } }, retryOf: null, joins: 'unknown' },
      { retryOf: null },
    ]);
    expect(session.counts).toMatchObject({ alias: 2, retry: 0, malformed: 0, unreadable: 2 });
    expect(session.findings).toEqual([]);
  });

  it('is absent where the recorder says so', () => {
    const [alias] = requests(entries({ bodySize: 0 }));
    expect(alias?.request.unread).toBeNull();
    expect(alias?.findings.map(({ rule }) => rule)).toEqual(['missing-parameter']);
  });

  it('has the parameters beside a file', () => {
    const params = [
      { name: '_p', value: 'bob' },
      { name: 'photo', fileName: 'a.png' },
    ];
    expect(requests(entries({ postData: { params } }))[0]?.request).toMatchObject({
      ...{ p: 'bob', n: null },
      unread: { reason: 'file' },
    });
  });

  it('is a batch, each item of which counts', () => {
    const data = [
      { identity: 'anon-1', alias: 'bob', timestamp: 1 },
      { identity: 'bob', event: 'Bought', timestamp: 2 },
      { identity: 'bob', plan: 'pro', timestamp: 3 },
    ];
    const session = entries({
      url: 'http://api.kissmetrics.com/v1/products/p-1/tracking/e?_signature=s',
      postData: { mimeType: 'application/json', text: JSON.stringify({ data }) },
    });
    expect(session.counts).toMatchObject({ alias: 1, event: 1, properties: 1, malformed: 0 });
    expect(session.people.list().map(({ identities }) => identities.map(({ id }) => id))).toEqual([
      ['anon-1', 'bob'],
    ]);
    expect(requests(session).map(({ delivery }) => delivery)).toEqual(Array(3).fill('delivered'));
  });

  it('gives back what a recorder has written in Base64', () => {
    const value = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(value, value, fc.boolean(), (p, n, packed) => {
        const form = `_p=${encodeURIComponent(p)}&_n=${encodeURIComponent(n)}`;
        const text = base64(packed ? gzipSync(form) : form);
        const { body, bodyProblem } = seen({ postData: { text, encoding: 'base64' } });
        expect([body, bodyProblem]).toEqual([form, undefined]);
      }),
    );
  });

  it('may be anything', () => {
    const odd = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom('base64', '\u001f\u008b\b', 'H4sIAAAAAAAA'),
    );
    const names = fc.constantFrom('text', 'encoding', '_encoding', '_file', 'params', 'fileName');
    fc.assert(
      fc.property(
        fc.dictionary(names, odd),
        fc.dictionary(
          fc.constantFrom('_content', 'bodySize', '_requestBodyStatus', '_bodyProblem'),
          odd,
        ),
        (postData, more) => {
          const entry = harEntry({ request: { method: 'POST', url: URL_OF, postData, ...more } });
          const session = fold(read(harText([entry])).observations);
          expect(session.counts.alias).toBe(1);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('an entry that sends nothing', () => {
  it('is a preflight, which is no alias', () => {
    const { observations } = read(
      harText([
        harEntry({ request: { method: 'OPTIONS', url: `${URL_OF}&_p=a&_n=b` } }),
        harEntry(),
      ]),
    );
    expect(fold(observations).counts).toMatchObject({ alias: 1, retry: 0 });
  });

  const answered = (over: Record<string, unknown>, response: Record<string, unknown> = {}) => {
    const made = harEntry({ ...over, response: { status: 200, ...response } });
    const session = fold(read(harText([made])).observations);
    const [alias] = requests(session);
    return `${alias?.delivery} ${alias?.joins} ${alias?.findings.map(({ variant }) => variant)}`;
  };

  it.each([
    ['Chrome, from memory', { _fromCache: 'memory' }, { _transferSize: 0 }],
    ['Chrome, from disk', { _fromCache: 'disk' }, {}],
    ['Firefox', { fromCache: true }, {}],
    ['Safari', { _fetchType: 'Memory Cache' }, {}],
    ['nothing was transferred', {}, { _transferSize: 0 }],
    ['304, and nothing was transferred', { _fromCache: 'disk' }, { status: 304, _transferSize: 0 }],
  ])('is answered from the cache, and not delivered: %s', (_, over, response) => {
    expect(answered(over, response)).toBe('blocked none cached');
  });

  it.each([
    ['nothing says so', {}, {}],
    ['304 is the answer of a server', {}, { status: 304 }],
    ['304, though the body came from the cache', { _fromCache: 'disk' }, { status: 304 }],
    ['asked again, as its size tells', { _fromCache: 'disk' }, { _transferSize: 190 }],
    ['by a service worker', { _fetchedViaServiceWorker: true }, { _transferSize: 0 }],
    ['a size that is not known', {}, { _transferSize: -1 }],
    ['not from the cache', { _fromCache: '', fromCache: false }, {}],
  ])('is none of those that were delivered: %s', (_, over, response) => {
    expect(answered(over, response)).toBe('delivered two ');
  });

  it('is a repetition from the cache, of which there is nothing to report', () => {
    const again = harEntry({
      startedDateTime: new Date(START + 5000).toISOString(),
      _fromCache: 'memory',
    });
    const session = fold(read(harText([harEntry(), again])).observations);
    expect(requests(session).map(({ delivery }) => delivery)).toEqual(['delivered', 'blocked']);
    expect(session.findings.map(({ rule }) => rule)).toEqual(['alias-never-seen']);
  });
});
