import { ANON, ANON_2 } from '../../support/log.ts';
import { testRule } from '../../support/rule.ts';

testRule('case-variants', {
  fires: [
    ['an alias after an event', (s) => s.event('bob', 'A').alias(ANON, 'Bob'), ['Bob bob @3']],
    [
      'each spelling, once',
      (s) => s.event('bob', 'A').event('BOB', 'A').event('Bob', 'A').event('BOB', 'B'),
      ['BOB bob @3', 'Bob bob @4'],
    ],
    ['both sides of one alias', (s) => s.alias('bob', 'Bob'), ['Bob bob @2']],
    ['beyond ASCII', (s) => s.event('Žofie', 'A').event('žofie', 'A'), ['žofie Žofie @3']],
  ],
  silent: [
    ['the same spelling', (s) => s.event('bob', 'A').alias(ANON, 'bob')],
    ['anonymous IDs', (s) => s.alias(ANON_2, 'bob').alias(ANON_2.toLowerCase(), 'bob')],
    ['another key', (s) => s.event('bob', 'A').event('Bob', 'A', { apiKey: 'other' })],
    ['event names', (s) => s.event('bob', 'Paid').event('bob', 'paid').event('bob', 'Bob')],
  ],
  says: [
    [
      (s) => s.event('bob', 'A').event('Bob', 'A'),
      '“Bob” and “bob” differ in letter case only, and are two people to Kissmetrics.',
    ],
  ],
});
