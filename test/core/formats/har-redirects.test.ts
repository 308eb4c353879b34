import { describe, expect, it } from 'vitest';
import { harFile } from '../../../src/core/formats/har-file.ts';
import { fold, requests } from '../support/fold.ts';
import { START } from '../support/log.ts';
import { harEntry, harText } from './har.ts';
import { read } from './read.ts';

const QUERY = '_k=k&_p=p&_n=bob';
const PLAIN = `http://trk.kissmetrics.io/a?${QUERY}`;
const SECURE = `https://trk.kissmetrics.io/a?${QUERY}`;
const time = (ms: number) => new Date(START + ms).toISOString();

const entry = (ms: number, url: string, response: object = {}) =>
  harEntry({
    startedDateTime: time(ms),
    time: 3,
    request: { method: 'GET', url },
    response: { status: 200, statusText: 'OK', redirectURL: '', ...response },
  });
const moved = (redirectURL: string, status = 302) => ({ status, statusText: 'Found', redirectURL });
/** As Chromium 156 records HSTS. */
const hsts = { status: 307, statusText: 'Internal Redirect', redirectURL: SECURE };

const folded = (entries: readonly unknown[]) => fold(read(harText(entries)).observations);
const rules = (entries: readonly unknown[]) => folded(entries).findings.map(({ rule }) => rule);

describe('redirects in a HAR file', () => {
  it.each([
    ['an absolute address', SECURE],
    ['a path', `/a?${QUERY}`],
    ['a query', `?${QUERY}`],
    ['a file beside it', `a?${QUERY}`],
    ['another scheme’s', `//trk.kissmetrics.io/a?${QUERY}`],
  ])('are one call, by %s', (_, location) => {
    const target = location === SECURE ? SECURE : PLAIN;
    const session = folded([entry(0, PLAIN, moved(location)), entry(3, target)]);
    expect(session.counts).toMatchObject({ alias: 1, retry: 0 });
    expect(requests(session)).toMatchObject([
      { url: PLAIN, delivery: 'delivered', status: 200, hops: [{ status: 302 }, { url: target }] },
    ]);
  });

  it('are one call in any order of the entries', () => {
    const hops = [entry(0, PLAIN, moved(SECURE)), entry(3, SECURE)];
    for (const order of [hops, [...hops].reverse()])
      expect(requests(folded(order))).toMatchObject([{ hops: [{ url: PLAIN }, { url: SECURE }] }]);
  });

  it.each([
    ['its status text', hsts],
    [
      'its headers',
      {
        ...{ status: 307, redirectURL: SECURE },
        headers: [{ name: 'Non-Authoritative-Reason', value: 'HSTS' }],
      },
    ],
  ])('by HSTS went over no insecure connection, known by %s', (_, response) => {
    const entries = [entry(0, PLAIN, response), entry(1, SECURE)];
    expect(requests(folded(entries))).toMatchObject([
      { delivery: 'delivered', hops: [{ sentOn: 'browser' }, { url: SECURE }] },
    ]);
    expect(rules(entries)).not.toContain('insecure-transport');
    expect(rules(entries)).not.toContain('repeated-alias');
  });

  it('by the server from http did', () => {
    expect(rules([entry(0, PLAIN, moved(SECURE)), entry(3, SECURE)])).toContain(
      'insecure-transport',
    );
  });

  it('end as the last hop', () => {
    const failed = { status: 0, statusText: '', _error: 'net::ERR_SSL_PROTOCOL_ERROR' };
    const entries = [entry(0, PLAIN, moved(SECURE)), entry(3, SECURE, failed)];
    expect(requests(folded(entries))).toMatchObject([{ delivery: 'failed' }]);
  });

  it('say where they lead if that is not in the file', () => {
    expect(requests(folded([entry(0, PLAIN, moved('https://other.test/'))]))).toMatchObject([
      { delivery: 'delivered', hops: [{ to: 'https://other.test/' }] },
    ]);
  });

  it('are the same in a HAR that is written of them and read again', () => {
    for (const first of [moved(SECURE), hsts]) {
      const once = read(harText([entry(0, PLAIN, first), entry(3, SECURE)]));
      const again = read([...harFile(once.observations, '1')].join(''));
      expect(requests(fold(again.observations))[0]?.hops).toEqual(
        requests(fold(once.observations))[0]?.hops,
      );
    }
  });
});

describe('what a service worker answers in a HAR file', () => {
  const asked = (ms: number, url = SECURE) => entry(ms, url, { _fetchedViaServiceWorker: true });

  it.each([
    ['the page’s first', [asked(0), entry(1, SECURE)]],
    ['the worker’s first, in one millisecond', [entry(0, SECURE), asked(0)]],
    ['the worker’s with a further parameter', [asked(0), entry(1, `${SECURE}&sw=1`)]],
  ])('is one request with the worker’s own: %s', (_, entries) => {
    const session = folded(entries);
    expect(session.counts).toMatchObject({ alias: 1, retry: 0 });
    expect(requests(session)).toMatchObject([{ delivery: 'delivered', status: 200 }]);
    expect(requests(session)[0]).not.toHaveProperty('answeredBy');
  });

  it('without the worker’s own is delivered as far as the page knows, and says so', () => {
    for (const once of [asked(0), harEntry({ _fetchedViaServiceWorker: true })]) {
      const { observations } = read(harText([once]));
      const shown = [{ delivery: 'delivered', status: 200, answeredBy: 'worker' }];
      expect(requests(fold(observations))).toMatchObject(shown);
      const again = read([...harFile(observations, '1')].join('')).observations;
      expect(requests(fold(again))).toMatchObject(shown);
    }
  });
});
