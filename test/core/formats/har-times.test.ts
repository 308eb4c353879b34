import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTime } from '../../../src/core/formats/file-time.ts';
import { harFile } from '../../../src/core/formats/har-file.ts';
import { reportJson } from '../../../src/core/formats/report.ts';
import { fold, requests } from '../support/fold.ts';
import { START } from '../support/log.ts';
import { harEntry, harText, TIME } from './har.ts';
import { read } from './read.ts';
import { t } from './texts.ts';

const aliasUrl = (n: string) => `https://trk.kissmetrics.io/a?_k=k&_p=p&_n=${n}`;
const alias = (n: string, startedDateTime: unknown, more: object = {}) =>
  harEntry({ startedDateTime, request: { method: 'GET', url: aliasUrl(n) }, ...more });
const later = (ms: number) => new Date(START + ms).toISOString();

function report(text: string) {
  const { observations, unknownTimes, unknownZones, leftOut } = read(text);
  const source = { name: 'a.har', format: 'har', unknownTimes, unknownZones, leftOut } as const;
  return reportJson(fold(observations), source, t);
}

describe('the time of a HAR entry', () => {
  it.each([
    ['2014-01-02T03:04:05.678Z', '2014-01-02T03:04:05.678Z'],
    ['2014-01-02T3:04:05Z', '2014-01-02T03:04:05.000Z'],
    ['2014-1-2T3:4:5+01:00', '2014-01-02T02:04:05.000Z'],
    ['2014-01-02 03:04:05 +0100', '2014-01-02T02:04:05.000Z'],
    ['2014-01-02 03:04:05 UTC', '2014-01-02T03:04:05.000Z'],
    ['2014-01-02T03:04:05.6789012-05', '2014-01-02T08:04:05.678Z'],
    ['2014-01-02t03:04:05z', '2014-01-02T03:04:05.000Z'],
    ['Thu, 02 Jan 2014 03:04:05 GMT', '2014-01-02T03:04:05.000Z'],
    ['Thu Jan 02 2014 03:04:05 GMT+0100 (CET)', '2014-01-02T02:04:05.000Z'],
    [1388631845678, '2014-01-02T03:04:05.678Z'],
    [1388631845, '2014-01-02T03:04:05.000Z'],
    [1388631845.678, '2014-01-02T03:04:05.678Z'],
    ['1388631845678', '2014-01-02T03:04:05.678Z'],
  ])('%j is %s', (text, iso) => {
    const time = readTime(text);
    expect(time?.zone).toBe(true);
    expect(new Date(Math.floor(time?.at ?? 0)).toISOString()).toBe(iso);
  });

  it.each([
    ['2014-01-02T3:04:05', '2014-01-02T03:04:05.000Z'],
    ['2014-01-02T03:04:05.678', '2014-01-02T03:04:05.678Z'],
    ['2014-01-02 03:04', '2014-01-02T03:04:00.000Z'],
    ['Thu Jan 02 2014 03:04:05', '2014-01-02T03:04:05.000Z'],
  ])('%j names no zone, and is read as UTC', (text, iso) => {
    const time = readTime(text);
    expect(time?.zone).toBe(false);
    expect(new Date(time?.at ?? 0).toISOString()).toBe(iso);
  });

  it.each([
    ...[null, undefined, '', true, {}, [], 0, -1, Number.NaN, 1e300, 20140102, 'yesterday'],
    ...['2014-01-02', '1/2/2014 3:04:05 AM', '2014-13-02T03:04:05Z', '2014-02-30T03:04:05Z'],
    ...['2014-01-02T25:04:05Z', '0001-01-01T00:00:00Z', '10000-01-01T00:00:00Z', '2014-01-02T03Z'],
    '2014-01-02T03:04:05+99:00',
  ])('%j is unknown', (text) => {
    expect(readTime(text)).toBeNull();
  });

  it('reads back any time that was written in a usual way', () => {
    const at = fc.integer({ min: Date.UTC(1980, 0), max: Date.UTC(2090, 0) });
    fc.assert(
      fc.property(at, (ms) => {
        const date = new Date(ms);
        const iso = date.toISOString();
        for (const text of [iso, iso.replace('T', ' '), iso.replace('Z', '+00:00'), ms, `${ms}`])
          expect(readTime(text)).toEqual({ at: ms, zone: true });
        expect(readTime(iso.slice(0, -1))).toEqual({ at: ms, zone: false });
        const whole = Math.floor(ms / 1000) * 1000;
        expect(readTime(date.toUTCString())).toEqual({ at: whole, zone: true });
        expect(readTime(ms / 1000)?.at).toBeCloseTo(ms, 0);
      }),
    );
  });
});

