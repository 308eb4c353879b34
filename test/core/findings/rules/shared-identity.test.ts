import { ANON, ANON_2 } from '../../support/log.ts';
import { type RuleRow, testRule } from '../../support/rule.ts';

const NAMES = [
  'anonymous',
  'guest',
  'user',
  'visitor',
  'unknown',
  'none',
  'null',
  'nil',
  'undefined',
  'NaN',
  'true',
  'false',
  '0',
  '-1',
  'n/a',
  '(not set)',
  '[object Object]',
  'test',
  ' Guest ',
  '"null"',
  "'UNDEFINED'",
  '“anonymous”',
  ' ',
  '""',
  'Not  Logged In',
  '[object Promise]',
  'function () { return id }',
  '{{ user.id }}',
  ['$', '{user.id}'].join(''),
  '<%= user %>',
  '%USER_ID%',
];

testRule('shared-identity', {
  fires: [
    ...NAMES.map((name): RuleRow => [name, (s) => s.alias(ANON, name), [`${name} @2`]]),
    ['either side of an alias', (s) => s.alias('guest', 'null'), ['guest @2', 'null @2']],
    ['every alias', (s) => s.alias(ANON, 'guest').alias(ANON_2, 'guest'), ['guest @2', 'guest @3']],
    ['events, once', (s) => s.event('guest', 'A').event('guest', 'B'), ['guest @2']],
    [
      'identify that sends nothing, once',
      (s) => s.named('al').call('identify', 'guest').call('identify', 'guest'),
      ['guest @3'],
    ],
    ['a value that is no text', (s) => s.call('identify', { id: 1 }), ['[object Object] @2']],
    [
      'the alias rather than its call',
      (s) => s.call('identify', 'guest').alias(ANON, 'guest'),
      ['guest @3'],
    ],
    [
      'the alias rather than a later claim',
      (s) => s.alias(ANON, 'guest').call('identify', 'guest'),
      ['guest @2'],
    ],
    [
      'call and event of other causes once',
      (s) => s.named('al').call('identify', 'guest').event('guest', 'A'),
      ['guest @3'],
    ],
  ],
  silent: [
    [
      'names that contain one',
      (s) => s.alias(ANON, 'guestbook@example.com').alias(ANON, 'tester1'),
    ],
    ['an account number', (s) => s.alias(ANON, '1').alias(ANON, '12345')],
    ['an anonymous ID', (s) => s.alias(ANON, ANON_2)],
    ['an event of that name', (s) => s.event('bob', 'test')],
    ['identify that clears', (s) => s.call('identify', 'null').call('identify', 0)],
    ['another method', (s) => s.call('record', 'guest')],
    [
      'names of objects’ own properties',
      (s) => s.alias(ANON, '__proto__').alias(ANON, 'constructor'),
    ],
  ],
  says: [
    [
      (s) => s.alias(ANON, ' guest\t'),
      '“␣guest\\u{9}” is a default, not the identity of one visitor: every visitor who gets it becomes one person.',
    ],
    [
      (s) => s.alias(ANON, '*|EMAIL|*'),
      '“*|EMAIL|*” is a template that was never filled in: every visitor who gets it becomes one person.',
    ],
    [
      (s) => s.alias(ANON, '[object Object]'),
      '“[object Object]” is what a program prints for a value that is not text: every visitor who gets it becomes one person.',
    ],
  ],
});
