import { ANON } from '../../support/log.ts';
import { testRule } from '../../support/rule.ts';

testRule('surrounding-whitespace', {
  fires: [
    ['a space before', (s) => s.alias(ANON, ' bob'), [' bob @2']],
    ['a line break after', (s) => s.alias(ANON, 'bob\n'), ['bob\n @2']],
    ['a no-break space', (s) => s.event('bob\u00a0', 'A'), ['bob\u00a0 @2']],
  ],
  silent: [
    ['a space within', (s) => s.alias(ANON, 'bob b')],
    ['a + that became a space', (s) => s.alias('bob', ' 0yjZxK1/Q1aB2cD3eF4gH5iJau=')],
  ],
  says: [
    [
      (s) => s.alias(ANON, ' bob'),
      '“␣bob” begins or ends with white space; without it, it would be “bob”.',
    ],
  ],
});