describe('a HAR entry without a usable time', () => {
  const odd = [null, undefined, '', 'yesterday', 7, '0001-01-01T00:00:00Z', {}];

  it.each(odd)('is kept, with %j', (startedDateTime) => {
    const { aliases, source, people, counts } = report(harText([alias('bob', startedDateTime)]));
    expect(aliases).toMatchObject([
      { at: null, time: 'unknown', mergeBy: null, identities: ['p', 'bob'], delivery: 'delivered' },
    ]);
    expect(source).toEqual({ name: 'a.har', format: 'har', unknownTimes: 1 });
    expect(people).toHaveLength(1);
    expect(counts.alias).toBe(1);
  });

  it('stands where it stands in the file', () => {
    const names = (entries: readonly unknown[]) =>
      requests(fold(read(harText(entries)).observations)).map(({ request }) => request.n);
    const page = harEntry({ startedDateTime: later(500), request: { url: 'https://a.test/' } });
    expect(names([alias('a', null), alias('b', null), alias('c', TIME), alias('d', null)])).toEqual(
      ['a', 'b', 'c', 'd'],
    );
    expect(names([page, alias('b', null), alias('a', TIME), alias('c', later(600))])).toEqual([
      'a',
      'b',
      'c',
    ]);
  });

  it('keeps how long it took, and says nothing of when', () => {
    const [entry] = requests(fold(read(harText([alias('bob', null, { time: 40 })])).observations));
    expect((entry?.endedAt ?? 0) - (entry?.at ?? 0)).toBe(40);
    expect(entry).toMatchObject({ time: 'unknown' });
    expect(entry).not.toHaveProperty('mergeBy');
  });

  it('that names no zone is read as UTC, and says so', () => {
    const { aliases, source } = report(harText([alias('bob', '2014-01-02T3:04:05')]));
    expect(aliases).toMatchObject([
      {
        at: '2014-01-02T03:04:05.000',
        time: 'no-zone',
        mergeBy: '2014-01-02T09:04:05.000',
      },
    ]);
    expect(source).toEqual({ name: 'a.har', format: 'har', unknownZones: 1 });
  });

  it('keeps its mark in a HAR that is written of it and read again', () => {
    const once = read(
      harText([alias('a', null), alias('b', '2014-01-02T3:04:05'), alias('c', TIME)]),
    );
    const again = read([...harFile(once.observations, '1')].join(''));
    const shown = ({ observations }: typeof once) =>
      requests(fold(observations)).map(({ request, time, at }) => [request.n, time, at]);
    expect(shown(again)).toEqual(shown(once));
    expect(again).toMatchObject({ unknownTimes: 1, unknownZones: 1 });
  });

  it('is not marked, nor counted, where its time is known', () => {
    const { aliases, source } = report(harText([alias('bob', TIME)]));
    expect(aliases[0]).not.toHaveProperty('time');
    expect(source).toEqual({ name: 'a.har', format: 'har' });
  });

  it('has a finding that does not name a false time', () => {
    const { findings } = report(harText([alias('guest', null)]));
    expect(findings[0]).toMatchObject({ rule: 'shared-identity', at: null });
  });

  it('is read whatever stands there: no alias is ever dropped', () => {
    const time = fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.constantFrom(TIME, ...odd));
    fc.assert(
      fc.property(fc.array(time, { maxLength: 12 }), (times) => {
        const entries = times.map((one, index) => alias(`n${index}`, one));
        const { aliases, source } = report(harText(entries));
        expect(aliases.map(({ identities }) => identities[1]).sort()).toEqual(
          times.map((_, index) => `n${index}`).sort(),
        );
        expect(source.unknownTimes ?? 0).toBe(aliases.filter(({ at }) => at === null).length);
        const zones = aliases.filter(({ time: doubt }) => doubt === 'no-zone').length;
        expect(source.unknownZones ?? 0).toBe(zones);
      }),
    );
  });
});

describe('a HAR page without a usable time', () => {
  const pages = (startedDateTime: unknown, title = 'https://shop.test/') => [
    { id: 'page_1', title, startedDateTime },
  ];
  const entry = harEntry({ pageref: 'page_1', startedDateTime: later(50) });

  it.each([
    ['pages first', { pages: pages(null), entries: [entry] }],
    ['entries first', { entries: [entry], pages: pages('soon') }],
  ])('begins with its first entry: %s', (_, log) => {
    const { observations } = read(JSON.stringify({ log }));
    expect(observations.filter(({ type }) => type === 'navigation')).toMatchObject([
      { at: START + 50, time: 'unknown', documentId: 'page_1', url: 'https://shop.test/' },
    ]);
  });

  it('is kept without any entry that has one', () => {
    const { observations } = read(JSON.stringify({ log: { pages: pages(null), entries: [] } }));
    expect(observations).toMatchObject([{ type: 'navigation', time: 'unknown' }]);
  });

  it('of an unknown zone is marked', () => {
    const log = { pages: pages('2014-01-02T03:04:05'), entries: [entry] };
    const { observations } = read(JSON.stringify({ log }));
    expect(observations.find(({ type }) => type === 'navigation')).toMatchObject({
      at: Date.UTC(2014, 0, 2, 3, 4, 5),
      time: 'no-zone',
    });
  });
});
