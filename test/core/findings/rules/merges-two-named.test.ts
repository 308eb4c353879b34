import { ANON } from '../../support/log.ts';
import { testRule } from '../../support/rule.ts';

testRule('merges-two-named', {
  fires: [
    ['two names', (s) => s.alias('al', 'bob'), ['al bob @2']],
    [
      'two names whatever joins them',
      (s) => s.alias(ANON, 'al').alias(ANON, 'bob').alias('al', 'bob'),
      ['al bob @4'],
    ],
    ['two names held back', (s) => s.alias('al', 'bob', { delivery: 'held' }), ['al bob @2']],
  ],
  silent: [
    ['a name and an anonymous ID', (s) => s.alias(ANON, 'bob').alias('al', ANON)],
    ['a name with itself', (s) => s.alias('al', 'al')],
    ['a name and nothing', (s) => s.alias('al', '')],
    ['a name and a damaged anonymous ID', (s) => s.alias(ANON.replace('+', ' '), 'bob')],
  ],
  says: [
    [
      (s) => s.alias('al', 'bob'),
      '“al” and “bob” are both named identities, and become one person.',
    ],
    [
      (s) => s.alias('al', 'bob', { delivery: 'held' }),
      '“al” and “bob” are both named identities, and would have become one person; the alias did not leave the browser.',
    ],
    [
      (s) => s.alias('al', 'bob', { delivery: 'failed' }),
      '“al” and “bob” are both named identities, and become one person.',
    ],
  ],
});
