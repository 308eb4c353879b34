import { testRule } from '../../support/rule.ts';

const URL_OF = 'https://trk.kissmetrics.io/a';
const BATCH = 'http://api.kissmetrics.com/v1/products/p-1/tracking/e?_signature=s';

testRule('missing-parameter', {
  fires: [
    ['no key', (s) => s.alias('al', 'bob', { apiKey: null }), ['al bob @2']],
    ['an empty key', (s) => s.alias('al', 'bob', { apiKey: '' }), ['al bob @2']],
    ['no _p', (s) => s.alias(null, 'bob'), ['bob @2']],
    ['an empty _n', (s) => s.alias('al', ''), ['al @2']],
    ['nothing at all', (s) => s.request('https://trk.kissmetrics.io/a'), [' @2']],
    [
      'a form without it',
      (s) => s.request('https://trk.kissmetrics.io/a', { method: 'POST', body: '_k=k&_p=al' }),
      ['al @2'],
    ],
    [
      'an item of a batch',
      (s) => s.request(BATCH, { method: 'POST', body: '{"data":[{"identity":"al","alias":""}]}' }),
      ['al @2'],
    ],
  ],
  silent: [
    ['a body in no known form', (s) => s.request(`${URL_OF}?_k=k`, { method: 'POST', body: '{}' })],
    [
      'a body that cannot be read',
      (s) => s.request(URL_OF, { method: 'POST', bodyProblem: 'not UTF-8', bodySize: 37 }),
    ],
    [
      'a request whose body the browser does not show',
      (s) => s.request(`${URL_OF}?_k=k`, { method: 'POST', bodyProblem: 'Unknown error.' }),
    ],
    ['a request of which only the address is known', (s) => s.request(URL_OF, { method: '' })],
    [
      'a batch, whose API key is in a header',
      (s) => s.request(BATCH, { method: 'POST', body: '[{"identity":"al","alias":"bob"}]' }),
    ],
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
