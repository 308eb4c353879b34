import { ANON } from '../../support/log.ts';
import { testRule } from '../../support/rule.ts';

testRule('repeated-alias', {
  fires: [
    [
      'the same pair',
      (s) => s.alias(ANON, 'bob').wait(2000).alias(ANON, 'bob'),
      [`${ANON} bob @3`],
    ],
    ['the other way round', (s) => s.alias(ANON, 'bob').alias('bob', ANON), [`bob ${ANON} @3`]],
  ],
  silent: [
    ['a retry', (s) => s.alias(ANON, 'bob').again().again()],
    ['another pair', (s) => s.alias(ANON, 'bob').alias(ANON, 'al')],
    ['another key', (s) => s.alias(ANON, 'bob').alias(ANON, 'bob', { apiKey: 'other' })],
    ['incomplete ones', (s) => s.alias(null, 'bob').wait(2000).alias(null, 'bob')],
    ['parts that only run together alike', (s) => s.alias('a b', 'c').alias('a', 'b c')],
  ],
  says: [
    [
      (s) => s.alias('al', 'bob').alias('bob', 'al'),
      '“bob” and “al” have been aliased with each other before in this session.',
    ],
  ],
});
