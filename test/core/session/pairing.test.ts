import { describe, expect, test } from 'vitest';
import { calls, causeOf, fold, identities, requests } from '../support/fold.ts';
import { ANON, ANON_2, type LogBuilder, log } from '../support/log.ts';

const PAGE = 'https://shop.example.test/';

function page(): LogBuilder {
  return log().page(PAGE).library('loaded').anonymous(ANON);
}

/** `fate` of each call and cause of each request, in order. */
function pairs(steps: LogBuilder, now?: number) {
  const session = fold(steps, now);
  return {
    calls: calls(session).map(({ method, fate }) => `${method} ${fate}`),
    requests: requests(session).map((request) => causeOf(session, request)),
  };
}

describe('what calls cause', () => {
  test('identify by an anonymous visitor causes the alias', () => {
    const steps = page().call('identify', 'bob').alias(ANON, 'bob').named('bob');
    const session = fold(steps);
    const [call] = calls(session);
    const [alias] = requests(session);
    expect(alias?.cause).toEqual({ by: 'call', method: 'identify', call: call?.key });
    expect(call?.fate).toBe('sent');
    expect(call?.requests).toEqual([alias?.key]);
    expect(identities(session).at(-1)?.cause).toEqual({ method: 'identify', call: call?.key });
  });

  test.each<[string, (steps: LogBuilder) => LogBuilder, string, string]>([
    ['alias(a, b)', (s) => s.call('alias', 'bob', ANON).alias(ANON, 'bob'), 'alias sent', 'alias'],
    ['alias(a)', (s) => s.call('alias', 'bob').alias(ANON, 'bob'), 'alias sent', 'alias'],
    [
      'alias the other way',
      (s) => s.call('alias', 'a', 'b').alias('a', 'b'),
      'alias sent',
      'alias',
    ],
    ['record', (s) => s.call('record', 'Paid').event(ANON, 'Paid'), 'record sent', 'record'],
    [
      'set',
      (s) => s.call('set', { a: 1, b: 2 }).properties(ANON, { b: '2', a: '1' }),
      'set sent',
      'set',
    ],
    [
      'set in part',
      (s) => s.call('set', { a: 1, b: {} }).properties(ANON, { a: '1' }),
      'set sent',
      'set',
    ],
    [
      'record(props)',
      (s) => s.call('record', { a: 1 }).properties(ANON, { a: '1' }),
      'record sent',
      'record',
    ],
    [
      'a claim just after',
      (s) => s.event(ANON, 'Paid').call('record', 'Paid'),
      'record sent',
      'record',
    ],
  ])('%s', (_, steps, call, cause) => {
    expect(pairs(steps(page()))).toEqual({ calls: [call], requests: [cause] });
  });

  test('the alias that identify makes for itself is no call of its own', () => {
    const nested = page().call('identify', 'bob').call('alias', 'bob', ANON).alias(ANON, 'bob');
    expect(pairs(nested, nested.now + 60_000)).toEqual({
      calls: ['identify sent', 'alias sent'],
      requests: ['identify'],
    });
    const late = page().call('identify', 'bob').alias(ANON, 'bob').call('alias', 'bob', ANON);
    expect(pairs(late, late.now + 60_000).calls).toEqual(['identify sent', 'alias sent']);
  });

  test('alias and identify that each send are told apart', () => {
    const steps = page()
      .call('alias', 'bob', ANON)
      .call('identify', 'bob')
      .alias(ANON, 'bob')
      .wait(1000)
      .alias(ANON, 'bob');
    expect(pairs(steps)).toEqual({
      calls: ['alias sent', 'identify sent'],
      requests: ['alias', 'identify'],
    });
  });

  test('two equal calls and two requests pair in order', () => {
    const steps = page()
      .call('record', 'Paid')
      .call('record', 'Paid')
      .event(ANON, 'Paid')
      .wait(1000)
      .event(ANON, 'Paid');
    const session = fold(steps);
    expect(calls(session).map((call) => call.requests)).toEqual(
      requests(session).map(({ key }) => [key]),
    );
  });

  test('a tracked form and a tracked click', () => {
    const steps = page()
      .call('trackSubmit', '#sign-up', 'Signed up')
      .call('trackClick', '#buy', 'Bought')
      .wait(20_000)
      .event(ANON, 'Bought')
      .alias(ANON, 'bob')
      .event('bob', 'Signed up');
    expect(pairs(steps)).toEqual({
      calls: ['trackSubmit sent', 'trackClick sent'],
      requests: ['trackClick', 'form trackSubmit', 'form trackSubmit'],
    });
  });

  test.each([
    [`${PAGE}?kmi=bob%2B1`, 'bob+1', 'url'],
    [`${PAGE}?a=b&kmi=${ANON}`, ANON, 'url'],
    [`${PAGE}?kmi=${ANON}`, ANON.replaceAll('+', ' '), 'url'],
    [`${PAGE}?kmi=alice`, 'bob', 'unseen'],
    [`${PAGE}#kmi=bob`, 'bob', 'unseen'],
  ])('an identity in the URL: %s', (url, id, cause) => {
    const steps = log().page(url).library('loaded').alias(ANON_2, id);
    expect(pairs(steps).requests).toEqual([cause]);
  });

  test('an event in the URL', () => {
    const steps = log().page(`${PAGE}?kme=From+mail`).library('loaded').event(ANON, 'From mail');
    expect(pairs(steps).requests).toEqual(['url']);
  });
});

