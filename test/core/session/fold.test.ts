import { describe, expect, test } from 'vitest';
import { createSessionFold } from '../../../src/core/session/fold.ts';
import type { Observation } from '../../../src/core/session/observation.ts';
import { calls, fold, identities, plain, requests } from '../support/fold.ts';
import { ANON, ANON_2, API_KEY, log, START } from '../support/log.ts';

const PAGE = 'https://shop.example.test/';
const HOUR = 60 * 60 * 1000;

describe('requests', () => {
  test('become entries with everything decoded', () => {
    const session = fold(log().page(PAGE).alias(ANON, 'bob', { after: 30 }));
    const [alias] = requests(session);
    expect(alias).toMatchObject({
      kind: 'alias',
      request: { apiKey: API_KEY, p: ANON, n: 'bob', host: 'trk.kissmetrics.io', secure: true },
      method: 'GET',
      transport: 'image',
      documentUrl: PAGE,
      witness: 'network',
      delivery: 'delivered',
      status: 200,
      endedAt: START + 50,
      retryOf: null,
      joins: 'two',
      mergeBy: START + 20 + 6 * HOUR,
    });
    expect(session.entry(alias?.key ?? -1)).toBe(alias);
    expect(session.apiKeys).toEqual([API_KEY]);
  });

  test('only aliases have a merge window', () => {
    const [event] = requests(fold(log().event('bob', 'A')));
    expect(event).not.toHaveProperty('mergeBy');
    expect(event).not.toHaveProperty('joins');
  });

  test('are counted by kind; what cannot be decoded in full is malformed too', () => {
    const session = fold(
      log()
        .alias(ANON, 'bob')
        .again()
        .event('bob', 'A')
        .properties('bob', { a: '1' })
        .request('https://trk.kissmetrics.io/e?_n=100%&_n=x')
        .request('https://trk.kissmetrics.io/s', { method: 'POST', body: '{}' }),
    );
    expect(session.counts).toMatchObject({
      alias: 1,
      event: 2,
      properties: 2,
      retry: 1,
      malformed: 2,
    });
  });

  test('of a body that was cut, what comes last is not known', () => {
    const request: Observation = {
      type: 'request',
      seq: 0,
      at: START,
      frameId: 0,
      witness: 'network',
      requestId: 'r',
      method: 'POST',
      url: 'https://trk.kissmetrics.io/e',
      body: '_p=bob&_n=A',
      bodySize: 99_000,
      bodyProblem: 'cut',
    };
    const session = fold([request]);
    expect(requests(session)[0]?.request).toMatchObject({
      ...{ p: 'bob', n: null, problems: [] },
      unread: { reason: 'cut', size: 99_000 },
    });
  });

  test('of a host that was added when it was recorded are requests still', () => {
    const session = fold(log().request('https://shop.example.test/km/a?_k=1&_p=a&_n=b'));
    expect(requests(session)[0]?.request).toMatchObject({ kind: 'alias', n: 'b' });
  });

  test('that are none stay visible as a note', () => {
    const session = fold(log().request('https://trk.kissmetrics.io/x?\ud800'));
    expect(session.entries).toMatchObject([
      { kind: 'note', code: 'unreadable', detail: 'https://trk.kissmetrics.io/x?\ud800' },
    ]);
  });

  test('show API keys in the order of first use, whatever they are called', () => {
    const keys = ['b', '__proto__', 'a', '', 'b'];
    const steps = log();
    for (const apiKey of keys) steps.wait(1000).event('bob', 'A', { apiKey });
    expect(fold(steps).apiKeys).toEqual(['b', '__proto__', 'a']);
  });
});

