import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSessionFold } from '../../../src/core/session/fold.ts';
import type { Observation } from '../../../src/core/session/observation.ts';
import type { Session } from '../../../src/core/session/session.ts';
import { fold, plain, requests } from '../support/fold.ts';
import { ANON, type LogBuilder, log, START } from '../support/log.ts';

const BOB = 'bob@example.com';
const query = (n = BOB, p = ANON) =>
  `_k=abc123&_p=${encodeURIComponent(p)}&_n=${encodeURIComponent(n)}`;
const plainUrl = `http://trk.kissmetrics.io/a?${query()}`;
const secureUrl = `https://trk.kissmetrics.io/a?${query()}`;
const moved = (to: string, status = 302) => ({ status, redirect: to });
const upgraded = { delivery: 'failed', redirect: secureUrl, internal: 'yes' } as const;

const rulesOf = (session: Session) => session.findings.map(({ rule }) => rule);

function expectOneAlias(session: Session) {
  const [entry, ...others] = requests(session);
  expect(others).toEqual([]);
  expect(session.counts).toMatchObject({ alias: 1, retry: 0 });
  expect(rulesOf(session)).not.toContain('repeated-alias');
  return entry;
}

describe('a request that is redirected', () => {
  it.each([301, 302, 303, 307, 308])(
    'by %i is one request, which ends as its last hop',
    (status) => {
      const session = fold(
        log().request(plainUrl, moved(secureUrl, status)).request(secureUrl, { after: 20 }),
      );
      const entry = expectOneAlias(session);
      expect(entry).toMatchObject({
        url: plainUrl,
        delivery: 'delivered',
        status: 200,
        joins: 'two',
      });
      expect(entry?.hops).toMatchObject([
        { url: plainUrl, status, sentOn: 'server', to: secureUrl },
        { url: secureUrl, status: 200 },
      ]);
      expect(session.people.list()).toHaveLength(1);
    },
  );

  it('over http by the server was readable on its way', () => {
    const session = fold(log().request(plainUrl, moved(secureUrl)).request(secureUrl));
    expect(rulesOf(session)).toContain('insecure-transport');
  });

  it('to https by the browser itself was not', () => {
    const session = fold(log().request(plainUrl, upgraded).request(secureUrl));
    const entry = expectOneAlias(session);
    expect(rulesOf(session)).not.toContain('insecure-transport');
    expect(rulesOf(session)).not.toContain('not-delivered');
    expect(entry?.hops).toMatchObject([{ sentOn: 'browser', to: secureUrl }, { url: secureUrl }]);
  });

  it('fails if its last hop does', () => {
    const session = fold(
      log()
        .request(plainUrl, moved(secureUrl))
        .request(secureUrl, { delivery: 'failed', error: 'net::ERR_CONNECTION_REFUSED' }),
    );
    expect(expectOneAlias(session)).toMatchObject({ delivery: 'failed', joins: 'two' });
    expect(rulesOf(session)).toContain('not-delivered');
  });

  it('is pending until its last hop has ended', () => {
    const session = fold(
      log().request(plainUrl, moved(secureUrl)).request(secureUrl, { delivery: 'pending' }),
    );
    expect(expectOneAlias(session)).toMatchObject({ delivery: 'pending' });
  });

  it('is pending until its next hop comes, or does not', () => {
    const made = log().request(plainUrl, upgraded);
    expect(expectOneAlias(fold(made))).toMatchObject({ delivery: 'pending' });
    expect(expectOneAlias(fold(made, START + 60_000))).toMatchObject({ delivery: 'failed' });
  });

  it('in a loop is one request, and fails', () => {
    const loop = log();
    for (let hop = 0; hop < 20; hop++) loop.request(plainUrl, moved(plainUrl));
    loop.request(plainUrl, { delivery: 'failed', error: 'net::ERR_TOO_MANY_REDIRECTS' });
    const session = fold(loop);
    const entry = expectOneAlias(session);
    expect(entry).toMatchObject({ delivery: 'failed' });
    expect(entry?.hops).toHaveLength(21);
  });

  it('to another host than Kissmetrics has been answered, and says where it was sent', () => {
    const session = fold(log().request(secureUrl, moved('https://elsewhere.test/x')));
    expect(expectOneAlias(session)).toMatchObject({
      delivery: 'delivered',
      status: 302,
      hops: [{ url: secureUrl, sentOn: 'server', to: 'https://elsewhere.test/x' }],
    });
  });

  it('elsewhere by an extension did not leave the browser', () => {
    const end = { redirect: 'data:,', internal: 'yes', delivery: 'blocked' } as const;
    const session = fold(log().request(plainUrl, { ...end, error: 'INTERNAL_REDIRECT' }));
    expect(expectOneAlias(session)).toMatchObject({ delivery: 'blocked', joins: 'none' });
    expect(rulesOf(session)).not.toContain('insecure-transport');
  });

  it('says what its last hop says', () => {
    const other = `https://trk.kissmetrics.io/a?${query('ann@example.com')}`;
    const session = fold(log().request(plainUrl, moved(other)).request(other));
    expect(expectOneAlias(session)).toMatchObject({ request: { n: 'ann@example.com' } });
    expect(session.people.list()[0]?.identities.map(({ id }) => id)).toContain('ann@example.com');
    expect(session.people.list()[0]?.identities.map(({ id }) => id)).not.toContain(BOB);
  });

  it('was caused by the call that sent its first hop', () => {
    const session = fold(
      log()
        .page('https://shop.test/')
        .library('loaded')
        .call('alias', BOB, ANON)
        .request(plainUrl, moved(secureUrl))
        .request(secureUrl)
        .wait(6000)
        .note('cleared'),
    );
    expect(expectOneAlias(session)).toMatchObject({ cause: { by: 'call', method: 'alias' } });
    expect(rulesOf(session)).not.toContain('called-not-sent');
  });

  it('and sent again is a retry, with its own hops', () => {
    const session = fold(
      log()
        .request(plainUrl, moved(secureUrl))
        .request(secureUrl, { delivery: 'failed' })
        .wait(20_000)
        .request(plainUrl, moved(secureUrl))
        .request(secureUrl),
    );
    expect(session.counts).toMatchObject({ alias: 1, retry: 1 });
    expect(requests(session).map(({ hops }) => hops?.length)).toEqual([2, 2]);
  });

  it('is not continued by the same address much later', () => {
    const session = fold(log().request(plainUrl, moved(secureUrl)).wait(60_000).request(secureUrl));
    expect(requests(session)).toHaveLength(2);
  });

  it('twice at once makes two requests of four', () => {
    const session = fold(
      log()
        .request(plainUrl, moved(secureUrl))
        .request(plainUrl, moved(secureUrl))
        .request(secureUrl)
        .request(secureUrl),
    );
    expect(session.counts).toMatchObject({ alias: 1, retry: 1 });
    expect(requests(session).map(({ hops }) => hops?.length)).toEqual([2, 2]);
  });
});

