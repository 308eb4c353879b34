import { signal } from '@preact/signals';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { harFile } from '../../src/core/formats/har-file.ts';
import { sessionFile } from '../../src/core/formats/session-file.ts';
import type { KindLists } from '../../src/core/people/kinds/kind-lists.ts';
import type { Observation } from '../../src/core/session/observation.ts';
import {
  ImportError,
  type NamedBlob,
  type ReadOptions,
  readLogFile,
} from '../../src/panel/import/read-log-file.ts';
import { createSources, LIVE } from '../../src/panel/sources.ts';
import { arbitraryLog } from '../core/support/arbitrary.ts';
import { fold, plain } from '../core/support/fold.ts';
import { ANON, log, START } from '../core/support/log.ts';
import { t } from '../core/support/rule.ts';

const BOB = 'bob@example.com';
const going = new AbortController().signal;

const file = (name: string, ...parts: BlobPart[]): File => new File(parts, name);
const story = log().page('https://shop.test/').alias(ANON, BOB).observations;
const options = { exportedAt: START + 1_000, tool: '1.2.3' };
const sessionText = (observations = story) => [...sessionFile(observations, options)].join('');
const harText = () => [...harFile(story, '1.2.3')].join('');

/** Reads a file as a whole. */
async function readAll(given: NamedBlob, options: Partial<ReadOptions> = {}, signal = going) {
  const observations: Observation[] = [];
  const take = (made: readonly Observation[]) => void observations.push(...made);
  const facts = await readLogFile(given, t, signal, { take, ...options });
  return { observations, facts };
}

/** Why a file is refused. */
async function refusal(given: NamedBlob, most?: number): Promise<string> {
  const error = await readAll(given, most === undefined ? {} : { most }).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ImportError);
  return (error as ImportError).message;
}

/** Bytes in pieces of one size. */
function streamOf(bytes: Uint8Array<ArrayBuffer>, size: number) {
  let at = 0;
  return new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      if (at >= bytes.length) controller.close();
      else controller.enqueue(bytes.slice(at, at + size));
      at += size;
    },
  });
}

