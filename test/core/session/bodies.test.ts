import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../src/core/session/observation.ts';
import { arbitraryLog } from '../support/arbitrary.ts';
import { fold, plain, requests } from '../support/fold.ts';
import { ANON, log } from '../support/log.ts';

const BATCH = 'http://api.kissmetrics.com/v1/products/p-1/tracking/e?_signature=s';
const batch = (...data: readonly object[]) => ({ method: 'POST', body: JSON.stringify({ data }) });

describe('a body that is not known', () => {
  it('makes no retry of two requests, and none of it is malformed', () => {
    const made = log();
    for (const bodySize of [37, 38]) {
      made.request('https://trk.kissmetrics.io/a', {
        method: 'POST',
        bodyProblem: 'not UTF-8',
        bodySize,
      });
    }
    const session = fold(made);
    expect(session.counts).toMatchObject({ alias: 2, retry: 0, malformed: 0, unreadable: 2 });
    expect(session.findings).toEqual([]);
    expect(requests(session).map(({ joins }) => joins)).toEqual(['unknown', 'unknown']);
    expect(session.people.list()).toEqual([]);
  });

  it('takes nothing from what the address says', () => {
    const url = `https://trk.kissmetrics.io/a?_k=k&_p=${encodeURIComponent(ANON)}&_n=bob`;
    const session = fold(log().request(url, { method: 'POST', bodyProblem: 'Unknown error.' }));
    expect(requests(session)[0]).toMatchObject({ joins: 'two', request: { unread: null } });
    expect(session.counts).toMatchObject({ alias: 1, malformed: 0, unreadable: 0 });
  });

  it('never becomes a retry, nor is anything a retry of it', () => {
    fc.assert(
      fc.property(arbitraryLog, (observations) => {
        const session = fold(observations);
        for (const { key, request, retryOf } of requests(session)) {
          if (request.unread?.reason !== 'form' && request.unread !== null)
            expect(retryOf, `entry ${key}`).toBeNull();
          const first = retryOf === null ? undefined : session.entry(retryOf);
          if (first && 'request' in first && first.request.unread?.reason !== 'form')
            expect(first.request.unread).toBeNull();
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('a preflight of an earlier log', () => {
  it('is no request', () => {
    const session = fold(
      log()
        .request('https://trk.kissmetrics.io/a?_k=k', { method: 'OPTIONS' })
        .request('https://trk.kissmetrics.io/a?_k=k&_p=a&_n=b', { method: 'POST', body: '' }),
    );
    expect(session.counts).toMatchObject({ alias: 1, retry: 0, malformed: 0 });
    expect(session.entries).toHaveLength(1);
  });
});

describe('a batch', () => {
  const made = () =>
    log().request(
      BATCH,
      batch(
        { identity: ANON, alias: 'bob' },
        { identity: 'bob', event: 'Bought' },
        { identity: 'bob', plan: 'pro' },
        { identity: 'bob', alias: 'carol' },
      ),
    );

  it('joins people and counts events item by item', () => {
    const session = fold(made());
    expect(session.counts).toMatchObject({ alias: 2, event: 1, properties: 1, retry: 0 });
    expect(session.people.list()).toMatchObject([{ identities: { length: 3 }, apiKey: 'p-1' }]);
    expect(requests(session).map(({ joins }) => joins)).toEqual([
      'two',
      undefined,
      undefined,
      'two',
    ]);
    expect(session.findings.map(({ rule }) => rule)).toContain('merges-two-named');
    expect(session.apiKeys).toEqual([]);
    const keys = session.entries.map(({ key }) => key);
    expect(new Set(keys).size).toBe(4);
    for (const [index, key] of keys.entries()) expect(session.indexOf(key)).toBe(index);
  });

  it('keeps two products apart', () => {
    const other = BATCH.replace('p-1', 'p-2');
    const session = fold(
      log()
        .request(BATCH, batch({ identity: ANON, alias: 'bob' }))
        .request(other, batch({ identity: 'bob', alias: 'carol' })),
    );
    expect(session.people.list().map(({ identities }) => identities.length)).toEqual([2, 2]);
    expect(session.findings.map(({ rule }) => rule)).not.toContain('mixed-api-keys');
  });

  it('has one outcome, which is that of each item', () => {
    const session = fold(made().outcome('delivered'));
    expect(requests(session).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const held = fold(
      log().request(BATCH, {
        ...batch({ identity: 'a', alias: 'b' }, { identity: 'a', alias: 'c' }),
        delivery: 'held',
      }),
    );
    expect(requests(held).map(({ joins, wouldJoin }) => `${joins} ${wouldJoin}`)).toEqual([
      'none two',
      'none two',
    ]);
  });

  it('is a retry as a whole, and not because one item is the same', () => {
    const once = fold(made().again());
    expect(once.counts).toMatchObject({ alias: 2, event: 1, properties: 1, retry: 4 });
    expect(requests(once).map(({ retryOf }) => retryOf)).toEqual([
      ...[null, null, null, null],
      ...once.entries.slice(0, 4).map(({ key }) => key),
    ]);
    const twins = { identity: 'bob', event: 'Bought' };
    const session = fold(
      log()
        .request(BATCH, batch(twins, twins))
        .request(BATCH, batch(twins, { ...twins, a: 1 })),
    );
    expect(session.counts).toMatchObject({ event: 4, retry: 0 });
  });

  it('is no work of the library’s, whatever the page calls', () => {
    const session = fold(
      log()
        .page('https://a.test/')
        .library('loaded')
        .anonymous(ANON)
        .call('identify', 'bob')
        .request(BATCH, batch({ identity: ANON, alias: 'bob' }))
        .alias(ANON, 'bob'),
    );
    expect(requests(session).map(({ cause }) => cause.by)).toEqual(['unknown', 'call']);
  });

  it('folds the same in any order of arrival', () => {
    const { observations } = made().again().event('bob', 'A');
    const there = plain(fold(observations));
    expect(plain(fold([...observations].reverse()))).toEqual(there);
    expect(plain(fold(observations as Observation[]))).toEqual(there);
  });
});
