import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RULE_IDS } from '../../../src/core/findings/finding.ts';
import { fold } from '../support/fold.ts';
import { play } from './support/play.ts';
import { print } from './support/print.ts';
import { readRecording } from './support/recording.ts';

const FOLDER = import.meta.dirname;
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.txt'));
const recordings = files.map((name) => ({
  name,
  text: readFileSync(join(FOLDER, name), 'utf8'),
  ...readRecording(readFileSync(join(FOLDER, name), 'utf8')),
}));
const expected = recordings.flatMap((recording) => recording.expected).join('\n');
const written = recordings.map(({ text }) => text).join('\n');

describe('recordings', () => {
  it.each(recordings)('$name: $title', (recording) => {
    const { observations } = play(recording);
    expect(print(fold(observations), recording.names)).toEqual(recording.expected);
  });

  it.each(recordings)('$name: the same in whatever order it arrives', (recording) => {
    const observations = [...play(recording).observations].reverse();
    expect(print(fold(observations), recording.names)).toEqual(recording.expected);
  });
});

describe('the recordings together', () => {
  it('are at least forty, each about something of its own', () => {
    expect(recordings.length).toBeGreaterThanOrEqual(40);
    expect(new Set(recordings.map(({ title }) => title)).size).toBe(recordings.length);
  });

  it.each(RULE_IDS)('cover the rule %s', (rule) => {
    expect(expected).toContain(` ${rule}`);
  });

  it.each([
    ...['by call', 'by url', 'by form of call', 'no call seen', 'repeats request'],
    ...[
      'joins two',
      'joins same',
      'joins none',
      'delivered',
      'failed',
      'blocked',
      'held',
      'pending',
    ],
    ...['queued', 'not-sent', 'nothing-to-send', 'sent request'],
    ...['malformed percent-encoding', 'malformed repeated-parameter', 'malformed body'],
  ])('cover what can be seen: %s', (text) => {
    expect(expected).toContain(text);
  });

  it.each([
    'trk.kissmetrics.com',
    'scheme http',
    'method POST',
    'post https',
    'key ',
    'frame ',
    'again',
  ])('cover what can happen: %s', (text) => {
    expect(written).toContain(text);
  });
});
