import { ANON } from '../../support/log.ts';
import { testRule } from '../../support/rule.ts';

testRule('double-encoded', {
  fires: [
    ['an alias', (s) => s.alias(ANON, 'bob%40example.com'), ['bob%40example.com @2']],
    ['events, once', (s) => s.event('Jos%c3%a9', 'A').event('Jos%c3%a9', 'B'), ['Jos%c3%a9 @2']],
  ],
  silent: [
    ['a plain identity', (s) => s.alias(ANON, 'bob@example.com')],
    ['a lone %', (s) => s.alias(ANON, '100%').alias(ANON, '5% off')],
    ['a lone % before digits', (s) => s.alias(ANON, '100%ab').alias(ANON, '%E9')],
    ['a lone % among encoding', (s) => s.alias(ANON, 'a%20b%')],
    [
      'broken encoding on the wire',
      (s) => s.request('https://trk.kissmetrics.io/a?_k=1&_p=a&_n=%E9b'),
    ],
  ],
  says: [
    [
      (s) => s.alias(ANON, 'bob%40example.com'),
      '“bob%40example.com” is still percent-encoded; it probably should be “bob@example.com”.',
    ],
  ],
});
