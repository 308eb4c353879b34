import { Readable } from 'node:stream';
import { deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect } from 'vitest';
import { requestBody } from '../../src/background/body.ts';
import { run } from '../../src/cli/run.ts';
import { parseFilter, quoted } from '../../src/core/filter/query.ts';
import { base64Text, bodyText } from '../../src/core/formats/bodies/body-text.ts';
import { csvLine } from '../../src/core/formats/csv.ts';
import { curlCommand } from '../../src/core/formats/curl.ts';
import { EXPORT_FORMATS, exportFile } from '../../src/core/formats/export.ts';
import { harFile } from '../../src/core/formats/har-file.ts';
import { findingCases, junitFile } from '../../src/core/formats/junit.ts';
import { createLogReader } from '../../src/core/formats/log-reader.ts';
import { isObservation } from '../../src/core/formats/observation-guard.ts';
import { FormatError } from '../../src/core/formats/problem.ts';
import { code } from '../../src/core/formats/report-markdown.ts';
import { sessionFile } from '../../src/core/formats/session-file.ts';
import {
  decodeTrackingRequest,
  decodeTrackingRequests,
} from '../../src/core/kissmetrics/decode.ts';
import { pageUrlMarks, siteOf } from '../../src/core/kissmetrics/page-url.ts';
import { decodeQuery } from '../../src/core/kissmetrics/query.ts';
import { parseTrackingHost, trackingHostText } from '../../src/core/kissmetrics/tracking-host.ts';
import { splitUrl } from '../../src/core/kissmetrics/url.ts';
import { t } from '../core/formats/texts.ts';
import { arbitraryLog } from '../core/support/arbitrary.ts';
import { fold } from '../core/support/fold.ts';
import { boundary } from './boundary.ts';
import { hostileText, spoiltText } from './hostile.ts';

const url = spoiltText(
  fc
    .tuple(hostileText, hostileText)
    .map(([p, n]) => `https://trk.kissmetrics.io/a?_k=k&_p=${p}&_n=${n}`),
);
boundary('tracking URLs and bodies', fc.tuple(url, spoiltText(hostileText)), ([address, body]) => {
  const request = decodeTrackingRequest(address, body, 'any');
  if (request) expect(request.parameters.length).toBeLessThanOrEqual(address.length + body.length);
  expect(decodeQuery(address).every(({ name, value }) => typeof (name + value) === 'string')).toBe(
    true,
  );
});

boundary(
  'page addresses',
  spoiltText(hostileText.map((text) => `http://www.a.test/?kmi=${text}&kme=e`)),
  (address) => {
    pageUrlMarks(address);
    siteOf(address);
    expect(splitUrl(address)?.host).not.toBe('');
  },
);

const part = fc.oneof(
  fc.uint8Array({ maxLength: 40 }).map((bytes) => ({ bytes: new Uint8Array(bytes).buffer })),
  fc.constant({ file: '/tmp/a' }),
  fc.constant({ bytes: new Uint8Array(70_000).fill(0xc3).buffer }),
);
boundary(
  'POST bodies',
  fc.oneof(
    fc.array(part, { maxLength: 4 }).map((raw) => ({ raw })),
    fc.dictionary(hostileText, fc.array(hostileText)).map((formData) => ({ formData })),
    hostileText.map((error) => ({ error })),
  ),
  (given) => {
    const { body = '' } = requestBody({ requestBody: given } as never);
    expect(body.length).toBeLessThanOrEqual(65_536);
  },
  0.2,
);

const packed = fc.oneof(
  fc.tuple(hostileText, fc.constantFrom(gzipSync, deflateSync)).map(([text, pack]) => pack(text)),
  fc.uint8Array({ maxLength: 60 }),
  fc.constantFrom(3_000_000).map((length) => gzipSync(Buffer.alloc(length, 'x'))),
);
boundary(
  'packed bodies, damaged too',
  fc.tuple(packed, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 }), fc.nat()),
  ([bytes, changes, end]) => {
    const given = Uint8Array.from(bytes);
    for (const [at, value] of changes) given[at % given.length] = value;
    const part = end % 2 === 0 ? given : given.subarray(0, end % (given.length + 1));
    const { body = '' } = bodyText(part, 65_536);
    expect(body.length).toBeLessThanOrEqual(65_536);
    base64Text(Buffer.from(part).toString('latin1'), 100);
  },
  0.5,
);

