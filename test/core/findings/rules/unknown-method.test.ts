import { testRule } from '../../support/rule.ts';

testRule('unknown-method', {
  fires: [
    ['a misspelt one', (s) => s.call('recrod', 'A'), [' @2']],
    ['one of another product', (s) => s.call('page'), [' @2']],
    [
      'one that objects have',
      (s) => s.call('__proto__').call('constructor').call('toString'),
      [' @2', ' @3', ' @4'],
    ],
    ['a queued call, once', (s) => s.queued('indentify', 'bob').runQueue(), [' @2']],
    ['a known name that the loaded library does not have', (s) => s.callOf(false, 'set'), [' @2']],
    ['a very long one', (s) => s.call('x'.repeat(100_000)), [' @2']],
  ],
  silent: [
    [
      'the library’s methods',
      (s) => s.call('identify', 'a').call('trackClickOnOutboundLink', 'a', 'b'),
    ],
    [
      'what it calls for itself',
      (s) => s.call('au').call('rvs').call('tr').call('pageView').call('trackForm', 'f', 'Sent'),
    ],
    ['a name that no list has, if the loaded library has it', (s) => s.callOf(true, 'page')],
    ['a call that waits for a library that never comes', (s) => s.queued('indentify', 'bob')],
    ['a function', (s) => s.call(null)],
  ],
  says: [
    [
      (s) => s.call('Record', 'A').call('clearIdentify').call('push'),
      'Kissmetrics has no method “Record”; the call does nothing. Did you mean “record”?',
      'Kissmetrics has no method “clearIdentify”; the call does nothing. Did you mean “clearIdentity”?',
      'Kissmetrics has no method “push”; the call does nothing.',
    ],
  ],
});
