import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FormatError } from '../../../src/core/formats/problem.ts';
import type { RequestObservation } from '../../../src/core/session/observation.ts';
import { fold, requests } from '../support/fold.ts';
import { ANON, START } from '../support/log.ts';
import { ALIAS_URL, harEntry, harText, TIME } from './har.ts';
import { cutUp, read } from './read.ts';

function one(over: Record<string, unknown>) {
  const { observations, problems } = read(harText([harEntry(over)]));
  return { request: observations[0] as RequestObservation, outcome: observations[1], problems };
}

function refusal(text: string) {
  try {
    read(text);
  } catch (error) {
    if (error instanceof FormatError) return error.problem;
    throw error;
  }
  return null;
}

/** Saved by the network panels themselves of Chromium 156 and Firefox 153. */
function recorded(browser: string) {
  const file = new URL(`./recorded/${browser}.har`, import.meta.url);
  const { observations, problems } = read(readFileSync(file, 'utf8'));
  expect(problems).toEqual([]);
  const session = fold(observations);
  const pages = observations.filter((one) => one.type === 'navigation').map(({ url }) => url);
  const seen = requests(session).map(({ kind, request, delivery, error, transport, cause }) =>
    [kind, request.n ?? '', delivery, error ?? '', transport ?? '', cause.by].join(' ').trim(),
  );
  return { pages, seen: seen.sort(), people: session.people.list().length };
}

describe('a HAR file as a browser saves it', () => {
  it('is read from Chrome', () => {
    expect(recorded('chrome')).toEqual({
      pages: ['http://shop.test/?kmi=bob'],
      seen: [
        'alias bob delivered  image url',
        'event Beacon é delivered  ping unknown',
        'event Signed Up delivered  image unknown',
        'event refused blocked net::ERR_UNSAFE_PORT image unknown',
        'event slow pending  image unknown',
        'properties  delivered  xmlhttprequest unknown',
      ],
      people: 1,
    });
  });

  it('is read from Firefox, which has no word for why a request was blocked', () => {
    expect(recorded('firefox')).toEqual({
      pages: ['http://shop.test/?kmi=bob'],
      seen: [
        'alias bob delivered   url',
        'event Beacon Ã© delivered   unknown',
        'event Signed Up failed   unknown',
        'event refused failed   unknown',
        'properties  delivered   unknown',
      ],
      people: 1,
    });
  });
});

