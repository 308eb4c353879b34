import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMask } from '../../../src/core/formats/mask/mask.ts';
import type { Observation } from '../../../src/core/session/observation.ts';
import { arbitraryLog } from '../support/arbitrary.ts';
import { fold, requests } from '../support/fold.ts';
import { ANON, ANON_2, API_KEY, log, START } from '../support/log.ts';

const MASKED_ANON = 'Masked+Anonymous+0000000001=';

function mask(observations: readonly Observation[]): Observation[] {
  const made = createMask(observations);
  return observations.map(made.observation);
}

/** A session as far as it does not depend on names: what is equal stays equal, in the same places. */
function form(observations: readonly Observation[], name: (id: string) => string) {
  const session = fold(observations);
  return {
    entries: session.entries.map((entry) => ({
      ...{ key: entry.key, kind: entry.kind, at: entry.at },
      findings: entry.findings.map(({ rule, severity, variant, identities }) => ({
        ...{ rule, severity, variant },
        identities: identities.map(name),
      })),
      ...('request' in entry
        ? {
            p: entry.request.p === null ? null : name(entry.request.p),
            problems: entry.request.problems,
            names: entry.request.parameters.length,
            delivery: entry.delivery,
            cause: entry.cause,
            retryOf: entry.retryOf,
            joins: entry.joins,
          }
        : {}),
      ...(entry.kind === 'call' ? { fate: entry.fate, requests: entry.requests } : {}),
      ...(entry.kind === 'identity' ? { cause: entry.cause } : {}),
    })),
    counts: { ...session.counts },
    keys: session.apiKeys.length,
    people: session.people.list().map(({ identities, aliases }) => ({
      aliases,
      identities: identities.map(({ id, kind }) => ({ id: name(id), kind })),
    })),
  };
}

const oddId = fc.constantFrom(
  ...[ANON, ANON.slice(0, -1), ANON.replace('+', ' '), ANON_2, ANON_2.replaceAll('+', ' ')],
  ...['bob@example.com', 'Bob@example.com', 'BOB@example.com', ' bob@example.com', 'bob+x@a.test'],
  ...['bob%40example.com', 'bob%2540x', '100%', '%41', '%', 'guest', ' Guest ', '10.0.0.1', '::1'],
  ...[
    '42',
    '1',
    'a',
    'José',
    '😀',
    'x'.repeat(256),
    `x${'é'.repeat(300)}`,
    'trk',
    'Signed Up',
    '"',
    ' ',
  ],
  ...['0f8fad5b-d9cb-469f-a165-70867728950e', '0F8FAD5B-D9CB-469F-A165-70867728950E'],
  ...['1a2b'.repeat(11), '$device:0f8fad5b-d9cb-469f-a165-70867728950e', '1033501218.1368477899'],
  ...['01ARZ3NDEKTSV4RRFFQ69G5FAV', 'q2JhK9-xWvB7_dTz4LmNpA', '1A2B'.repeat(11)],
  ...['*|EMAIL|*', 'Ann {$id}', 'ann@example.com {{id}}', '%7B%7Bid%7D%7D', '() => "ann@x.com"'],
);
const oddLog: fc.Arbitrary<readonly Observation[]> = fc
  .array(
    fc.record({
      kind: fc.constantFrom('alias', 'event', 'properties', 'identify', 'again', 'page', 'raw'),
      p: oddId,
      n: oddId,
      secure: fc.boolean(),
      style: fc.constantFrom('all', 'none', 'plus'),
    }),
    { maxLength: 14 },
  )
  .map((steps) => {
    const made = log().page('https://a.test/').library('loaded');
    for (const { kind, p, n, secure, style } of steps) {
      const raw = (id: string) =>
        style === 'none'
          ? id
          : encodeURIComponent(id).replaceAll('%20', style === 'plus' ? '+' : '%20');
      if (kind === 'alias') made.alias(p, n, { secure });
      else if (kind === 'event') made.event(p, n, { secure });
      else if (kind === 'properties') made.properties(p, { [n]: 'value', of: n });
      else if (kind === 'identify') made.callAs(p, 'identify', n);
      else if (kind === 'page') made.page(`https://a.test/${raw(n)}?kmi=${raw(p)}`);
      else if (kind === 'raw') {
        made.request(`https://trk.kissmetrics.com/a?_k=k&_p=${raw(p)}&_n=${raw(n)}`);
      } else if (made.observations.some(({ type }) => type === 'request')) made.again();
    }
    return made.observations;
  });