const pageSends = () => log().page('https://shop.test/').library('loaded').call('alias', BOB, ANON);
const swallowed = { delivery: 'blocked', error: 'SERVICE_WORKER' } as const;

describe('a request that the page’s service worker answers', () => {
  it('is one request with the worker’s own, where the browser tells of both', () => {
    const session = fold(
      pageSends().request(secureUrl, swallowed).request(secureUrl, { worker: 'own' }),
    );
    const entry = expectOneAlias(session);
    expect(entry).toMatchObject({ frameId: 0, delivery: 'delivered', status: 200, joins: 'two' });
    expect(entry?.cause).toMatchObject({ by: 'call' });
    expect(entry?.hops).toMatchObject([{ sentOn: 'worker' }, { url: secureUrl, status: 200 }]);
  });

  it('is one request with the worker’s own, whatever method and further parameters that has', () => {
    const session = fold(
      pageSends()
        .request(plainUrl, { ...swallowed, method: 'POST' })
        .request(`${secureUrl}&sw=1`, { worker: 'own' }),
    );
    expect(expectOneAlias(session)).toMatchObject({ delivery: 'delivered' });
  });

  it('is paired with the page’s call, where the browser tells of the worker’s only', () => {
    const session = fold(
      pageSends().request(secureUrl, { worker: 'own' }).wait(6000).note('cleared'),
    );
    expect(expectOneAlias(session)).toMatchObject({ cause: { by: 'call', method: 'alias' } });
    expect(rulesOf(session)).not.toContain('called-not-sent');
  });

  it('is paired with a call of which the page tells late, or that it made before it was left', () => {
    const late = log()
      .page('https://shop.test/')
      .library('loaded')
      .request(secureUrl, { worker: 'own' })
      .call('alias', BOB, ANON);
    const left = pageSends().page('https://shop.test/next').request(secureUrl, { worker: 'own' });
    for (const made of [late, left]) {
      const session = fold(made.wait(6000).note('cleared'));
      expect(expectOneAlias(session)).toMatchObject({ cause: { by: 'call' } });
      expect(rulesOf(session)).not.toContain('called-not-sent');
    }
  });

  it('from its cache did not leave the browser', () => {
    const session = fold(pageSends().request(secureUrl, swallowed), START + 60_000);
    expect(expectOneAlias(session)).toMatchObject({ delivery: 'blocked', joins: 'none' });
    expect(session.findings).toMatchObject([{ rule: 'not-delivered', variant: 'service-worker' }]);
  });

  it('is not known to have been kept while the worker may still send', () => {
    const folded = createSessionFold();
    folded.append(pageSends().request(secureUrl, swallowed).observations);
    expect(folded.settle().waits).toBe(true);
    expect(expectOneAlias(folded.session)).toMatchObject({ delivery: 'pending', joins: 'two' });
    expect(rulesOf(folded.session)).not.toContain('not-delivered');
    folded.settle(START + 60_000);
    expect(expectOneAlias(folded.session)).toMatchObject({ delivery: 'blocked', joins: 'none' });
    folded.settle(START + 1000);
    expect(expectOneAlias(folded.session)).toMatchObject({ delivery: 'pending', joins: 'two' });
  });

  it('and that passes after all ends as it does', () => {
    const session = fold(pageSends().request(secureUrl, swallowed).outcome('delivered'));
    const entry = expectOneAlias(session);
    expect(entry).toMatchObject({ delivery: 'delivered', joins: 'two' });
    expect(entry).not.toHaveProperty('hops');
  });

  it('is not taken for one that the worker sends beside it', () => {
    const session = fold(
      pageSends()
        .request(secureUrl, swallowed)
        .outcome('delivered')
        .request(secureUrl, { worker: 'own' }),
    );
    expect(requests(session)).toHaveLength(2);
  });
});