describe('outcomes', () => {
  const step = log().page(PAGE).library('loaded').alias(ANON, 'bob', { delivery: 'pending' });
  const base = { type: 'outcome', frameId: 0, requestId: 'r2' } as const;

  test('may come before their request', () => {
    const outcome = {
      ...base,
      seq: 90,
      at: START + 99,
      delivery: 'delivered',
      status: 200,
    } as const;
    const session = fold([outcome, ...step.observations]);
    expect(requests(session)[0]).toMatchObject({ delivery: 'delivered', endedAt: START + 99 });
  });

  test('the first counts, but what was held back stays so', () => {
    const failed = { ...base, seq: 90, at: START + 99, delivery: 'failed', error: 'x' } as const;
    const later = {
      ...base,
      seq: 91,
      at: START + 100,
      delivery: 'delivered',
      status: 200,
    } as const;
    const held = { ...base, seq: 92, at: START + 101, delivery: 'held' } as const;
    const of = (...outcomes: Observation[]) =>
      requests(fold([...step.observations, ...outcomes]))[0];
    expect(of(later, failed)).toMatchObject({ delivery: 'failed', error: 'x' });
    expect(of(later, failed)).not.toHaveProperty('status');
    expect(of(held, failed, later)?.delivery).toBe('held');
    expect(of(failed, later, held)?.delivery).toBe('held');
  });

  test('decide whether an alias joins', () => {
    const joins = (delivery: 'pending' | 'delivered' | 'failed' | 'blocked' | 'held') => {
      const session = fold(log().alias(ANON, 'bob', { delivery }));
      expect(session.people.list()).toHaveLength(requests(session)[0]?.joins === 'none' ? 0 : 1);
      return requests(session)[0]?.joins;
    };
    expect(joins('pending')).toBe('two');
    expect(joins('delivered')).toBe('two');
    expect(joins('failed')).toBe('two');
    expect(joins('blocked')).toBe('none');
    expect(joins('held')).toBe('none');
  });

  test('that come late change what came after', () => {
    const folded = createSessionFold();
    const steps = log().alias(ANON, 'bob', { delivery: 'pending' }).event(ANON, 'A');
    folded.append(steps.observations);
    folded.settle();
    expect(folded.session.findings.map(({ rule }) => rule)).toContain('event-under-anonymous');
    folded.append([{ ...base, requestId: 'r1', seq: 90, at: START + 9000, delivery: 'blocked' }]);
    expect(folded.settle().from).toBe(0);
    expect(folded.session.findings.map(({ rule }) => rule)).toEqual(['not-delivered']);
    expect(folded.session.people.list()).toEqual([]);
  });

  test('survive a replay that goes back to between request and call', () => {
    const folded = createSessionFold();
    const steps = log().page(PAGE).library('loaded').event(ANON, 'A', { delivery: 'pending' });
    steps.call('record', 'A');
    folded.append(steps.observations);
    folded.settle();
    steps.outcome('failed', { error: 'gone' });
    folded.append(steps.observations);
    folded.settle();
    const between: Observation = { type: 'note', code: 'gap', seq: 90, at: START + 35, frameId: 0 };
    folded.append([between]);
    folded.settle();
    expect(requests(folded.session)[0]).toMatchObject({
      delivery: 'failed',
      error: 'gone',
      cause: { by: 'call' },
      findings: [{ rule: 'not-delivered' }],
    });
    expect(plain(folded.session)).toEqual(plain(fold([...steps.observations, between])));
  });

  test('a retry joins if what it repeats did not', () => {
    const blocked = fold(log().alias(ANON, 'bob', { delivery: 'blocked' }).again());
    expect(requests(blocked).map(({ joins }) => joins)).toEqual(['none', 'two']);
    expect(blocked.people.list()[0]?.aliases).toEqual([requests(blocked)[1]?.key]);
    const failed = fold(log().alias(ANON, 'bob', { delivery: 'failed' }).again());
    expect(requests(failed).map(({ joins }) => joins)).toEqual(['two', 'same']);
    expect(failed.people.list()[0]?.aliases).toEqual([requests(failed)[0]?.key]);
  });
});

