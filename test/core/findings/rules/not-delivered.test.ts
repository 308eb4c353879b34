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
      'This request failed: net::ERR_TIMED_OUT. It may have reached Kissmetrics all the same.',
    ],
    [
      (s) => s.event('bob', 'A', { delivery: 'failed', status: 503 }),
      'This request was answered with HTTP status 503.',
    ],
    [
      (s) => s.event('bob', 'A', { delivery: 'failed' }),
      'This request failed; the browser gives no reason. It may have reached Kissmetrics all the same.',
    ],
    [
      (s) => s.event('bob', 'A', { delivery: 'blocked', error: 'net::ERR_BLOCKED_BY_CLIENT' }),
      'This request was blocked and did not leave the browser: net::ERR_BLOCKED_BY_CLIENT.',
    ],
    [
      (s) => s.event('bob', 'A', { delivery: 'blocked' }),
      'This request was blocked and did not leave the browser; the browser gives no reason.',
    ],
  ],
});
