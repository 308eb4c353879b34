import { testRule } from '../../support/rule.ts';

testRule('missing-parameter', {
  fires: [
    ['no key', (s) => s.alias('al', 'bob', { apiKey: null }), ['al bob @2']],
    ['an empty key', (s) => s.alias('al', 'bob', { apiKey: '' }), ['al bob @2']],
    ['no _p', (s) => s.alias(null, 'bob'), ['bob @2']],
    ['an empty _n', (s) => s.alias('al', ''), ['al @2']],
    ['nothing at all', (s) => s.request('https://trk.kissmetrics.io/a'), [' @2']],
    [
      'a body that cannot be read',
      (s) => s.request('https://trk.kissmetrics.io/a', { body: '{}' }),
      [' @2'],
    ],
  ],
  silent: [
    ['a complete alias', (s) => s.alias('al', 'bob')],
    ['an event without identity', (s) => s.event(null, 'Paid', { apiKey: null })],
    ['a retry of what was reported', (s) => s.alias('al', 'bob').again()],
  ],
  says: [
    [
      (s) => s.alias('al', 'bob', { apiKey: null }),
      'This alias of “al”, “bob” joins nobody: _k is missing or empty.',
    ],
    [
      (s) => s.request('https://trk.kissmetrics.io/a?_k=1'),
      'This alias joins nobody: _p, _n is missing or empty.',
    ],
  ],
});
