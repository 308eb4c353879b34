import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MOST_ITEMS, readBatch } from '../../../src/core/kissmetrics/batch.ts';
import { decodeTrackingRequests } from '../../../src/core/kissmetrics/decode.ts';

const URL_OF = 'http://api.kissmetrics.com/v1/products/p-1/tracking/e?_signature=s%3D';
const of = (body: string | undefined, more: object = {}) =>
  decodeTrackingRequests({
    ...{ url: URL_OF, method: 'POST' },
    ...(body === undefined ? {} : { body }),
    ...more,
  });

describe('a batch', () => {
  test('has an event, an alias and properties, each a request of its own', () => {
    const data = [
      { identity: 'bob', timestamp: 1_700_000_000, event: 'Bought', amount: 5, gift: false },
      { identity: 'anon-1', timestamp: 1_700_000_001, alias: 'bob' },
      { identity: 42, timestamp: '1700000002', plan: 'pro', list: [1, 2] },
    ];
    expect(of(JSON.stringify({ data }))).toMatchObject([
      {
        ...{ kind: 'event', p: 'bob', n: 'Bought', time: 1_700_000_000, apiKey: null },
        ...{ account: 'p-1', secure: false, problems: [], unread: null },
        batch: { product: 'p-1', index: 0, of: 3 },
        parameters: [
          { name: '_p', sentAs: 'identity', value: 'bob' },
          { name: '_t', sentAs: 'timestamp' },
          { name: '_n', sentAs: 'event', value: 'Bought' },
          { name: 'amount', value: '5' },
          { name: 'gift', value: 'false' },
        ],
      },
      { kind: 'alias', p: 'anon-1', n: 'bob', batch: { index: 1, of: 3 } },
      { kind: 'properties', p: '42', n: null, time: 1_700_000_002, batch: { index: 2, of: 3 } },
    ]);
  });

  test('may be a bare list, and name its API key in an item, as early clients did', () => {
    expect(of('[{"identity":"a","alias":"b","_k":"key-1"}]')).toMatchObject([
      { kind: 'alias', apiKey: 'key-1', account: 'key-1', p: 'a', n: 'b' },
    ]);
  });

  test.each([
    ['{"data":[]}', ['batch-size'], null],
    ['{"data":{}}', ['body'], 'form'],
    ['{"identity":"a"}', ['body'], 'form'],
    ['_p=a&_n=b', ['body'], 'form'],
    ['', ['body'], null],
    [undefined, ['body'], null],
  ])('is one entry if it is none: %s', (body, problems, reason) => {
    const [request, ...more] = of(body);
    expect(more).toEqual([]);
    expect(request).toMatchObject({ kind: 'event', p: null, problems });
    expect(request?.unread?.reason ?? null).toBe(reason);
  });

  test('that could not be read is one entry of which the number of items is not known', () => {
    const cut = { bodyProblem: 'cut', bodySize: 2_000_000 };
    expect(of('{"data":[{"identity":"a","event":"E"},{"iden', cut)).toMatchObject([
      { kind: 'event', p: null, problems: [], unread: { reason: 'cut', size: 2_000_000 } },
    ]);
    expect(of(undefined, { bodyProblem: 'not UTF-8' })).toMatchObject([
      { batch: { product: 'p-1', index: 0, of: null }, unread: { reason: 'binary' } },
    ]);
  });

  test('of very many items says that it has more than are read', () => {
    const data = Array.from({ length: MOST_ITEMS + 1 }, () => ({ identity: 'a', event: 'E' }));
    const requests = of(JSON.stringify({ data }));
    expect(requests).toHaveLength(MOST_ITEMS);
    expect(requests.at(-1)).toMatchObject({ problems: ['batch-size'], batch: { of: 1_001 } });
    expect(requests.at(-2)?.problems).toEqual([]);
  });

  test.each([
    'http://api.kissmetrics.com/v1/products//tracking/e',
    'http://api.kissmetrics.com/v1/products/p-1/tracking/a',
    'http://api.kissmetrics.com/v1/products/p-1/tracking/e/',
    'http://api.kissmetrics.com/core/products',
    'http://api.kissmetrics.com/a',
    'http://trk.kissmetrics.io/v1/products/p-1/tracking/e',
    'http://shop.test/v1/products/p-1/tracking/e',
  ])('is not at %s', (url) => {
    expect(decodeTrackingRequests({ url, method: 'POST', body: '[]' })).toEqual([]);
  });

  test('gives back every item that was written', () => {
    const id = fc.string({ unit: 'binary', maxLength: 9 });
    const item = fc.record(
      { identity: id, timestamp: fc.nat(), event: id, alias: id, _d: fc.constant(1) },
      { requiredKeys: ['identity'] },
    );
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 9 }), (data) => {
        const requests = of(JSON.stringify({ data }));
        expect(requests).toHaveLength(data.length);
        for (const [index, { identity, alias, event, timestamp }] of data.entries()) {
          expect(requests[index]).toMatchObject({
            kind: alias !== undefined ? 'alias' : event !== undefined ? 'event' : 'properties',
            p: identity,
            n: alias ?? event ?? null,
            time: timestamp ?? null,
          });
        }
      }),
    );
  });

  test('may be any text', () => {
    const deep = fc.constantFrom(
      '['.repeat(200_000),
      `[{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}]`,
    );
    const json = fc.jsonValue().map((value) => JSON.stringify(value));
    fc.assert(
      fc.property(fc.oneof(json, fc.string({ unit: 'binary' }), deep), (text) => {
        readBatch(text);
        expect(of(text).length).toBeGreaterThan(0);
      }),
    );
  });
});
