import { ANON } from '../../support/log.ts';
import { testRule } from '../../support/rule.ts';

const PLAIN = { secure: false };

testRule('insecure-transport', {
  fires: [
    ['an alias over http', (s) => s.alias(ANON, 'bob', PLAIN), [`${ANON} bob @2`]],
    [
      'a site’s requests once',
      (s) => s.event('bob', 'A', PLAIN).event('bob', 'B', PLAIN),
      ['bob @2'],
    ],
    [
      'each site',
      (s) => s.event('bob', 'A', PLAIN).page('http://other.example.test/').event('bob', 'B', PLAIN),
      ['bob @2', 'bob @4'],
    ],
  ],
  silent: [
    ['https', (s) => s.alias(ANON, 'bob')],
    ['no identity', (s) => s.event(null, 'A', PLAIN)],
  ],
  says: [
    [
      (s) => s.alias('al', 'bob', PLAIN),
      '“al”, “bob” was sent to trk.kissmetrics.io over plain http.',
    ],
  ],
});