it('masks the identities in cookies, whole, in queued requests, and at the end of what was cut', () => {
  const bob = 'bob@example.com';
  const queue = `[["https://trk.kissmetrics.io/a?_p=${encodeURIComponent(ANON)}&_n=${encodeURIComponent(bob)}",1]]`;
  const made = log()
    .page('https://a.test/')
    .cookies({ km_ai: ANON, km_ni: bob, km_vs: '1', km_uq: queue })
    .alias(ANON, bob);
  const cut = made.observations.map((one) =>
    one.type === 'cookies'
      ? {
          ...one,
          cookies: [
            ...one.cookies,
            { name: 'km_abi', value: `x&y=${bob.slice(0, 9)}`, fullLength: 99 },
          ],
        }
      : one,
  );
  const masked = mask(cut);
  expect(JSON.stringify(masked)).not.toMatch(/bob|5tyjZxK/);
  expect(masked.find(({ type }) => type === 'cookies')).toMatchObject({
    cookies: [
      { name: 'km_ai', value: MASKED_ANON },
      { name: 'km_ni' },
      { name: 'km_vs', value: '1' },
      { name: 'km_uq', value: expect.stringContaining(encodeURIComponent(MASKED_ANON)) },
      { name: 'km_abi', value: 'x&' },
    ],
  });
});

describe('a mask', () => {
  it.each([
    ['logs of every type', arbitraryLog],
    ['logs of every odd identity', oddLog],
  ])('makes a log that folds to a session of the same form: %s', (_, logs) => {
    fc.assert(
      fc.property(logs, (observations) => {
        const made = createMask(observations);
        const masked = observations.map(made.observation);
        expect(form(masked, (id) => id)).toEqual(form(observations, made.identity));
      }),
      { numRuns: 1000 },
    );
  });

  it('gives different stand-ins to different originals, and the same each time', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.oneof(oddId, fc.string({ unit: 'binary' }))), (ids) => {
        const made = createMask([]);
        const others = ids.map(made.identity);
        expect(new Set(others).size).toBe(ids.length);
        expect(ids.map(made.identity)).toEqual(others);
      }),
      { numRuns: 500 },
    );
  });

  it('leaves no identity and no key anywhere', () => {
    const bob = 'bob+shop@example.com';
    const made = log()
      .page(
        `https://shop.test/u/${encodeURIComponent(bob)}?next=%2Fx%3Fid%3D${encodeURIComponent(encodeURIComponent(bob))}#${bob}`,
      )
      .library('loaded')
      .anonymous(ANON)
      .callAs(ANON, 'identify', bob)
      .alias(ANON, bob, { error: `failed for ${bob}`, delivery: 'failed' })
      .call('record', `Hello ${bob}`, { Email: bob.toUpperCase(), Old: ANON, Key: API_KEY })
      .event(bob, `Hello ${bob}`, { and: { Email: bob, [bob]: 'x' } })
      .request('https://trk.kissmetrics.io/s', {
        method: 'POST',
        body: `_k=${API_KEY}&_p=${bob.replaceAll('+', '%2B')}&who=<${encodeURIComponent(bob)}>`,
      })
      .request('https://trk.kissmetrics.io/e?_k=1', {
        method: 'POST',
        body: JSON.stringify({ p: bob, k: API_KEY }),
      })
      .note('reset', `was ${bob}`);
    const [, , , call] = made.observations;
    const stack = `at https://scripts.kissmetrics.io/${API_KEY}.2.js:1:2 (${bob})`;
    const observations = [...made.observations, { ...call, seq: 99, stack } as Observation];
    const text = JSON.stringify(mask(observations)).toLowerCase();
    const forms = [
      bob,
      encodeURIComponent(bob),
      encodeURIComponent(encodeURIComponent(bob)),
      ANON,
      encodeURIComponent(ANON),
      API_KEY,
    ];
    for (const form of forms) expect(text).not.toContain(form.toLowerCase());
    expect(text).not.toContain('example.com');
    expect(text).toContain('person+1@masked.invalid');
    expect(text).toContain('scripts.kissmetrics.io/api-key-1.2.js');
  });

  it('names stand-ins by kind and by first appearance in time, not by order of arrival', () => {
    const made = log().alias(ANON, 'bob@example.com').alias(ANON_2, 'user-7');
    for (const observations of [made.observations, [...made.observations].reverse()]) {
      const { identity, apiKey } = createMask(observations);
      expect([ANON, 'bob@example.com', ANON_2, 'user-7'].map(identity)).toEqual([
        MASKED_ANON,
        'person-1@masked.invalid',
        'Masked+Anonymous+0000000002=',
        'named-1',
      ]);
      expect(apiKey(API_KEY)).toBe('api-key-1');
    }
  });

  it.each([
    ['a mangled anonymous ID', ANON.replace('+', ' '), 'Masked Anonymous 0000000001='],
    ['white space', ' bob@x.com\t', ' person-1@masked.invalid\t'],
    ['encoded twice', 'bob%40x.com', 'person-1%40masked.invalid'],
    ['encoded twice, without anything to encode', 'b%6fb', 'named%2D1'],
    ['an IPv4 address', '10.1.2.3', '192.0.2.1'],
    ['too long', 'b'.repeat(256), `named-1${'x'.repeat(249)}`],
    ['255 characters', 'b'.repeat(255), 'named-1'],
    ['not decodable', '50%', 'named-1%'],
    ['nobody in particular', 'Guest', 'Guest'],
    ['nothing', '', ''],
  ])('keeps what is wrong with an identity: %s', (_, id, other) => {
    expect(createMask([]).identity(id)).toBe(other);
  });

  it('keeps letter case variants of each other', () => {
    const { identity } = createMask([]);
    const others = ['Bob', 'bob', 'BOB'].map(identity);
    expect(others[0]).toBe('named-1');
    expect(new Set(others).size).toBe(3);
    expect(new Set(others.map((other) => other.toLowerCase())).size).toBe(1);
  });

  it('finds short identities only where they stand by themselves', () => {
    const { text } = createMask(log().alias(ANON, 'al').observations);
    expect(text('al, (AL) also Val, id=al')).toBe('named-1, (named-1~1) also Val, id=named-1');
    expect(text(`x${ANON}y`)).toBe(`x${MASKED_ANON}y`);
  });

  it('keeps what it does not know byte for byte', () => {
    const url = 'https://trk.kissmetrics.io/e?_k=&_p=guest&_n=Vi%73ited%20&&plan=Pro+%zz&=#x';
    const [masked] = mask(log().request(url).observations);
    expect(masked).toMatchObject({ url });
  });

  it('keeps two requests two that differ in encoding only', () => {
    const base = 'https://trk.kissmetrics.io/a?_k=k&_n=x&_p=';
    const made = log().request(`${base}b%40x`).request(`${base}b@x`).request(`${base}b@x`);
    const urls = mask(made.observations).flatMap((one) =>
      one.type === 'request' ? [one.url] : [],
    );
    expect(new Set(urls).size).toBe(2);
    expect(urls[1]).toBe(urls[2]);
    expect(START).toBeLessThan(made.now);
  });
});