describe('identity', () => {
  test('is an entry when it changes, with the call that led to it', () => {
    const session = fold(
      log()
        .page(PAGE)
        .noIdentity()
        .anonymous(ANON)
        .anonymous(ANON)
        .call('identify', 'bob')
        .named('bob')
        .page(PAGE)
        .named('bob')
        .call('clearIdentity')
        .anonymous(ANON_2)
        .wait(10_000)
        .named('al'),
    );
    const [identify, clear] = calls(session);
    expect(
      identities(session).map(({ previous, identity, identityKind, cause }) => [
        previous,
        identity,
        identityKind,
        cause?.call,
      ]),
    ).toEqual([
      [null, ANON, 'anonymous', undefined],
      [ANON, 'bob', 'named', identify?.key],
      ['bob', ANON_2, 'anonymous', clear?.key],
      [ANON_2, 'al', 'named', undefined],
    ]);
  });

  test('now: who, which key, which library, what waits, where', () => {
    const steps = log()
      .page(PAGE)
      .library('queueing', { generation: 'older' })
      .queued('record', 'A');
    expect(fold(steps).current()).toEqual({
      identity: null,
      kind: 'none',
      apiKey: API_KEY,
      library: 'queueing',
      generation: 'older',
      queued: 1,
      url: PAGE,
      change: null,
      before: null,
      sender: null,
    });
    steps.library('loaded').runQueue().named('bob').page(`${PAGE}next`);
    expect(fold(steps).current()).toEqual({
      identity: 'bob',
      kind: 'named',
      apiKey: null,
      queued: 0,
      url: `${PAGE}next`,
      change: fold(steps).entries.find(({ kind }) => kind === 'identity')?.key,
      before: null,
      sender: null,
    });
    expect(fold(steps).current(4)).toEqual({
      identity: null,
      kind: 'none',
      apiKey: null,
      queued: 0,
      url: null,
      change: null,
      before: null,
      sender: null,
    });
  });

  test('is told for each frame', () => {
    const steps = log().page(PAGE).named('bob').frame(2).page(`${PAGE}frame`).anonymous(ANON);
    const session = fold(steps);
    expect(session.current(0).identity).toBe('bob');
    expect(session.current(2)).toMatchObject({ identity: ANON, kind: 'anonymous' });
  });

  test('a document that is gone has no say', () => {
    const steps = log().page(PAGE, { document: 'one' }).named('al').page(PAGE, { document: 'two' });
    steps.named('bob').document('one').named('al');
    expect(fold(steps).current().identity).toBe('bob');
    steps.page(PAGE, { document: 'one' }).named('al');
    expect(fold(steps).current().identity).toBe('al');
  });

  test('without document IDs a navigation begins the next document', () => {
    const steps = log().page(PAGE, { document: null }).library('queueing').queued('record', 'A');
    steps.page(`${PAGE}next`, { document: null });
    const session = fold(steps);
    expect(session.current().library).toBeUndefined();
    expect(calls(session)[0]?.fate).toBe('not-sent');
  });

  test('a document ID that comes later belongs to the document that has none', () => {
    const steps = log().page(PAGE, { document: null }).document('d').library('loaded');
    expect(fold(steps).current()).toMatchObject({ url: PAGE, library: 'loaded' });
  });
});

describe('the fold', () => {
  test('ignores a seq that it has seen, and settling twice changes nothing', () => {
    const folded = createSessionFold();
    const { observations } = log().page(PAGE).alias(ANON, 'bob');
    folded.append(observations);
    folded.append(observations);
    folded.settle();
    const before = plain(folded.session);
    expect(folded.settle().from).toBe(folded.session.entries.length);
    expect(plain(folded.session)).toEqual(before);
    expect(before.counts.alias).toBe(1);
  });

  test('of nothing is an empty session', () => {
    const session = fold([]);
    expect(session).toMatchObject({ entries: [], apiKeys: [], findings: [] });
    expect(session.people.list()).toEqual([]);
    expect(session.current()).toMatchObject({ identity: null, url: null });
  });

  test('takes identities, IDs and methods that objects have', () => {
    const steps = log().page(PAGE, { document: '__proto__' }).library('loaded');
    for (const name of ['__proto__', 'constructor', 'toString']) {
      steps.call(name, name).named(name).alias(name, `${name}2`).event(name, name);
    }
    const session = fold(steps);
    expect(session.people.list()).toHaveLength(3);
    expect(session.current().identity).toBe('toString');
  });

  test('takes times that are none', () => {
    const [observation] = log().note('gap').observations;
    const times = [Number.NaN, Number.POSITIVE_INFINITY, -1e300, 0];
    const session = fold(times.map((at, seq) => ({ ...(observation as Observation), at, seq })));
    expect(session.entries.map(({ key }) => key)).toEqual([2, 0, 1, 3]);
  });

  test('goes back further than its journal reaches', () => {
    const steps = log().alias(ANON, 'bob', { delivery: 'pending' });
    for (let index = 0; index < 40_000; index++) steps.event('bob', `event ${index}`);
    const folded = createSessionFold();
    folded.append(steps.observations);
    folded.settle();
    const outcome: Observation = {
      type: 'outcome',
      seq: 1_000_000,
      at: START,
      frameId: 0,
      requestId: 'r1',
      delivery: 'blocked',
    };
    folded.append([outcome]);
    folded.settle();
    expect(folded.session.counts).toMatchObject({ alias: 1, event: 40_000 });
    expect(folded.session.people.list()).toEqual([]);
    expect(folded.session.entries).toHaveLength(40_001);
  });
});

