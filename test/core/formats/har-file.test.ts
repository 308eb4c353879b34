import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { harFile } from '../../../src/core/formats/har-file.ts';
import type { Observation } from '../../../src/core/session/observation.ts';
import { arbitraryLog } from '../support/arbitrary.ts';
import { fold, requests } from '../support/fold.ts';
import { ANON, log } from '../support/log.ts';
import { read } from './read.ts';

function write(observations: Iterable<Observation>): string {
  return [...harFile(observations, '1.2.3')].join('');
}

/** What a HAR can hold: requests on the vendor's hosts, how they ended, pages of the top frame. */
function holdable(observations: readonly Observation[]): Observation[] {
  const held = observations.filter((observation) => {
    if (observation.frameId !== 0) return false;
    if (observation.type === 'request') return /^https?:\/\/trk\./.test(observation.url);
    return observation.type === 'outcome' || observation.type === 'navigation';
  });
  // Redirects and times that are not known have tests of their own: not every mix of them can be.
  return held.map((one) => {
    const { time: _, ...plain } = one;
    if (plain.type !== 'outcome') return plain;
    const { redirect: _redirect, internal: _internal, error: _error, ...outcome } = plain;
    return outcome;
  });
}

/** A session as far as a HAR tells it. */
function told(observations: Iterable<Observation>) {
  const session = fold(observations);
  const all = requests(session);
  const place = (key: number) => all.findIndex((request) => request.key === key);
  return {
    requests: all.map(
      ({ kind, at, method, url, delivery, status, error, retryOf, joins, ...rest }) => ({
        ...{ kind, at, method, url, delivery, status, error, joins },
        retryOf: retryOf === null ? null : place(retryOf),
        request: rest.request,
        findings: rest.findings.map(({ rule, variant, values }) => ({ rule, variant, values })),
      }),
    ),
    apiKeys: session.apiKeys,
    people: session.people.list().map(({ apiKey, identities, aliases }) => ({
      ...{ apiKey, identities },
      aliases: aliases.map(place),
    })),
  };
}

describe('a HAR that is written', () => {
  it('has what HAR 1.2 requires', () => {
    const made = log()
      .page('https://a.test/')
      .event(ANON, 'Visited', { method: 'POST', body: 'Plan=Pro+1', status: 200, after: 40 })
      .alias(ANON, 'bob', { delivery: 'held' });
    const har = JSON.parse(write(made.observations));
    expect(har.log).toMatchObject({ version: '1.2', creator: { version: '1.2.3' } });
    expect(har.log.pages).toEqual([
      {
        startedDateTime: '2026-01-02T03:04:05.010Z',
        id: 'page_1',
        title: 'https://a.test/',
        pageTimings: {},
      },
    ]);
    const [event, alias] = har.log.entries;
    expect(event).toMatchObject({
      pageref: 'page_1',
      startedDateTime: '2026-01-02T03:04:05.020Z',
      time: 40,
      timings: { send: 0, wait: 40, receive: 0 },
      cache: {},
      request: {
        method: 'POST',
        httpVersion: '',
        cookies: [],
        headers: [],
        headersSize: -1,
        bodySize: -1,
        queryString: [{ name: '_k' }, { name: '_p', value: ANON }, { name: '_n' }, { name: '_t' }],
        postData: {
          mimeType: 'application/x-www-form-urlencoded',
          params: [{ name: 'Plan', value: 'Pro 1' }],
          text: 'Plan=Pro+1',
        },
      },
      response: { status: 200, redirectURL: '', content: { size: 0, mimeType: '' } },
    });
    expect(event).not.toHaveProperty('_delivery');
    expect(alias).toMatchObject({ _delivery: 'held', response: { status: 0 } });
  });

  it('is in the order of time', () => {
    const made = log().event(ANON, 'a').event(ANON, 'b');
    const [a, , b] = made.observations as [Observation, Observation, Observation];
    const entries = JSON.parse(write([b, a])).log.entries;
    expect(entries[0].request.url).toContain('_n=a');
  });

  it('gives the same session when it is read again, as far as it can hold it', () => {
    fc.assert(
      fc.property(arbitraryLog, (observations) => {
        const kept = holdable(observations);
        const back = read(write(kept));
        expect(back.problems).toEqual([]);
        expect(told(back.observations)).toEqual(told(kept));
      }),
      { numRuns: 500 },
    );
  });

  it('is still valid for a log of everything', () => {
    fc.assert(
      fc.property(arbitraryLog, (observations) => {
        const { log: har } = JSON.parse(write(observations));
        const ids = har.pages.map(({ id }: { id: string }) => id);
        for (const { pageref } of har.entries) {
          if (pageref !== undefined) expect(ids).toContain(pageref);
        }
      }),
    );
  });
});