it('masks where a redirect leads, and the request that it led to stays its next hop', () => {
  const bob = 'bob@example.com';
  const address = (host: string) =>
    `https://${host}/a?_k=k&_p=${encodeURIComponent(ANON)}&_n=${bob}`;
  for (const host of ['trk.kissmetrics.com', 'elsewhere.test']) {
    const made = log().request(address('trk.kissmetrics.io'), { redirect: address(host) });
    if (host !== 'elsewhere.test') made.request(address(host));
    const masked = mask(made.observations);
    expect(JSON.stringify(masked)).not.toMatch(/bob@|5tyjZxK/);
    expect(requests(fold(masked)).map(({ hops }) => hops?.length)).toEqual(
      requests(fold(made)).map(({ hops }) => hops?.length),
    );
  }
});

it('masks what is in a batch, its product and its signature, and in bodies of no known form', () => {
  const bob = 'bob@example.com';
  const url =
    'http://api.kissmetrics.com/v1/products/prod-7f3a/tracking/e?_signature=Secret%2B1%3D';
  const data = [
    { identity: ANON, alias: bob },
    { identity: bob, event: 'Bought', referrer: `from ${bob}`, _k: API_KEY },
    { identity: 4711, plan: 'pro' },
  ];
  const made = log()
    .request(url, { method: 'POST', body: JSON.stringify({ data }) })
    .request('https://trk.kissmetrics.io/e', { method: 'POST', body: '{"_p":"eve@example.com"}' })
    .request('https://trk.kissmetrics.io/e', {
      ...{ method: 'POST', bodyProblem: 'cut' },
      body: '{"identity":"dan@example.com","al',
    });
  const masked = mask(made.observations);
  const text = JSON.stringify(masked);
  expect(text).not.toMatch(/bob@|eve@|dan@|5tyjZxK|prod-7f3a|Secret|4711|abc123/);
  expect(text).toContain('/v1/products/api-key-');
  const before = fold(made);
  const after = fold(masked);
  expect(after.counts).toEqual(before.counts);
  expect(after.people.list().map(({ identities }) => identities.length)).toEqual(
    before.people.list().map(({ identities }) => identities.length),
  );
});
