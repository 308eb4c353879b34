import { ANON, ANON_2 } from '../../support/log.ts';
import { testRule } from '../../support/rule.ts';

const EVENT = 'https://trk.kissmetrics.io/e?_k=abc123';

testRule('alias-never-seen', {
  fires: [
    ['a named identity without activity', (s) => s.event(ANON, 'A').alias(ANON, 'bob'), ['bob @3']],
    ['an identity once', (s) => s.alias(ANON, 'bob').alias(ANON_2, 'bob'), ['bob @2']],
    ['the name, whichever side it is on', (s) => s.alias('bob', ANON).event(ANON, 'A'), ['bob @2']],
    ['_n of two names', (s) => s.event('al', 'A').alias('al', 'bob'), ['bob @3']],
    [
      'activity under another key',
      (s) => s.alias(ANON, 'bob').event('bob', 'A', { apiKey: 'other' }),
      ['bob @2'],
    ],
  ],
  silent: [
    ['an event after it', (s) => s.alias(ANON, 'bob').wait(60_000).event('bob', 'A')],
    ['an event before it', (s) => s.event('bob', 'A').alias(ANON, 'bob')],
    ['a property', (s) => s.alias(ANON, 'bob').properties('bob', { a: '1' })],
    ['an alias that joins nobody', (s) => s.alias('bob', 'bob').alias(null, 'al')],
    [
      'activity of somebody unknown, before or after',
      (s) =>
        s
          .alias(ANON, 'bob')
          .request(EVENT, { method: 'POST', bodyProblem: 'not UTF-8' })
          .alias(ANON_2, 'al'),
    ],
    ['a blocked alias', (s) => s.alias(ANON, 'bob', { delivery: 'blocked' })],
  ],
  says: [
    [
      (s) => s.alias(ANON, 'bob'),
      '“bob” has been aliased but has no event and no property in this session.',
    ],
  ],
});
