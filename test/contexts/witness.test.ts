import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { RequestIndex } from '../../src/background/request-index.ts';
import { witnessedRequests } from '../../src/background/witness.ts';
import type { Observation } from '../../src/core/session/observation.ts';
import { witnessedRequest } from '../../src/panel/witness/har-witness.ts';
import { seenPage } from '../../src/panel/witness/page-witness.ts';
import { WITNESSED_REQUEST } from '../../src/protocol/witness.ts';
import { fold, requests } from '../core/support/fold.ts';

const URL_OF = 'https://trk.kissmetrics.io/a?_k=k&_p=p&_n=n';
const AT = Date.UTC(2026, 0, 2, 3, 4, 5);

const entry = (url = URL_OF) => ({
  startedDateTime: new Date(AT).toISOString(),
  time: 9,
  _resourceType: 'image',
  request: { method: 'GET', url, bodySize: 0 },
  response: { status: 200 },
});

function witnessed() {
  const request = witnessedRequest(entry(), []);
  if (request === null) throw new Error('no tracking request');
  return request;
}

describe('what the developer tools saw', () => {
  it('is the request with its outcome', () => {
    expect(witnessed()).toMatchObject({
      ...{ at: AT, url: URL_OF, transport: 'image' },
      outcome: { at: AT + 9, delivery: 'delivered', status: 200 },
    });
    expect(witnessedRequest(entry('https://shop.test/a?_k=k'), [])).toBeNull();
  });

  it('is one request with the hops of a redirect, and with what a service worker sent', () => {
    const plain = URL_OF.replace('https', 'http');
    const internal = { status: 307, statusText: 'Internal Redirect', redirectURL: URL_OF };
    const stories = [
      [{ ...entry(plain), response: internal }, entry()],
      [{ ...entry(), response: { status: 200, _fetchedViaServiceWorker: true } }, entry()],
    ];
    for (const [first, second] of stories) {
      const told = [first, second].map((one, ms) => {
        const startedDateTime = new Date(AT + ms).toISOString();
        return v.parse(WITNESSED_REQUEST, witnessedRequest({ ...one, startedDateTime }, []));
      });
      const log = witnessedRequests(told, new RequestIndex(), []);
      const session = fold(log.map((draft, seq) => ({ ...draft, seq }) as Observation));
      expect(session.counts).toMatchObject({ alias: 1, retry: 0 });
      expect(requests(session)).toMatchObject([{ delivery: 'delivered', hops: [{}, {}] }]);
      expect(session.findings.map(({ rule }) => rule)).not.toContain('insecure-transport');
    }
  });

  it('respects hosts of the user’s own', () => {
    const url = 'https://shop.test/km/e?_k=k&_p=p&_n=n';
    expect(witnessedRequest(entry(url), [])).toBeNull();
    expect(witnessedRequest(entry(url), [{ host: 'shop.test', pathPrefix: '/km' }])).not.toBeNull();
  });

  it('goes into the log once, whoever told of it first', () => {
    const index = new RequestIndex();
    expect(witnessedRequests([witnessed()], index, [])).toHaveLength(2);
    expect(witnessedRequests([witnessed()], index, [])).toEqual([]);
    const other = new RequestIndex();
    other.add({ requestId: '7', url: URL_OF, at: AT + 3 });
    // Resource timing has spoken for it already: the tools are another witness.
    expect(other.claim({ id: 't', url: URL_OF, at: AT })).toBe(true);
    expect(witnessedRequests([witnessed()], other, [])).toEqual([]);
  });

  it('is nothing where it cannot be read', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(witnessedRequest(value, [])).toBeNull();
        expect(seenPage(value, AT, AT)).toBeNull();
      }),
    );
  });

  it('has the time of the question, unless the page began only after it', () => {
    const answer = {
      ...{ url: 'https://shop.test/', library: 'loaded', older: true, queued: 0 },
      ...{ id: 'ann', asked: true, apiKey: null, slow: null, stored: ['', ''], began: AT - 500 },
    };
    expect(seenPage(answer, AT, AT + 300)?.page.at).toBe(AT);
    expect(seenPage({ ...answer, began: AT + 100 }, AT, AT + 300)?.page.at).toBe(AT + 100);
  });
  it('bounds what a page says of itself, and when', () => {
    const answer = {
      ...{ url: 'https://shop.test/', library: 'loaded', older: true, queued: 0 },
      ...{
        id: 'x'.repeat(4_000),
        asked: true,
        apiKey: null,
        slow: null,
        stored: ['', ''],
        began: AT * 2,
      },
    };
    const reading = seenPage(answer, AT, AT);
    expect(reading?.page.id).toHaveLength(1_024);
    expect(reading?.page.began).toBe(AT);
    expect(seenPage({ ...answer, id: 'x'.repeat(5_000) }, AT, AT)).toBeNull();
  });
});