const batch = spoiltText(
  fc
    .array(fc.tuple(hostileText, hostileText), { maxLength: 4 })
    .map((pairs) =>
      JSON.stringify({ data: pairs.map(([identity, alias]) => ({ identity, alias })) }),
    ),
);
boundary('batches', fc.tuple(batch, hostileText), ([body, product]) => {
  const url = `http://api.kissmetrics.com/v1/products/${product}/tracking/e`;
  for (const hosts of [[], 'any'] as const)
    for (const request of decodeTrackingRequests({ url, method: 'POST', body }, hosts))
      expect(request.batch?.of ?? 1).toBeLessThanOrEqual(body.length);
});

boundary('filters', spoiltText(fc.constant('kind:alias -id:"a b",c has:finding x')), (text) => {
  const terms = parseFilter(text);
  const printed = terms
    .map(
      ({ negated, field, values }) =>
        `${negated ? '-' : ''}${field ? `${field}:` : ''}${values.map(quoted).join(',')}`,
    )
    .join(' ');
  expect(parseFilter(printed)).toEqual(terms);
});

boundary(
  'tracking hosts that a user types',
  spoiltText(fc.constant('https://a.test:80/km/')),
  (text) => {
    const host = parseTrackingHost(text);
    if (host) expect(parseTrackingHost(trackingHostText(host))).toEqual(host);
  },
);

boundary('cells of a CSV file', hostileText, (text) => {
  const cell = csvLine([text]).slice(0, -2).replace(/^"/, '');
  expect(cell).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
});
boundary('curl commands', fc.tuple(url, hostileText, hostileText), ([address, body, method]) => {
  const command = curlCommand({ url: address, body, method }).replaceAll("'\\''", '');
  expect(command).toMatch(
    /^curl --globoff(?: --head| --request [A-Z]+)?(?: --header '[^']*')?(?: --data-raw '[^']*')? --url '[^']*'$/,
  );
});
boundary('code spans of Markdown', hostileText, (text) => {
  const span = code(text);
  const fence = /^`*/.exec(span)?.[0] ?? '';
  expect(span).not.toMatch(/[\r\n]/);
  if (span !== '')
    expect(span.slice(fence.length, -fence.length).split(/[^`]+/)).not.toContain(fence);
});

const file = arbitraryLog.chain((log) =>
  spoiltText(
    fc.constantFrom(
      [...sessionFile(log, { exportedAt: 1_800_000_000_000, tool: '0' })].join(''),
      [...harFile(log, '0')].join(''),
    ),
  ),
);
function readAll(text: string) {
  const reader = createLogReader();
  const half = text.length >> 1;
  return [...reader.push(text.slice(0, half)), ...reader.push(text.slice(half)), ...reader.end()];
}
boundary('session and HAR files', file, (text) => {
  try {
    const observations = readAll(text);
    expect(observations.every(isObservation)).toBe(true);
    fold(observations);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
  }
});

boundary(
  'exports of any log',
  fc.tuple(arbitraryLog, fc.boolean()),
  ([observations, mask]) => {
    const session = fold(observations);
    for (const format of EXPORT_FORMATS) {
      const options = { format, keys: null, mask, name: 'a', at: 1_800_000_000_000, tool: '0' };
      const text = [...exportFile({ observations, session }, options, t)].join('');
      if (format === 'json' || format === 'session' || format === 'har') JSON.parse(text);
    }
    expect(junitFile({ name: 'a', format: 'har' }, findingCases(session, t))).toContain(
      '<testsuite',
    );
  },
  0.2,
);

boundary(
  'files on the command line',
  file,
  async (text) => {
    let stderr = '';
    let stdout = '';
    const status = await run(['report', '-'], {
      stdin: Readable.from([text]) as never,
      stdout: { write: (more) => (stdout += more) },
      stderr: { write: (more) => (stderr += more) },
      env: {},
      now: 1_800_000_000_000,
    });
    expect([0, 1, 2]).toContain(status);
    expect(stderr.split('\n').length).toBeLessThanOrEqual(2);
    if (status === 2) expect(stderr).toMatch(/^km-identity: stdin: .+\n$/);
  },
  0.5,
);
