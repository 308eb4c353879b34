import { ANON } from '../../support/log.ts';
import { testRule } from '../../support/rule.ts';

testRule('not-delivered', {
  fires: [
    ['a failed alias', (s) => s.alias(ANON, 'bob', { delivery: 'failed' }), [`${ANON} bob @2`]],
    ['a blocked event', (s) => s.event('bob', 'A', { delivery: 'blocked' }), ['bob @2']],
    [
      'a retry that fails too',
      (s) => s.event('bob', 'A', { delivery: 'failed' }).again({ delivery: 'failed' }),
      ['bob @2', 'bob @3'],
    ],
    [
      'an outcome that comes later',
      (s) => s.event('bob', 'A', { delivery: 'pending' }).wait(9000).outcome('failed'),
      ['bob @2'],
    ],
  ],
  silent: [
    ['what was delivered', (s) => s.alias(ANON, 'bob')],
    ['what may still be', (s) => s.alias(ANON, 'bob', { delivery: 'pending' })],
    ['what the sandbox held back', (s) => s.alias(ANON, 'bob', { delivery: 'held' })],
  ],
  says: [
    [
      (s) => s.event('bob', 'A', { delivery: 'failed', error: 'net::ERR_TIMED_OUT' }),
      'The tracking host did not answer in time (net::ERR_TIMED_OUT). The request may have arrived all the same.',
    ],
    [
      (s) => s.event('bob', 'A', { delivery: 'failed', status: 503 }),
      'The server answered HTTP 503: something is wrong there. Try again later, or look at the proxy that answers for Kissmetrics.',
    ],
    [
      (s) => s.event('bob', 'A', { delivery: 'failed', error: 'net::ERR_NEW' }),
      'This request failed: net::ERR_NEW. It may have reached Kissmetrics all the same.',
    ],
    [
      (s) => s.event('bob', 'A', { delivery: 'blocked', error: 'CONTENT_SECURITY_POLICY img-src' }),
      'The page’s content security policy blocked this request (img-src). Allow the tracking host there, in img-src and connect-src.',
    ],
    [
      (s) => s.event('bob', 'A', { delivery: 'failed' }),
      'This request failed; the browser gives no reason. It may have reached Kissmetrics all the same.',
    ],
    [
      (s) => s.event('bob', 'A', { delivery: 'blocked', error: 'net::ERR_BLOCKED_BY_CLIENT' }),
      'An extension of this browser, such as an ad blocker, blocked this request (net::ERR_BLOCKED_BY_CLIENT). Switch it off for this site to test; such visitors of yours are not counted either.',
    ],
    [
      (s) => s.event('bob', 'A', { delivery: 'blocked' }),
      'This request was blocked and did not leave the browser; the browser gives no reason.',
    ],
  ],
});
