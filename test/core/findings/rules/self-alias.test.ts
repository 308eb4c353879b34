import { ANON } from '../../support/log.ts';
import { testRule } from '../../support/rule.ts';

testRule('self-alias', {
  fires: [
    ['one named identity twice', (s) => s.alias('bob', 'bob'), ['bob @2']],
    ['one anonymous ID twice', (s) => s.alias(ANON, ANON), [`${ANON} @2`]],
    [
      'each of two calls',
      (s) => s.alias('bob', 'bob').wait(2000).alias('bob', 'bob'),
      ['bob @2', 'bob @3'],
    ],
  ],
  silent: [
    ['two identities', (s) => s.alias(ANON, 'bob')],
    ['two spellings', (s) => s.alias('bob', 'Bob')],
    ['none', (s) => s.alias(null, null).alias('', '')],
    ['an event of the identity’s name', (s) => s.event('bob', 'bob')],
  ],
  says: [
    [(s) => s.alias('bob', 'bob'), 'This alias joins nobody: both of its identities are “bob”.'],
  ],
});
