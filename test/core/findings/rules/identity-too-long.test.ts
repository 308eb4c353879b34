import { ANON } from '../../support/log.ts';
import { testRule } from '../../support/rule.ts';

const LONG = 'x'.repeat(256);
const EMOJI = '😀'.repeat(255);

testRule('identity-too-long', {
  fires: [
    ['256 characters in an alias', (s) => s.alias(ANON, LONG), [`${LONG} @2`]],
    ['256 emoji', (s) => s.alias(ANON, `${EMOJI}!`), [`${EMOJI}! @2`]],
    ['an event, once', (s) => s.event(LONG, 'A').event(LONG, 'B'), [`${LONG} @2`]],
    ['a call that sends nothing', (s) => s.named('al').call('identify', LONG), [`${LONG} @3`]],
    [
      'the alias rather than its call',
      (s) => s.call('identify', LONG).alias(ANON, LONG),
      [`${LONG} @3`],
    ],
    ['megabytes', (s) => s.alias(ANON, 'x'.repeat(2_000_000)), [`${'x'.repeat(2_000_000)} @2`]],
  ],
  silent: [
    ['255 characters', (s) => s.alias(ANON, 'x'.repeat(255))],
    ['255 emoji, of two code units each', (s) => s.alias(ANON, EMOJI)],
    ['a long event name', (s) => s.event(ANON, LONG)],
  ],
  says: [
    [
      (s) => s.alias(ANON, LONG),
      `“${'x'.repeat(79)}…” has 256 characters; Kissmetrics takes at most 255.`,
    ],
  ],
});