function permutations<T>(list: readonly T[]): T[][] {
  if (list.length === 0) return [[]];
  return list.flatMap((one, index) =>
    permutations(list.toSpliced(index, 1)).map((rest) => [one, ...rest]),
  );
}

describe('the order in which a log’s parts arrive', () => {
  const urls = [plainUrl, secureUrl, 'https://elsewhere.test/x', `${secureUrl}&x=1`];
  const url = fc.constantFrom(...urls.filter((one) => one.includes('kissmetrics')));
  const end = fc.oneof(
    fc.constant({}),
    fc.constant({ delivery: 'pending' } as const),
    fc.constant(swallowed),
    fc.constantFrom(...urls).map((to) => moved(to)),
    fc.constant(upgraded),
  );
  const step = fc.record({
    url,
    end,
    worker: fc.constantFrom(undefined, undefined, 'own' as const),
    wait: fc.constantFrom(-10, -10, 0, 700, 4000, 6000),
    after: fc.constantFrom(0, 5, 900, 7000),
  });
  const logs = fc.array(step, { maxLength: 12 }).map((steps) => {
    const made = log().page('https://shop.test/').library('loaded');
    for (const one of steps) {
      made.wait(one.wait);
      made.request(one.url, { ...one.end, after: one.after, ...(one.worker && { worker: 'own' }) });
    }
    return made;
  });

  it('makes no difference to what redirects and workers make one request', () => {
    fc.assert(
      fc.property(logs, fc.infiniteStream(fc.nat()), (made: LogBuilder, numbers) => {
        const { observations } = made;
        const whole = plain(fold(observations));
        const shuffled = [...observations];
        for (let i = shuffled.length - 1; i > 0; i--) {
          const j = Number(numbers.next().value) % (i + 1);
          const one = shuffled[i] as Observation;
          shuffled[i] = shuffled[j] as Observation;
          shuffled[j] = one;
        }
        const folded = createSessionFold();
        const latest = Math.max(...observations.map(({ at }) => at));
        for (const one of shuffled) {
          folded.append([one]);
          folded.settle(latest);
        }
        expect(plain(folded.session)).toEqual(whole);
      }),
      { numRuns: 400 },
    );
  });

  it('makes no difference to a worker’s request that is redirected, in any of its orders', () => {
    const { observations } = log()
      .request(plainUrl, swallowed)
      .request(plainUrl, { worker: 'own', ...upgraded })
      .request(secureUrl, { worker: 'own' });
    const latest = Math.max(...observations.map(({ at }) => at));
    const whole = plain(fold(observations));
    expect(requests(fold(observations)).map(({ hops }) => hops?.length)).toEqual([3]);
    for (const order of permutations(observations)) {
      const folded = createSessionFold();
      for (const one of order) {
        folded.append([one]);
        folded.settle(latest);
      }
      expect(plain(folded.session)).toEqual(whole);
    }
  });

  it('loses no request: each is an entry or a hop of one', () => {
    fc.assert(
      fc.property(logs, (made) => {
        const sent = made.observations.filter(({ type }) => type === 'request').length;
        const entries = requests(fold(made));
        expect(entries.reduce((sum, { hops }) => sum + (hops?.length ?? 1), 0)).toBe(sent);
      }),
    );
  });
});
