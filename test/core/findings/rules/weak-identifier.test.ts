import { ANON } from '../../support/log.ts';
import { type RuleRow, testRule } from '../../support/rule.ts';

const ADDRESSES = [
  '10.0.0.1',
  '255.255.255.255',
  '::1',
  '2001:db8::ff00:42:8329',
  '::ffff:10.0.0.1',
  '[::1]',
  '1:2:3:4:5:6:7:8',
];
const OTHERS = [
  '10.0.0',
  '256.0.0.1',
  '1.2.3.4.5',
  '01.2.3.4',
  'v1.2.3.4',
  '12:30',
  '1::2::3',
  '1:2:3:4:5:6:7:8:9',
  '12345::',
  'a:b',
];

testRule('weak-identifier', {
  fires: [
    ...ADDRESSES.map(
      (address): RuleRow => [address, (s) => s.alias(ANON, address), [`${address} @2`]],
    ),
    ['an event, once', (s) => s.event('10.0.0.1', 'A').event('10.0.0.1', 'B'), ['10.0.0.1 @2']],
  ],
  silent: OTHERS.map((other) => [other, (s) => s.alias(ANON, other)]),
  says: [
    [
      (s) => s.alias(ANON, '10.0.0.1'),
      '“10.0.0.1” is an IP address, not the identity of a person.',
    ],
  ],
});
