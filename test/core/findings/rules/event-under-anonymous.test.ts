import { ANON, ANON_2 } from '../../support/log.ts';
import { testRule } from '../../support/rule.ts';

testRule('event-under-anonymous', {
  fires: [
    [
      'an event after the alias, once',
      (s) => s.alias(ANON, 'bob').event(ANON, 'A').event(ANON, 'B'),
      [`${ANON} bob @3`],
    ],
    ['properties', (s) => s.alias('bob', ANON).properties(ANON, { a: '1' }), [`${ANON} bob @3`]],
    [
      'an alias by way of another',
      (s) => s.alias(ANON_2, 'bob').alias(ANON, ANON_2).event(ANON, 'A'),
      [`${ANON} bob @4`],
    ],
    [
      'an alias that may have arrived',
      (s) => s.alias(ANON, 'bob', { delivery: 'failed' }).event(ANON, 'A'),
      [`${ANON} bob @3`],
    ],
  ],
  silent: [
    ['an event before the alias', (s) => s.event(ANON, 'A').alias(ANON, 'bob')],
    ['a retry of an event before', (s) => s.event(ANON, 'A').again({ delivery: 'failed' })],
    ['an event under the name', (s) => s.alias(ANON, 'bob').event('bob', 'A')],
    ['another anonymous ID', (s) => s.alias(ANON, 'bob').event(ANON_2, 'A')],
    ['anonymous IDs joined', (s) => s.alias(ANON, ANON_2).event(ANON, 'A')],
    ['another key', (s) => s.alias(ANON, 'bob', { apiKey: 'other' }).event(ANON, 'A')],
    ['a blocked alias', (s) => s.alias(ANON, 'bob', { delivery: 'blocked' }).event(ANON, 'A')],
  ],
  says: [
    [
      (s) => s.alias(ANON, 'bob').event(ANON, 'A'),
      `An event was recorded under “${ANON}” after that was aliased with “bob”.`,
    ],
    [
      (s) => s.alias(ANON, 'bob').properties(ANON, { a: '1' }),
      `Properties were set under “${ANON}” after that was aliased with “bob”.`,
    ],
  ],
});
