import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FormatError } from '../../../src/core/formats/problem.ts';
import { sessionFile } from '../../../src/core/formats/session-file.ts';
import type { Observation } from '../../../src/core/session/observation.ts';
import { arbitraryLog } from '../support/arbitrary.ts';
import { fold, plain, requests } from '../support/fold.ts';
import { ANON, log, START } from '../support/log.ts';
import { cutUp, read } from './read.ts';

const EXPORTED = START + 60_000;

function write(observations: Iterable<Observation>): string {
  return [...sessionFile(observations, { exportedAt: EXPORTED, tool: '1.2.3' })].join('');
}

function file(over: Record<string, unknown>): string {
  return JSON.stringify({
    format: 'kissmetrics-identity-session',
    version: 1,
    exportedAt: '2026-01-02T03:05:05.000Z',
    observations: [],
    ...over,
  });
}

function refusal(text: string) {
  try {
    read(text);
  } catch (error) {
    if (error instanceof FormatError) return error.problem;
    throw error;
  }
  return null;
}

const navigation = { type: 'navigation', seq: 0, at: START, frameId: 0, url: 'https://a.test/' };

describe('a session file', () => {
  it('is one JSON object with a line for each observation', () => {
    const made = log().page('https://a.test/').alias(ANON, 'bob');
    const text = write(made.observations);
    const parsed = JSON.parse(text);
    expect(parsed).toMatchObject({
      format: 'kissmetrics-identity-session',
      version: 1,
      exportedAt: new Date(EXPORTED).toISOString(),
      tool: '1.2.3',
    });
    expect(parsed.observations).toEqual(made.observations);
    expect(text.split('\n')).toHaveLength(made.observations.length + 3);
    expect(JSON.parse(write([])).observations).toEqual([]);
  });

  it('gives the same session when it is read again, in pieces of any size', () => {
    fc.assert(
      fc.property(
        arbitraryLog,
        fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 4 }),
        (observations, cuts) => {
          const back = read(cutUp(write(observations), cuts));
          expect(back.problems).toEqual([]);
          expect(back.format).toBe('session');
          expect(back.exportedAt).toBe(EXPORTED);
          expect(back.observations).toEqual(JSON.parse(JSON.stringify(observations)));
          expect(plain(fold(back.observations, EXPORTED))).toEqual(
            plain(fold(observations, EXPORTED)),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('keeps what no text can hold: lone surrogates, control characters', () => {
    const made = log().request('https://trk.kissmetrics.io/a?_k=1&_p=\ud800&_n=\u0000"\\');
    expect(read(write(made.observations)).observations).toEqual(made.observations);
  });

  it('is read whatever the order of its members', () => {
    const text = `{"observations":[${JSON.stringify(navigation)}],"version":1,"format":"kissmetrics-identity-session","exportedAt":"2026-01-02T03:05:05Z"}`;
    expect(read(text)).toMatchObject({ format: 'session', exportedAt: EXPORTED, problems: [] });
  });

  it.each([
    [{ version: 2 }, 'version', 'future_version'],
    [{ version: 2, observations: [navigation] }, 'version', 'future_version'],
    [{ version: '1' }, 'version', 'not_known'],
    [{ version: 0 }, 'version', 'not_known'],
    [{ version: undefined }, 'version', 'missing'],
    [{ observations: undefined }, 'observations', 'no_observations'],
    [{ observations: {} }, 'observations', 'no_observations'],
    [{ format: 'other' }, '', 'unknown_format'],
  ])('is refused with %j', (over, where, why) => {
    expect(refusal(file(over))).toMatchObject({ where, why });
  });

  it('names each observation that it cannot use, and reads the others', () => {
    const observations = [
      null,
      { ...navigation, type: 'teleport' },
      { ...navigation, type: '__proto__' },
      { ...navigation, url: undefined },
      { ...navigation, url: 7 },
      { ...navigation, seq: 1.5 },
      { ...navigation, seq: -1 },
      { type: 'identity', seq: 5, at: START, frameId: 0, id: null, kind: 'both', source: 'cookie' },
      {
        type: 'call',
        seq: 6,
        at: START,
        frameId: 0,
        callId: 'c',
        phase: 'ran',
        through: 'queue',
        method: null,
        args: [{}],
      },
      {
        type: 'call',
        seq: 6,
        at: START,
        frameId: 0,
        callId: 'c',
        phase: 'ran',
        through: 'queue',
        method: null,
        args: 7,
      },
      { ...navigation, extra: 1 },
      navigation,
    ];
    const back = read(file({ observations, exportedAt: 'now' }));
    expect(back.problems.map(({ where, why }) => `${where} ${why}`)).toEqual([
      'observations[0] not_object',
      'observations[1].type not_known',
      'observations[2].type not_known',
      'observations[3].url missing',
      'observations[4].url not_text',
      'observations[5].seq not_number',
      'observations[6].seq not_number',
      'observations[7].kind not_known',
      'observations[8].args[0].type missing',
      'observations[9].args not_array',
      'observations[11].seq repeated',
      'exportedAt not_time',
    ]);
    expect(back.observations).toEqual([navigation]);
    expect(back.exportedAt).toBeNull();
  });

  it('keeps what has no usable time, at its place in the file', () => {
    const made = log().page('https://a.test/').alias(ANON, 'bob').alias(ANON, 'ann');
    const odd = [null, undefined, -1, 1e300, 'soon', {}];
    for (const at of odd) {
      const observations = made.observations.map((one) => ({ ...one }));
      for (const one of observations.slice(1)) Object.assign(one, { at });
      const back = read(file({ observations }));
      expect(back).toMatchObject({ problems: [], leftOut: 0, unknownTimes: 2 });
      const entries = requests(fold(back.observations));
      expect(entries.map(({ request, time }) => [request.n, time])).toEqual([
        ['bob', 'unknown'],
        ['ann', 'unknown'],
      ]);
      expect(entries.map(({ delivery }) => delivery)).toEqual(['delivered', 'delivered']);
      for (const entry of entries) expect(entry).not.toHaveProperty('endedAt');
    }
  });

  it('counts problems beyond those it lists', () => {
    const back = read(file({ observations: Array.from({ length: 500 }, () => null) }));
    expect(back.problems).toHaveLength(100);
    expect(back.problemCount).toBe(500);
  });

  it('takes any JSON values as observations', () => {
    const type = fc.constantFrom('request', 'outcome', 'call', 'identity', 'library', 'note');
    const noise = fc
      .record({ type, seq: fc.nat(), at: fc.nat() })
      .chain((base) =>
        fc
          .dictionary(fc.constantFrom('frameId', 'url', 'args', 'id', 'code'), fc.jsonValue())
          .map((more) => ({ ...base, ...more })),
      );
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.jsonValue(), noise)), (observations) => {
        const { observations: back } = read(file({ observations }));
        expect(() => plain(fold(back))).not.toThrow();
      }),
    );
  });
});
