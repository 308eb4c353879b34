import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRecovery } from '../../src/background/recovery.ts';
import type { Observation } from '../../src/core/session/observation.ts';

const SENDER = { tabId: 1, frameId: 0, url: 'http://shop.test/' };
const URL_OF = (name: number) => `http://trk.kissmetrics.io/e?_k=k&_n=${name}`;

const logged = (name: number, at = 1_000): Observation => ({
  type: 'request',
  seq: name,
  at,
  frameId: 0,
  witness: 'network',
  requestId: `r${name}`,
  method: 'GET',
  url: URL_OF(name),
});
const sighted = (requests: readonly { readonly id: number; readonly name: number }[]) => ({
  type: 'requests',
  document: '1-2-3-4',
  dropped: 0,
  requests: requests.map(({ id, name }) => ({
    id,
    at: 1_001,
    url: URL_OF(name),
    initiator: 'img',
  })),
});
const recovery = (log: readonly Observation[]) =>
  createRecovery(
    async () => log,
    async () => [],
    async () => {},
  );

describe('what the log lacks of a document’s resource timing', () => {
  it('is every sighted request that is not in it, each once, after one word of the gap', async () => {
    const name = fc.integer({ min: 0, max: 5 });
    await fc.assert(
      fc.asyncProperty(fc.array(name), fc.array(name), async (inLog, seen) => {
        const log = inLog.map((one, seq) => ({ ...logged(one), seq, requestId: `r${seq}` }));
        const sightings = seen.map((one, id) => ({ id, name: one }));
        const missing = await recovery(log).missing(sighted(sightings), SENDER);
        const expected = [...new Set(seen)].flatMap((one) => {
          const count = (list: readonly number[]) => list.filter((other) => other === one).length;
          return Array(Math.max(0, count(seen) - count(inLog))).fill(URL_OF(one));
        });
        const requests = missing.filter(({ type }) => type === 'request');
        expect(requests.map((one) => (one as { url: string }).url).sort()).toEqual(expected.sort());
        const notes = missing.filter(({ type }) => type === 'note');
        expect(notes.length).toBe(expected.length > 0 ? 1 : 0);
      }),
    );
  });

  it('is not told twice when a document says it again', async () => {
    const watch = recovery([]);
    const [, first] = await watch.missing(sighted([{ id: 1, name: 7 }]), SENDER);
    expect(first).toMatchObject({ type: 'request', witness: 'page', url: URL_OF(7) });
    watch.logged(1, first as Parameters<typeof watch.logged>[1]);
    expect(await watch.missing(sighted([{ id: 1, name: 7 }]), SENDER)).toEqual([]);
  });

  it('is nothing of what is no tracking request', async () => {
    const message = {
      ...sighted([]),
      requests: [{ id: 1, at: 1, url: 'http://trk.kissmetrics.io/favicon.ico', initiator: 'img' }],
    };
    expect(await recovery([]).missing(message, SENDER)).toEqual([]);
  });

  it('takes anything a page’s script could have forged', async () => {
    await fc.assert(
      fc.asyncProperty(fc.anything(), async (input) => {
        expect(await recovery([]).missing(input, SENDER)).toEqual([]);
      }),
    );
  });

  describe('and that a service worker was asked about', () => {
    const asked = (name: number) => {
      const message = sighted([{ id: 1, name }]);
      return {
        ...message,
        requests: message.requests.map((one) => ({ ...one, initiator: 'img+' })),
      };
    };
    const since = (listening: number, log: readonly Observation[] = []) =>
      createRecovery(
        async () => log,
        async () => [],
        async () => {},
        listening,
      );
    const byWorker = (url: string): Observation =>
      ({ ...logged(7), url, frameId: -1, worker: 'own' }) as Observation;

    it('is nothing where the worker sent it, perhaps with a parameter more', async () => {
      for (const url of [URL_OF(7), `${URL_OF(7)}&sw=1`])
        expect(await since(0, [byWorker(url)]).missing(asked(7), SENDER)).toEqual([]);
    });

    it('did not leave where the worker sent nothing, without a gap', async () => {
      expect(await since(0).missing(asked(7), SENDER)).toMatchObject([
        { type: 'request', witness: 'page', url: URL_OF(7) },
        { type: 'outcome', delivery: 'blocked', error: 'SERVICE_WORKER' },
      ]);
    });

    it('is after a gap where the background was not listening yet', async () => {
      expect(await since(2_000).missing(asked(7), SENDER)).toMatchObject([
        { type: 'note', code: 'gap' },
        { type: 'request', witness: 'page' },
      ]);
    });
  });
});