describe('reading a file', () => {
  it('gives the log that a session file was written from', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryLog, async (observations) => {
        const read = await readAll(file('a.json', sessionText([...observations])));
        expect(read.facts.format).toBe('session');
        expect(plain(fold(read.observations))).toEqual(plain(fold(observations)));
      }),
      { numRuns: 25 },
    );
  });

  it('says how far it is, up to the end', async () => {
    const shares: number[] = [];
    await readAll(file('a.har', harText()), { onProgress: (share) => void shares.push(share) });
    expect(shares.at(-1)).toBe(1);
    expect([...shares].sort((a, b) => a - b)).toEqual(shares);
  });

  it.each([
    ['nothing', '', '“x.har” was not imported: it is empty.'],
    ['no JSON', 'GIF89a', /^“x\.har” was not imported: it is not JSON: line 1, column 1 /],
    ['the half', harText().slice(0, 300), /it ends in the middle, at line \d+, column \d+/],
    ['other JSON', '{"a":1}', /it is JSON, but neither a HAR nor a session file/],
    ['no list', '{"log":{"entries":7}}', /: log\.entries is not a list, so this is no HAR\.$/],
    ['a later version', sessionText().replace('"version":1', '"version":9'), /: version is 9: /],
    ['very deep', '['.repeat(100_000), /nested too deeply/],
    ['bytes', new Uint8Array([0xff, 0xfe, 0x00, 0x80, 0x1b]), /it is not JSON/],
  ])('says in one sentence why it cannot use %s', async (_, content, sentence) => {
    const message = await refusal(file('x.har', content));
    expect(message).toMatch(sentence);
    expect(message).not.toMatch(/\n|report_|import_|undefined/);
  });

  it('never fails in another way, whatever the file holds', async () => {
    const text = sessionText();
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: text.length }),
        fc.nat({ max: 30 }),
        fc.oneof(fc.string({ unit: 'binary' }), fc.json()),
        async (at, length, instead) => {
          const broken = text.slice(0, at) + instead + text.slice(at + length);
          await readAll(file('x.json', broken)).catch((error: unknown) =>
            expect(error).toBeInstanceOf(ImportError),
          );
        },
      ),
    );
  });

  it('refuses more than the panel can hold, and a file that is gone', async () => {
    expect(await refusal(file('x.json', sessionText()), 2)).toContain('holds more than 2 ');
    const gone = {
      name: 'gone.har',
      size: 10,
      stream: () =>
        new ReadableStream<Uint8Array<ArrayBuffer>>({
          pull() {
            throw new DOMException('gone', 'NotReadableError');
          },
        }),
    };
    expect(await refusal(gone)).toBe(
      '“gone.har” was not imported: it cannot be read by the browser.',
    );
  });

  it('stops when it is told to', async () => {
    const end = new AbortController();
    const reading = readAll(
      file('a.har', harText()),
      { onProgress: () => end.abort() },
      end.signal,
    );
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('imported sessions', () => {
  it('stand beside the live one, are shown when they come, and go', async () => {
    const sources = createSources(t, going);
    expect(sources.shown.value).toBe(LIVE);
    await sources.open([file('a.har', harText()), file('b.json', sessionText())]);
    const [a, b] = sources.imported.value;
    expect([a?.name, a?.format, b?.name, b?.format]).toEqual(['a.har', 'har', 'b.json', 'session']);
    expect(sources.shown.value).toBe(b?.id);
    expect(a?.store.session.counts.alias).toBe(1);
    expect(a?.store.rows).toEqual([0, 1]);
    sources.close(a?.id ?? -1);
    expect(sources.shown.value).toBe(b?.id);
    sources.close(b?.id ?? -1);
    expect(sources.shown.value).toBe(LIVE);
    expect(sources.imported.value).toEqual([]);
  });

  it('are what the whole log folds to, however it came in pieces', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryLog, fc.integer({ min: 30, max: 400 }), async (log, size) => {
        const bytes = new TextEncoder().encode(sessionText([...log]));
        const pieces = {
          name: 'a.json',
          size: bytes.length,
          stream: () => streamOf(bytes, size),
        };
        const sources = createSources(t, going);
        await sources.open([pieces]);
        const session = sources.imported.value[0]?.store.session;
        expect(session && plain(session)).toEqual(plain(fold(log, options.exportedAt)));
      }),
      { numRuns: 25 },
    );
  });

  it('keep what came before when a file cannot be used, and say why until that was read', async () => {
    const sources = createSources(t, going);
    await sources.open([file('a.har', harText()), file('b.har', 'no'), file('c.har', harText())]);
    expect(sources.imported.value.map(({ name }) => name)).toEqual(['a.har']);
    expect(sources.failure.value).toContain('“b.har”');
    expect(sources.reading.value).toBeNull();
    sources.dismiss();
    expect(sources.failure.value).toBeNull();
  });

  it('have the requests to tracking hosts of the user’s own', async () => {
    const own = { host: 'km.shop.test', pathPrefix: '/t' };
    const har = harText().replaceAll('trk.kissmetrics.io/a', 'km.shop.test/t/a');
    for (const hosts of [[], [own]]) {
      const sources = createSources(t, going, () => hosts);
      await sources.open([file('a.har', har)]);
      expect(sources.imported.value[0]?.store.session.counts.alias).toBe(hosts.length);
    }
  });

  it('follow what the user says about which identities are anonymous', async () => {
    const lists = signal<KindLists>({ anonymous: ['Guest *'], named: [] });
    const made = log().alias('Guest 1', 'bob').event('bob', 'A').observations;
    const sources = createSources(t, going, () => [], lists);
    await sources.open([file('a.json', sessionText([...made]))]);
    const store = sources.imported.value[0]?.store;
    const rules = () => store?.session.findings.map(({ rule }) => rule);
    expect(rules()).toEqual([]);
    const before = store?.version.value ?? 0;
    lists.value = { anonymous: [], named: [] };
    expect(rules()).toEqual(['merges-two-named']);
    expect(store?.version.value).toBeGreaterThan(before);
  });

  it('say what was left out of a file', async () => {
    const sources = createSources(t, going);
    const text = sessionText().replace('"type":"navigation"', '"type":"telepathy"');
    await sources.open([file('a.json', text)]);
    expect(sources.imported.value[0]).toMatchObject({
      leftOut: 1,
      problem: 'observations[0].type: has a value that is not known',
    });
  });

  it('are not made of a file whose reading was cancelled', async () => {
    const sources = createSources(t, going);
    const opened = sources.open([file('a.har', harText())]);
    expect(sources.reading.value).toEqual({ name: 'a.har', share: 0 });
    sources.cancel();
    await opened;
    expect(sources.imported.value).toEqual([]);
    expect(sources.reading.value).toBeNull();
    expect(sources.failure.value).toBeNull();
  });
});
