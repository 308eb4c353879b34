import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problemText, type Why } from '../../../src/core/formats/problem.ts';
import { reportJson } from '../../../src/core/formats/report.ts';
import { code, reportMarkdown } from '../../../src/core/formats/report-markdown.ts';
import { reportText } from '../../../src/core/formats/report-text.ts';
import { arbitraryLog } from '../support/arbitrary.ts';
import { fold } from '../support/fold.ts';
import { ANON, ANON_2, log, START } from '../support/log.ts';
import { t } from './texts.ts';

const SOURCE = { name: 'a.json', format: 'session' } as const;
const SIX_HOURS = 6 * 60 * 60 * 1000;

describe('a report as JSON', () => {
  it('numbers aliases with their retries, and refers to them by number', () => {
    const made = log()
      .event(ANON, 'x')
      .alias(ANON, 'bob')
      .again()
      .alias(null, 'carol', { apiKey: null, delivery: 'pending' })
      .alias(ANON_2, 'bob', { delivery: 'failed', status: 503 })
      .event('bob', 'y');
    const report = reportJson(fold(made), SOURCE, t);
    expect(report.counts).toEqual({ alias: 3, event: 2, properties: 0, retry: 1, malformed: 0 });
    expect(
      report.aliases.map(({ index, identities, delivery, status, retryOf, apiKey }) => ({
        ...{ index, identities, delivery, status, retryOf, apiKey },
      })),
    ).toEqual([
      {
        index: 0,
        identities: [ANON, 'bob'],
        delivery: 'delivered',
        status: 200,
        retryOf: null,
        apiKey: 'abc123',
      },
      {
        index: 1,
        identities: [ANON, 'bob'],
        delivery: 'delivered',
        status: 200,
        retryOf: 0,
        apiKey: 'abc123',
      },
      {
        index: 2,
        identities: [null, 'carol'],
        delivery: 'pending',
        status: null,
        retryOf: null,
        apiKey: null,
      },
      {
        index: 3,
        identities: [ANON_2, 'bob'],
        delivery: 'failed',
        status: 503,
        retryOf: null,
        apiKey: 'abc123',
      },
    ]);
    expect(report.people).toEqual([
      {
        identities: [
          { id: ANON, kind: 'anonymous' },
          { id: 'bob', kind: 'named' },
          { id: ANON_2, kind: 'anonymous' },
        ],
        aliases: [0, 3],
      },
    ]);
    expect(report.findings.map(({ rule, alias }) => ({ rule, alias }))).toEqual([
      { rule: 'missing-parameter', alias: 2 },
      { rule: 'not-delivered', alias: 3 },
    ]);
  });

  it('says six hours after the sending until when an alias may take', () => {
    const [alias] = reportJson(fold(log().alias(ANON, 'bob')), SOURCE, t).aliases;
    expect(Date.parse(alias?.mergeBy ?? '') - Date.parse(alias?.at ?? '')).toBe(SIX_HOURS);
  });

  it('is what JSON can hold, for any log, with every number referring to an alias', () => {
    fc.assert(
      fc.property(arbitraryLog, (observations) => {
        const report = reportJson(fold(observations), SOURCE, t);
        expect(JSON.parse(JSON.stringify(report))).toEqual(report);
        const numbers = [
          ...report.aliases.map(({ retryOf }) => retryOf),
          ...report.people.flatMap(({ aliases }) => aliases),
          ...report.findings.map(({ alias }) => alias),
        ].filter((number) => number !== null);
        for (const number of numbers) expect(report.aliases[number]?.index).toBe(number);
        const retries = report.aliases.filter(({ retryOf }) => retryOf !== null).length;
        expect(report.aliases.length - retries).toBe(report.counts.alias);
      }),
    );
  });
});

