import { type RuleRow, testRule } from '../../support/rule.ts';

const VALUES = ['', 'null', 'nil', "'null'", '"nil"', '""', null, undefined, 0, Number.NaN, false];

testRule('identify-cleared', {
  fires: [
    ...VALUES.map(
      (value): RuleRow => [`${typeof value} ${value}`, (s) => s.call('identify', value), [' @2']],
    ),
    ['no argument', (s) => s.call('identify'), [' @2']],
    ['a queued call, once', (s) => s.queued('identify', null).runQueue(), [' @2']],
  ],
  silent: [
    ['an identity', (s) => s.call('identify', 'bob').call('identify', 42).call('identify', '0')],
    ['clearIdentity', (s) => s.call('clearIdentity')],
    ['another method', (s) => s.call('alias', null).call('record', 'null')],
  ],
  says: [
    [
      (s) => s.call('identify', undefined),
      'identify was called without an identity (undefined), which clears the current one.',
    ],
    [
      (s) => s.call('identify', 'null'),
      'identify was called with “null”, which clears the current identity.',
    ],
  ],
});