describe('a library that has loaded', () => {
  const page: Observation = { type: 'navigation', seq: 0, at: START, frameId: 0, url: PAGE };
  const library = (seq: number, state: 'queueing' | 'loaded', more = {}): Observation => ({
    ...{ type: 'library', seq, at: START + seq, frameId: 0, state },
    ...more,
  });
  const late = { witness: 'devtools' } as const;

  test('stays so when the developer tools answer late, until the next page', () => {
    const seen = [page, library(1, 'loaded'), library(2, 'queueing', late)];
    expect(fold(seen).current().library).toBe('loaded');
    const next = [...seen, { ...page, seq: 3, at: START + 3, url: `${PAGE}next` }];
    expect(fold([...next, library(4, 'queueing', late)]).current().library).toBe('queueing');
  });
});

describe('a prerendered page', () => {
  const at = (seq: number) => ({ seq, at: START + seq });
  const request = (seq: number, more: object): Observation => ({
    type: 'request',
    ...at(seq),
    frameId: 0,
    witness: 'network',
    requestId: `r${seq}`,
    method: 'GET',
    url: 'https://trk.kissmetrics.io/e?_k=k&_p=p&_n=n',
    ...more,
  });
  const prerendered: readonly Observation[] = [
    { type: 'navigation', ...at(0), frameId: 0, documentId: 'old', url: `${PAGE}old` },
    { type: 'navigation', ...at(1), frameId: 7, documentId: 'new', url: `${PAGE}new` },
    request(2, { frameId: 7, documentId: 'new', prerendered: 'yes' }),
  ];

  test('is not the page of the tab, and its requests say so', () => {
    const session = fold(prerendered);
    expect(session.current().url).toBe(`${PAGE}old`);
    expect(requests(session)[0]).toMatchObject({ frameId: 7, prerendered: 'yes' });
  });

  test('is the page of the tab once something comes from it as that', () => {
    const session = fold([...prerendered, request(3, { documentId: 'new' })]);
    expect(session.current().url).toBe(`${PAGE}new`);
    expect(requests(session)[1]).not.toHaveProperty('prerendered');
  });
});

describe('what sends in a tab', () => {
  const sender = (made: ReturnType<typeof log>) => fold(made).current().sender;

  test('is the document that was heard of last, and whether Kissmetrics was seen in it', () => {
    expect(sender(log().page('https://a.test/'))).toBeNull();
    const plain = log().page('https://a.test/').event(ANON, 'x');
    expect(sender(plain)).toEqual({ since: START + 10, library: false });
    const withLibrary = log().page('https://a.test/').library('loaded').event(ANON, 'x');
    expect(sender(withLibrary)).toEqual({ since: START + 10, library: true });
    expect(sender(withLibrary.page('https://a.test/next').event(ANON, 'y'))).toMatchObject({
      library: false,
    });
  });

  test('is no page that sends as it is left', () => {
    const left = log().page('https://a.test/').page('https://b.test/', { document: 'next' });
    const made = left.event(ANON, 'x').document('d1').event(ANON, 'late');
    expect(sender(made)).toEqual({ since: START + 20, library: false });
  });

  test('is a worker by what it sends', () => {
    const made = log().page('https://a.test/').library('loaded').event(ANON, 'x');
    expect(sender(made.event(ANON, 'y', { worker: 'own' }))).toEqual({
      since: START + 40,
      library: false,
    });
  });
});
