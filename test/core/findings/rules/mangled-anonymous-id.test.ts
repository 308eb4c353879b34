import { ANON } from '../../support/log.ts';
import { testRule } from '../../support/rule.ts';

const MANGLED = ANON.replaceAll('+', ' ');

testRule('mangled-anonymous-id', {
  fires: [
    ['an alias', (s) => s.alias(ANON, MANGLED), [`${MANGLED} @2`]],
    ['events, once', (s) => s.event(MANGLED, 'A').event(MANGLED, 'B'), [`${MANGLED} @2`]],
    [
      'without the final =',
      (s) => s.alias('bob', MANGLED.slice(0, -1)),
      [`${MANGLED.slice(0, -1)} @2`],
    ],
    ['identify', (s) => s.named('al').call('identify', MANGLED), [`${MANGLED} @3`]],
  ],
  silent: [
    ['a sound anonymous ID', (s) => s.alias(ANON, 'bob')],
    ['a name of that length', (s) => s.alias(ANON, 'John Jacob Jingleheimer Sch')],
    ['a shorter one', (s) => s.alias(ANON, MANGLED.slice(1))],
  ],
  says: [
    [
      (s) => s.alias('bob', MANGLED),
      `“${MANGLED}” looks like an anonymous ID in which “+” became a space; it probably was “${ANON}”.`,
    ],
  ],
});
