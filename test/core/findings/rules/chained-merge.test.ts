import { ANON, ANON_2 } from '../../support/log.ts';
import { testRule } from '../../support/rule.ts';

testRule('chained-merge', {
  fires: [
    [
      'a second name for one anonymous ID',
      (s) => s.alias(ANON, 'al').alias(ANON, 'bob').alias(ANON_2, 'bob').alias('cy', ANON_2),
      [`${ANON} bob al @3`, `cy ${ANON_2} al @5`],
    ],
    [
      'two anonymous IDs with a name each',
      (s) => s.alias(ANON, 'al').alias(ANON_2, 'bob').alias(ANON, ANON_2),
      [`${ANON} ${ANON_2} al bob @4`],
    ],
    [
      'what the sandbox held back',
      (s) => s.alias(ANON, 'al').alias(ANON, 'bob', { delivery: 'held' }),
      [`${ANON} bob al @3`],
    ],
  ],
  silent: [
    ['several anonymous IDs of one name', (s) => s.alias(ANON, 'al').alias(ANON_2, 'al')],
    ['the same pair again', (s) => s.alias(ANON, 'al').alias('al', ANON)],
    ['two named ones, which is another rule', (s) => s.alias(ANON, 'al').alias('al', 'bob')],
    ['anonymous IDs only', (s) => s.alias(ANON, ANON_2)],
    ['names under another key', (s) => s.alias(ANON, 'al').alias(ANON, 'bob', { apiKey: 'other' })],
    [
      'a first alias that did not join',
      (s) => s.alias(ANON, 'al', { delivery: 'blocked' }).alias(ANON, 'bob'),
    ],
    ['a damaged anonymous ID', (s) => s.alias(ANON, 'al').alias(ANON, ANON_2.replace('+', ' '))],
    ['a retry', (s) => s.alias(ANON, 'al').again()],
  ],
  says: [
    [
      (s) => s.alias(ANON, 'al').alias(ANON, 'bob'),
      `By way of “${ANON}” ⇄ “bob”, “al” and “bob” become one person, although the alias does not name both.`,
    ],
    [
      (s) => s.alias(ANON, 'al').alias(ANON, 'bob', { delivery: 'blocked' }),
      `By way of “${ANON}” ⇄ “bob”, “al” and “bob” would have become one person; the alias did not leave the browser.`,
    ],
  ],
});
