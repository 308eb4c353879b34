import { ANON, ANON_2 } from '../../support/log.ts';
import { testRule } from '../../support/rule.ts';

testRule('identity-not-cleared', {
  fires: [
    [
      'identify after identify',
      (s) => s.call('identify', 'al').call('identify', 'bob'),
      ['al bob @3'],
    ],
    ['what the page says, without a call', (s) => s.named('al').named('bob'), ['al bob @3']],
    [
      'the call rather than its effect',
      (s) => s.named('al').call('identify', 'bob').named('bob'),
      ['al bob @3'],
    ],
    ['what was read before the call', (s) => s.callAs('al', 'identify', 'bob'), ['al bob @2']],
    [
      'a later page of the site',
      (s) => s.named('al').page('https://www.shop.example.test/next').named('bob'),
      ['al bob @4'],
    ],
    ['every time', (s) => s.named('al').named('bob').named('al'), ['al bob @3', 'bob al @4']],
  ],
  silent: [
    ['clearIdentity between', (s) => s.named('al').call('clearIdentity').call('identify', 'bob')],
    ['identify(null) between', (s) => s.named('al').call('identify', null).named('bob')],
    ['an anonymous ID between', (s) => s.named('al').anonymous(ANON_2).named('bob')],
    ['no identity between', (s) => s.named('al').noIdentity().named('bob')],
    ['the same again', (s) => s.named('al').call('identify', 'al').named('al')],
    ['another site', (s) => s.named('al').page('https://checkout.example.test/').named('bob')],
    [
      'another frame',
      (s) => s.named('al').frame(3).page('https://shop.example.test/f').named('bob'),
    ],
    ['a call by an anonymous visitor', (s) => s.named('al').callAs(ANON, 'identify', 'bob')],
    ['a reset by the debugger', (s) => s.named('al').note('reset').named('bob')],
    ['an alias alone', (s) => s.named('al').call('alias', 'bob', 'al')],
  ],
  says: [
    [
      (s) => s.named('al').call('identify', 'bob'),
      'The page went from “al” straight to “bob” without clearing the identity.',
    ],
  ],
});
