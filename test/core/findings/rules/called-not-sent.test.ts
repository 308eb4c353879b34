import { ANON, log } from '../../support/log.ts';
import { testRule } from '../../support/rule.ts';

const ALIAS = 'https://trk.kissmetrics.io/a?_k=k';

testRule('called-not-sent', {
  fires: [
    [
      'identify by an anonymous visitor',
      (s) => s.call('identify', 'bob').wait(6000).note('gap'),
      ['bob @2'],
    ],
    ['alias', (s) => s.call('alias', 'bob', ANON).wait(6000).note('gap'), [`bob ${ANON} @2`]],
    [
      'a page left before the library came',
      (s) => s.queued('identify', 'bob').page('https://shop.example.test/2'),
      ['bob @2'],
    ],
    [
      'a call long after an alias that cannot be read',
      (s) =>
        s
          .request(ALIAS, { method: 'POST', bodyProblem: 'not UTF-8' })
          .wait(9000)
          .call('identify', 'bob')
          .wait(6000)
          .note('gap'),
      ['bob @3'],
    ],
  ],
  silent: [
    ['a call that still may', (s) => s.call('identify', 'bob')],
    ['a call that did', (s) => s.call('identify', 'bob').alias(ANON, 'bob').wait(6000).note('gap')],
    [
      'a call whose request was blocked',
      (s) =>
        s
          .call('identify', 'bob')
          .alias(ANON, 'bob', { delivery: 'blocked' })
          .wait(6000)
          .note('gap'),
    ],
    [
      'identify by a named visitor',
      (s) => s.named('al').call('identify', 'bob').wait(6000).note('gap'),
    ],
    [
      'identify by who knows whom',
      () => log().page('https://a.test/').call('identify', 'bob').wait(6000).note('gap'),
    ],
    ['identify that clears', (s) => s.call('identify', null).wait(6000).note('gap')],
    [
      'a call about the time of an alias that cannot be read',
      (s) =>
        s
          .call('identify', 'bob')
          .request(ALIAS, { method: 'POST', bodyProblem: 'not UTF-8' })
          .wait(6000)
          .note('gap'),
    ],
    ['alias with itself', (s) => s.call('alias', 'bob', 'bob').wait(6000).note('gap')],
    ['an event', (s) => s.call('record', 'A').wait(6000).note('gap')],
    ['a queue that waits', (s) => s.queued('identify', 'bob').wait(60_000).note('gap')],
    [
      'a queue that runs late',
      (s) => s.queued('identify', 'bob').wait(60_000).runQueue().alias(ANON, 'bob'),
    ],
  ],
  says: [
    [
      (s) => s.call('identify', 'bob').wait(6000).note('gap'),
      'identify of “bob” should have sent an alias, and none was seen.',
    ],
    [
      (s) => s.queued('alias', 'bob', 'al').page('https://shop.example.test/2'),
      'alias of “bob”, “al” waited in the queue until the page was left, because the library never ran it.',
    ],
  ],
});
