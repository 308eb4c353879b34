import { testRule } from '../../support/rule.ts';

testRule('mixed-api-keys', {
  fires: [
    [
      'a second key, once',
      (s) =>
        s.event('bob', 'A').event('bob', 'B', { apiKey: 'k2' }).event('bob', 'C', { apiKey: 'k2' }),
      [' @3'],
    ],
    [
      'each further key',
      (s) =>
        s.event('bob', 'A').event('bob', 'B', { apiKey: 'k2' }).alias('a', 'b', { apiKey: 'k3' }),
      [' @3', ' @4'],
    ],
  ],
  silent: [
    ['one key', (s) => s.event('bob', 'A').alias('a', 'b')],
    [
      'a missing key',
      (s) =>
        s.event('bob', 'A').event('bob', 'B', { apiKey: null }).event('bob', 'C', { apiKey: '' }),
    ],
  ],
  says: [
    [
      (s) => s.event('bob', 'A').event('bob', 'B', { apiKey: 'k2' }),
      'This session uses the API key “k2”, and “abc123” before that.',
    ],
  ],
});
