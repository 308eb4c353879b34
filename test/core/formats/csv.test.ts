import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CSV_COLUMNS, csvFile, csvLine } from '../../../src/core/formats/csv.ts';
import { arbitraryLog } from '../support/arbitrary.ts';
import { fold, requests } from '../support/fold.ts';
import { ANON, type LogBuilder, log } from '../support/log.ts';
import { t } from './texts.ts';

/** Reads RFC 4180. */
function parse(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  while (cell.lastIndex < text.length) {
    const at = cell.lastIndex;
    const parts = cell.exec(text);
    if (parts === null) throw new Error(`not CSV at ${at}: ${text.slice(at, at + 40)}`);
    row.push(parts[1]?.replaceAll('""', '"') ?? parts[2] ?? '');
    if (parts[3] === '\r\n') {
      rows.push(row);
      row = [];
    }
  }
  expect(row).toEqual([]);
  return rows;
}

function table(made: LogBuilder) {
  const [head, ...rows] = parse([...csvFile(fold(made), t)].join(''));
  return rows.map((row) => Object.fromEntries(row.map((cell, index) => [head?.[index], cell])));
}

describe('CSV', () => {
  it('has a line for each request, with decoded values', () => {
    const made = log()
      .page('https://shop.test/')
      .library('loaded')
      .callAs(ANON, 'identify', 'José, "the" guest')
      .alias(ANON, 'José, "the" guest')
      .event('José, "the" guest', 'Signed Up', { delivery: 'blocked', error: 'net::ERR_FAILED' })
      .again()
      .properties('bob', { plan: 'Pro', note: 'a\r\nb' }, { method: 'POST' });
    expect(table(made)).toMatchObject([
      {
        time: '2026-01-02T03:04:05.040Z',
        kind: 'alias',
        identity: ANON,
        new_identity: 'José, "the" guest',
        event: '',
        api_key: 'abc123',
        delivery: 'delivered',
        status: '200',
        cause: 'identify',
        retry: '',
        page: 'https://shop.test/',
      },
      {
        kind: 'event',
        new_identity: '',
        event: 'Signed Up',
        delivery: 'blocked',
        error: 'net::ERR_FAILED',
        cause: 'unseen',
        findings: expect.stringMatching(/^error not-delivered: .*ERR_FAILED/),
      },
      { kind: 'event', cause: 'queue', retry: 'yes' },
      { kind: 'properties', properties: 'plan=Pro\nnote=a\r\nb', method: 'POST' },
    ]);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1', '＋1', '－1', '＠1'])(
    'has no formulas: %j',
    (text) => {
      expect(parse(csvLine([text, `a${text}`]))).toEqual([[`'${text}`, `a${text}`]]);
      const [row] = table(log().event(text, text, { apiKey: text }));
      for (const cell of Object.values(row ?? {}))
        expect(cell).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
    },
  );

  it('can be read again, whatever it holds', () => {
    const cells = fc.array(fc.string({ unit: 'binary' }), { minLength: 1 });
    fc.assert(
      fc.property(fc.array(cells), (rows) => {
        const back = parse(rows.map(csvLine).join(''));
        expect(back.map((row) => row.map((cell) => cell.replace(/^'/, '')))).toEqual(
          rows.map((row) => row.map((cell) => cell.replace(/^'/, ''))),
        );
      }),
    );
  });

  it('has as many cells in each line, and as many lines as there are requests', () => {
    fc.assert(
      fc.property(arbitraryLog, (observations) => {
        const session = fold(observations);
        const rows = parse([...csvFile(session, t)].join(''));
        expect(rows).toHaveLength(requests(session).length + 1);
        for (const row of rows) expect(row).toHaveLength(CSV_COLUMNS.length);
      }),
    );
  });
});