describe('a HAR file', () => {
  it('gives a request and its outcome for a tracking entry, and nothing for others', () => {
    const other = harEntry({ request: { method: 'GET', url: 'https://example.com/a?_k=1' } });
    const { observations, format } = read(harText([other, harEntry()]));
    expect(format).toBe('har');
    expect(observations).toEqual([
      {
        type: 'request',
        seq: 0,
        at: START,
        frameId: 0,
        witness: 'file',
        requestId: 'entry-1',
        method: 'GET',
        url: ALIAS_URL,
      },
      {
        type: 'outcome',
        seq: 1,
        at: START + 12.5,
        frameId: 0,
        requestId: 'entry-1',
        delivery: 'delivered',
        status: 200,
      },
    ]);
  });

  it.each([
    [
      'Chrome, blocked',
      { response: { status: 0, _error: 'net::ERR_BLOCKED_BY_CLIENT' } },
      'blocked',
    ],
    ['Chrome, no network', { response: { status: 0, _error: 'net::ERR_TIMED_OUT' } }, 'failed'],
    ['Playwright, failed', { response: { status: -1, _failureText: 'net::ERR_FAILED' } }, 'failed'],
    ['Firefox, no answer', { response: { status: 0, statusText: '' } }, 'failed'],
    ['an error of the server', { response: { status: 503 } }, 'failed'],
    ['a redirect', { response: { status: 302 } }, 'delivered'],
    ['our own, held', { _delivery: 'held', response: { status: 0 } }, 'held'],
  ])('tells how a request ended: %s', (_, over, delivery) => {
    expect(one(over).outcome).toMatchObject({ type: 'outcome', delivery });
  });

  it.each([
    ['Playwright', { response: { status: -1 } }],
    ['Chrome', { response: { status: 0, _error: null } }],
    ['no response at all', { response: undefined }],
    ['our own', { _delivery: 'pending', response: { status: 0 } }],
  ])('gives no outcome to a request that was under way: %s', (_, over) => {
    expect(one(over).outcome).toBeUndefined();
  });

  it('reads a body from its text, else from its parameters', () => {
    const url = 'https://trk.kissmetrics.com/e?_k=abc123';
    const post = (postData: unknown, bodySize?: number) =>
      one({ request: { method: 'post', url, postData, bodySize } }).request;
    expect(post({ text: '_p=bob&_n=Bought' })).toMatchObject({
      method: 'POST',
      body: '_p=bob&_n=Bought',
    });
    const params = [{ name: '_p', value: 'a b+c' }, { name: '_n', value: 'é&=' }, 7, { name: 'x' }];
    expect(post({ params })).toMatchObject({ body: '_p=a%20b%2Bc&_n=%C3%A9%26%3D&=&x=' });
    expect(post(undefined, 20)).toMatchObject({ bodyProblem: 'not recorded' });
    expect(post(undefined, 0)).not.toHaveProperty('bodyProblem');
  });

  it('reads where the request came from: type and stack', () => {
    const frame = (name: string, line: number) => ({
      functionName: name,
      url: 'https://shop.test/app.js',
      lineNumber: line,
      columnNumber: 6,
    });
    const parent = { callFrames: [frame('', 9)] };
    const _initiator = { type: 'script', stack: { callFrames: [frame('signUp', 41)], parent } };
    expect(one({ _initiator, _resourceType: 'fetch' }).request).toMatchObject({
      transport: 'xmlhttprequest',
      stack: '    at signUp (https://shop.test/app.js:42:7)\n    at https://shop.test/app.js:10:7',
    });
    expect(one({ _initiator: { stack: { callFrames: 7, parent: [] } } }).request.stack).toBe(
      undefined,
    );
  });

  it.each([
    ['the title (Chrome, Firefox)', { title: 'https://shop.test/?kmi=bob' }, []],
    [
      'the document (recorders that write a title)',
      { title: 'Shop' },
      [
        harEntry({
          pageref: 'page_1',
          _resourceType: 'document',
          request: { url: 'https://shop.test/old' },
          response: { status: 302 },
        }),
        harEntry({
          pageref: 'page_1',
          request: { url: 'https://shop.test/?kmi=bob' },
          response: { status: 200, content: { mimeType: 'text/html; charset=utf-8' } },
        }),
      ],
    ],
  ])('knows a page by %s, before or after the entries', (_, over, documents) => {
    const pages = [{ startedDateTime: TIME, id: 'page_1', ...over }];
    const entries = [
      ...documents,
      harEntry({ pageref: 'page_1', startedDateTime: new Date(START + 50).toISOString() }),
    ];
    for (const log of [
      { pages, entries },
      { entries, pages },
    ]) {
      const { observations } = read(JSON.stringify({ log }));
      const found = observations.filter(({ type }) => type === 'navigation');
      expect(found).toMatchObject([
        { at: START, frameId: 0, documentId: 'page_1', url: 'https://shop.test/?kmi=bob' },
      ]);
      expect(new Set(observations.map(({ seq }) => seq)).size).toBe(observations.length);
    }
  });

  it('folds to the same session in any order of the entries', () => {
    const entries = ['_p=a&_n=b', '_p=b&_n=c', '_p=c&_n=d'].map((query, index) =>
      harEntry({
        startedDateTime: new Date(START + index * 1000).toISOString(),
        request: { method: 'GET', url: `https://trk.kissmetrics.io/a?_k=k&${query}` },
      }),
    );
    for (const order of [entries, [...entries].reverse()]) {
      const session = fold(read(harText(order)).observations);
      expect(requests(session).map(({ request }) => request.n)).toEqual(['b', 'c', 'd']);
    }
  });

  it('names each entry that it cannot use, and reads the others', () => {
    const bad = [
      null,
      { startedDateTime: TIME },
      harEntry({ request: {} }),
      harEntry({ request: { url: 7 } }),
      harEntry({ request: { url: '/a?_k=1' } }),
      harEntry({ startedDateTime: 'yesterday' }),
      harEntry({ startedDateTime: undefined }),
      harEntry({ startedDateTime: '0001-01-01T00:00:00Z' }),
      harEntry({ response: { status: '200' } }),
    ];
    const { observations, problems, leftOut } = read(
      harText([...bad, harEntry()], { pages: [7, { id: 1 }] }),
    );
    expect(problems.map(({ where, why }) => `${where} ${why}`)).toEqual([
      'log.pages[0] not_object',
      'log.pages[1].id not_text',
      'log.entries[0] not_object',
      'log.entries[1].request missing',
      'log.entries[2].request.url missing',
      'log.entries[3].request.url not_text',
      'log.entries[4].request.url not_url',
      'log.entries[8].response.status not_number',
    ]);
    expect(leftOut).toBe(5);
    expect(observations.filter(({ type }) => type === 'request')).toHaveLength(5);
  });

  it('reads times with any zone and any number of decimals', () => {
    const at = (startedDateTime: string) => one({ startedDateTime }).request.at;
    expect(at('2026-01-02T04:04:05.000+01:00')).toBe(START);
    expect(at('2026-01-02T04:04:05+0100')).toBe(START);
    expect(at('2026-01-02T03:04:05.1234567Z')).toBeCloseTo(START + 123.4567, 3);
    expect(at('2026-01-02T03:04:05Z')).toBe(START);
  });

  it('knows further tracking hosts when told', () => {
    const text = harText([
      harEntry({ request: { url: ALIAS_URL.replace('trk.kissmetrics.io', 'km.shop.test/t') } }),
    ]);
    expect(read(text).observations).toEqual([]);
    const hosts = [{ host: 'km.shop.test', pathPrefix: '/t' }];
    expect(read(text, { hosts }).observations).toHaveLength(2);
  });

  it.each([
    ['{}', '', 'unknown_format'],
    ['[]', '', 'unknown_format'],
    ['"log"', '', 'unknown_format'],
    ['{"log":[]}', '', 'unknown_format'],
    ['{"log":{}}', 'log.entries', 'no_entries'],
    ['{"log":{"entries":{"0":1}}}', 'log.entries', 'no_entries'],
    ['{"log":{"entries":[', '', 'incomplete'],
  ])('refuses %s', (text, where, why) => {
    expect(refusal(text)).toMatchObject({ where, why });
  });

  it('gives a result or a clear error for any text, wherever it is cut', () => {
    const noise = fc.string({ unit: 'binary', maxLength: 12 });
    const valid = harText([harEntry()], {
      pages: [{ id: 'p', startedDateTime: TIME, title: 'x' }],
    });
    const broken = fc
      .tuple(fc.nat(valid.length), fc.nat(20), noise)
      .map(([at, length, text]) => valid.slice(0, at) + text + valid.slice(at + length));
    const result = (pieces: Iterable<string>) => {
      try {
        const { observations, problems } = read(pieces);
        return { observations, problems };
      } catch (error) {
        if (!(error instanceof FormatError)) throw error;
        return error.problem;
      }
    };
    fc.assert(
      fc.property(
        fc.oneof(noise, broken),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
        (text, cuts) => {
          expect(result(cutUp(text, cuts))).toEqual(result([text]));
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('takes any JSON values in place of those it expects', () => {
    const anything = fc.jsonValue({ maxDepth: 2 });
    const key = fc.constantFrom(
      ...[
        'startedDateTime',
        'time',
        'pageref',
        '_initiator',
        '_resourceType',
        'request',
        'response',
      ],
    );
    fc.assert(
      fc.property(
        fc.dictionary(key, anything),
        fc.dictionary(fc.constantFrom('postData', 'method', 'bodySize'), anything),
        (over, more) => {
          const entry = harEntry({ request: { url: ALIAS_URL, ...more }, ...over });
          const { observations } = read(harText([entry, harEntry()]));
          expect(fold(observations).counts.alias + fold(observations).counts.retry).toBeGreaterThan(
            0,
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it('reads a chain of identities sent with a body', () => {
    const entry = harEntry({
      request: {
        method: 'POST',
        url: 'https://trk.kissmetrics.io/e',
        postData: { text: `_k=k&_p=${encodeURIComponent(ANON)}&_n=Hi` },
      },
    });
    expect(requests(fold(read(harText([entry])).observations))[0]?.request).toMatchObject({
      kind: 'event',
      p: ANON,
      n: 'Hi',
    });
  });
});