describe('what is not paired', () => {
  test('another document, another name, too long after', () => {
    expect(pairs(page().call('record', 'A').page(PAGE).library('loaded').event(ANON, 'A'))).toEqual(
      {
        calls: ['record waiting'],
        requests: ['unseen'],
      },
    );
    expect(pairs(page().call('record', 'A').event(ANON, 'B')).requests).toEqual(['unseen']);
    expect(pairs(page().call('record', 'A').wait(6000).event(ANON, 'A'))).toEqual({
      calls: ['record not-sent'],
      requests: ['unseen'],
    });
    expect(pairs(page().event(ANON, 'A').wait(2000).call('record', 'A')).requests).toEqual([
      'unseen',
    ]);
  });

  test('without sight of calls nothing is said', () => {
    const steps = log().page(PAGE).event(ANON, 'A');
    expect(pairs(steps).requests).toEqual(['unknown']);
    expect(pairs(steps.library('loaded')).requests).toEqual(['unseen']);
  });

  test('a repeated URL is a retry, on a later page too, and of the first', () => {
    const steps = page()
      .alias(ANON, 'bob', { delivery: 'failed' })
      .page(PAGE)
      .library('loaded')
      .again()
      .again();
    const session = fold(steps);
    const [first, ...retries] = requests(session);
    for (const retry of retries) {
      expect(retry.retryOf).toBe(first?.key);
      expect(retry.cause).toEqual({ by: 'queue', first: first?.key });
    }
    expect(retries).toHaveLength(2);
    expect(session.counts).toMatchObject({ alias: 1, retry: 2 });
  });

  test('a post with another body is no retry', () => {
    const url = 'https://trk.kissmetrics.io/e';
    const steps = page()
      .request(url, { method: 'POST', body: '_n=a' })
      .request(url, { method: 'POST', body: '_n=b' })
      .request(url, { method: 'POST', body: '_n=a' });
    expect(requests(fold(steps)).map(({ retryOf }) => retryOf !== null)).toEqual([
      false,
      false,
      true,
    ]);
  });
});

describe('the fate of calls', () => {
  test.each<[string, (steps: LogBuilder) => LogBuilder, string, string]>([
    ['identify while anonymous', (s) => s.call('identify', 'bob'), 'waiting', 'not-sent'],
    [
      'identify while named',
      (s) => s.named('al').call('identify', 'bob'),
      'nothing-to-send',
      'nothing-to-send',
    ],
    [
      'identify as the page says',
      (s) => s.callAs('al', 'identify', 'bob'),
      'nothing-to-send',
      'nothing-to-send',
    ],
    [
      'identify with none',
      (s) => s.callAs(null, 'identify', 'bob'),
      'nothing-to-send',
      'nothing-to-send',
    ],
    ['identify with null', (s) => s.call('identify', null), 'nothing-to-send', 'nothing-to-send'],
    [
      'identify with "null"',
      (s) => s.call('identify', '"null"'),
      'nothing-to-send',
      'nothing-to-send',
    ],
    ['clearIdentity', (s) => s.call('clearIdentity'), 'nothing-to-send', 'nothing-to-send'],
    ['alias of the same', (s) => s.call('alias', 'a', 'a'), 'nothing-to-send', 'nothing-to-send'],
    ['alias', (s) => s.call('alias', 'a', 'b'), 'waiting', 'not-sent'],
    ['record', (s) => s.call('record', 'A'), 'waiting', 'not-sent'],
    ['set nothing', (s) => s.call('set', {}), 'nothing-to-send', 'nothing-to-send'],
    ['a function', (s) => s.call(null), 'nothing-to-send', 'nothing-to-send'],
    ['an unknown method', (s) => s.call('recrod', 'A'), 'nothing-to-send', 'nothing-to-send'],
    [
      'identify, identity unknown',
      () => log().page(PAGE).call('identify', 'bob'),
      'waiting',
      'nothing-to-send',
    ],
  ])('%s', (_, make, soon, late) => {
    const steps = make(page());
    const of = (now?: number) => calls(fold(steps, now)).at(-1)?.fate;
    expect(of()).toBe(soon);
    expect(of(steps.now + 5000)).toBe(soon);
    expect(of(steps.now + 5001)).toBe(late);
  });

  test('a queued call waits until the library runs it', () => {
    const steps = log().page(PAGE).library('queueing').queued('record', 'A').wait(60_000);
    const waiting = fold(steps, steps.now);
    expect(calls(waiting)[0]).toMatchObject({ fate: 'queued', requests: [] });
    expect(waiting.current().queued).toBe(1);
    steps.library('loaded').runQueue().event(ANON, 'A');
    const session = fold(steps);
    expect(calls(session)).toHaveLength(1);
    expect(calls(session)[0]).toMatchObject({
      fate: 'sent',
      requests: [requests(session)[0]?.key],
    });
    expect(calls(session)[0]?.ranAt).toBeGreaterThan(calls(session)[0]?.at ?? 0);
    expect(session.current().queued).toBe(0);
  });

  test('what is queued when the document is left was not sent', () => {
    const steps = log()
      .page(PAGE)
      .library('queueing')
      .queued('record', 'A')
      .queued('clearIdentity')
      .page(`${PAGE}next`);
    const session = fold(steps);
    expect(calls(session).map(({ fate }) => fate)).toEqual(['not-sent', 'nothing-to-send']);
    expect(session.current()).toMatchObject({ queued: 0, url: `${PAGE}next` });
    expect(session.current().library).toBeUndefined();
  });

  test('a subframe is left with the page it is in', () => {
    const steps = log()
      .page(PAGE)
      .frame(7)
      .page(`${PAGE}frame`)
      .library('queueing')
      .queued('record', 'A')
      .frame(0)
      .page(`${PAGE}next`);
    const session = fold(steps);
    expect(calls(session)[0]?.fate).toBe('not-sent');
    expect(session.current(7).url).toBeNull();
  });
});