describe('a report in words', () => {
  const text = (made: ReturnType<typeof log>, now?: number) =>
    reportText(fold(made), SOURCE, { t, ...(now === undefined ? {} : { now }) });

  it('says whether the six hours are over, and never that an alias is done', () => {
    const made = log().alias(ANON, 'bob');
    expect(text(made, START)).toContain('may take until 2026-01-02 09:04:05 UTC to show');
    expect(text(made, START + SIX_HOURS + 60_000)).toContain(
      'were over at 2026-01-02 09:04:05 UTC',
    );
  });

  it('says when there is nothing', () => {
    expect(text(log())).toBe(
      'a.json (session file)\nNo Kissmetrics request in it.\n\nNo findings.\n',
    );
  });

  it('explains a rule once', () => {
    const lines = text(log().alias(ANON, 'guest').alias(ANON_2, 'guest').event('guest', 'x')).split(
      '\n',
    );
    expect(lines.filter((line) => line.includes('shared-identity'))).toHaveLength(2);
    expect(
      lines.filter((line) => line.includes('support.kissmetrics.io/docs/identities')),
    ).toHaveLength(1);
  });

  it('names the API key of a person when there are several keys', () => {
    const made = log().alias('a', 'b', { apiKey: 'k1' }).alias('a', 'c', { apiKey: 'k2' });
    expect(text(made)).toContain('2 identities, joined by #1 · k2');
  });

  it('finds every text in the catalogue, for any log', () => {
    fc.assert(
      fc.property(arbitraryLog, (observations) => {
        const session = fold(observations);
        const missing: string[] = [];
        const strict: typeof t = (key, ...values) => {
          const found = t(key, ...values);
          if (found === key) missing.push(key);
          return found;
        };
        reportText(session, SOURCE, { t: strict, colour: true, now: START });
        reportMarkdown(session, SOURCE, strict);
        expect(missing).toEqual([]);
      }),
    );
  });

  it('has a text for every problem of a file', () => {
    const reasons: readonly Why[] = [
      ...(['empty', 'not_json', 'incomplete', 'more_after_end', 'too_deep'] as const),
      ...([
        'unknown_format',
        'no_entries',
        'no_observations',
        'future_version',
        'missing',
      ] as const),
      ...(['not_object', 'not_array', 'not_text', 'not_number', 'not_time', 'not_url'] as const),
      ...(['not_known', 'repeated', 'too_long'] as const),
    ];
    for (const why of reasons) {
      const values = ['1', '2', '3'];
      expect(problemText({ where: 'log', why, values }, t)).toMatch(/^log: (?!report_)/);
    }
  });
});

describe('a report in Markdown', () => {
  it.each([
    ['bob@example.com', '`bob@example.com`'],
    ['a`b', '``a`b``'],
    ['`', '`` ` ``'],
    ['a|b', '`a\\|b`'],
    [' x ', '`  x  `'],
    ['a\nb\u202e', '`a\\u{a}b\\u{202e}`'],
    ['', ''],
  ])('puts what comes from outside into code: %j', (given, expected) => {
    expect(code(given)).toBe(expected);
  });

  it('lets no identity be markup', () => {
    const evil = '**x** [y](javascript:z) <img src=x> @team #1 | `';
    const markdown = reportMarkdown(
      fold(log().alias(evil, 'guest').event(evil, 'x')),
      { ...SOURCE, name: evil },
      t,
    );
    for (const line of markdown.split('\n')) {
      const plain = line.replace(/(`+)(?:(?!\1).)+?\1(?!`)/g, '');
      expect(plain).not.toMatch(/javascript|<img|@team|\*\*x/);
    }
    expect(markdown).toContain('<img src=x>');
  });

  it('has tables of equal width', () => {
    const markdown = reportMarkdown(fold(log().alias('a|b', '|').alias(null, '')), SOURCE, t);
    const rows = markdown.split('\n').filter((line) => line.startsWith('|'));
    expect(rows).toHaveLength(4);
    for (const row of rows) expect(row.match(/(?<!\\)\|/g)).toHaveLength(7);
  });
});
