import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  EXPORT_FORMATS,
  type ExportOptions,
  exportFile,
  exportName,
} from '../../../src/core/formats/export.ts';
import { logPart } from '../../../src/core/formats/log-part.ts';
import { reportJson } from '../../../src/core/formats/report.ts';
import type { Observation } from '../../../src/core/session/observation.ts';
import { partOf } from '../../../src/core/session/part.ts';
import type { Session } from '../../../src/core/session/session.ts';
import { arbitraryLog } from '../support/arbitrary.ts';
import { fold, plain } from '../support/fold.ts';
import { ANON, log, START } from '../support/log.ts';
import { t } from '../support/rule.ts';
import { read } from './read.ts';

const BOB = 'bob@example.com';
const AT = START + 60_000;

const signUp = () =>
  log()
    .page('https://shop.test/')
    .library('loaded')
    .anonymous(ANON)
    .callAs(ANON, 'identify', BOB)
    .alias(ANON, BOB)
    .named(BOB)
    .callAs(BOB, 'record', 'Signed Up')
    .event(BOB, 'Signed Up').observations;

function write(observations: readonly Observation[], options: Partial<ExportOptions> = {}): string {
  const session = fold(observations, AT);
  const all: ExportOptions = {
    ...{ format: 'session', keys: null, mask: false, name: 'shop.test', at: AT, tool: '1.2.3' },
    ...options,
  };
  return [...exportFile({ observations, session }, all, t)].join('');
}

const keysOf = (session: Session, kind: string) =>
  new Set(session.entries.filter((entry) => entry.kind === kind).map(({ key }) => key));

describe('an export of everything', () => {
  it('is read back as the same session, from a session file', () => {
    fc.assert(
      fc.property(arbitraryLog, (observations) => {
        const back = read(write(observations)).observations;
        expect(plain(fold(back, AT))).toEqual(plain(fold(observations, AT)));
      }),
    );
  });

  it('is written in every format, masked and not, whatever the log holds', () => {
    fc.assert(
      fc.property(arbitraryLog, fc.boolean(), fc.boolean(), (observations, mask, part) => {
        const keys = part ? keysOf(fold(observations, AT), 'alias') : null;
        for (const format of EXPORT_FORMATS)
          expect(write(observations, { format, mask, keys }).length).toBeGreaterThan(10);
      }),
    );
  });

  it.each(EXPORT_FORMATS)('has no identity in it once it is masked: %s', (format) => {
    const plainText = write(signUp(), { format });
    const masked = write(signUp(), { format, mask: true });
    expect(plainText).toMatch(/bob(@|%40)example\.com/);
    expect(masked).not.toMatch(/bob(@|%40)example\.com|abc123/);
    expect(masked).not.toContain(ANON.slice(0, 8));
  });
});

describe('an export of some rows', () => {
  it('has those rows alone in tables and reports, with what was found in the whole', () => {
    const observations = log()
      .page('https://shop.test/')
      .alias(ANON, 'guest')
      .event(ANON, 'Viewed').observations;
    const keys = keysOf(fold(observations, AT), 'event');
    expect(write(observations, { format: 'csv', keys }).trim().split('\r\n')).toHaveLength(2);
    const report = JSON.parse(write(observations, { format: 'json', keys }));
    expect(report.counts).toEqual({ alias: 0, event: 1, properties: 0, retry: 0, malformed: 0 });
    expect(report.people).toEqual([]);
    expect(report.findings.map(({ rule }: { rule: string }) => rule)).toEqual([
      'event-under-anonymous',
    ]);
  });

  it('has what belongs to them in a log, so that no call seems to have sent nothing', () => {
    const observations = signUp();
    const keys = keysOf(fold(observations, AT), 'alias');
    const part = fold(read(write(observations, { keys })).observations, AT);
    expect(part.entries.map(({ kind }) => kind)).toEqual(['navigation', 'call', 'alias']);
    expect(part.findings.map(({ rule }) => rule)).not.toContain('called-not-sent');
    expect(part.people.list()).toHaveLength(1);
  });

  it('has each row wanted, in the order of the log', () => {
    fc.assert(
      fc.property(arbitraryLog, fc.array(fc.nat({ max: 40 })), (observations, places) => {
        const session = fold(observations, AT);
        const keys = new Set(places.flatMap((place) => session.entries[place]?.key ?? []));
        const part = logPart(observations, session, keys);
        const seqs = part.map(({ seq }) => seq);
        expect(seqs).toEqual(
          observations.map(({ seq }) => seq).filter((seq) => seqs.includes(seq)),
        );
        for (const key of keys) expect(seqs).toContain(key);
      }),
    );
  });
});

describe('a part of a session', () => {
  it('is the whole if all is wanted', () => {
    fc.assert(
      fc.property(arbitraryLog, (observations) => {
        const session = fold(observations, AT);
        const part = partOf(session, new Set(session.entries.map(({ key }) => key)));
        const source = { name: 'x', format: 'session' } as const;
        expect(reportJson(part, source, t)).toEqual(reportJson(session, source, t));
        expect(part.counts).toEqual({ ...session.counts });
      }),
    );
  });
});

describe('the name of a file', () => {
  it.each([
    ['shop.example.com', 'kissmetrics-shop.example.com-2026-01-02T0304.har'],
    ['../..\\evil name.har\u0000', 'kissmetrics-evil-name.har-2026-01-02T0304.har'],
    ['', 'kissmetrics-2026-01-02T0304.har'],
  ])('says what was watched, and when: %j', (name, expected) => {
    expect(exportName(name, 'har', START)).toBe(expected);
  });
});
