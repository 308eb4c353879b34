import { describe, expect, it, vi } from 'vitest';
import { captureEvents } from '../../src/background/capture-events.ts';
import type { Draft } from '../../src/background/draft.ts';
import { createRecovery } from '../../src/background/recovery.ts';
import { RequestIndex } from '../../src/background/request-index.ts';
import { witnessedRequests } from '../../src/background/witness.ts';

// It needs a browser.
vi.mock('../../src/platform/web-request.ts', () => ({ watchRequests() {} }));

const TAB = 1;
const AT = 1_000_000;
const URL_OF = 'https://trk.kissmetrics.io/e?_k=k&_p=p&_n=n';

/** A log to which webRequest and the developer tools tell what they see. */
function logOf() {
  const log: Draft[] = [];
  const recovery = createRecovery(
    async () => [],
    async () => [],
  );
  const events = captureEvents({
    logs: {
      record: async (_, drafts) => {
        log.push(...drafts);
        return true;
      },
    },
    recovery,
    frames: { known: () => undefined, find: async () => undefined },
    placeWorker: async () => ({ tabs: [], unknown: [], worker: 'own' }),
  });
  return {
    log,
    requests: () => log.filter(({ type }) => type === 'request').length,
    outcomes: () => log.flatMap((one) => (one.type === 'outcome' ? [one.requestId] : [])),
    /** The developer tools report a request that has ended, or of whose end they do not know. */
    async tools(at: number, ended = true) {
      const outcome = ended ? ({ at: at + 50, delivery: 'delivered', status: 200 } as const) : null;
      const request = { id: `devtools:${at}`, at, method: 'GET', url: URL_OF, outcome };
      log.push(...witnessedRequests([request], await recovery.indexOf(TAB), []));
    },
    /** webRequest tells of the end of a request whose beginning it was not allowed to see. */
    async end(requestId: string, at: number) {
      const seen = { at, frameId: 0, requestId } as const;
      await events.orphan(
        TAB,
        { type: 'request', ...seen, witness: 'network', method: 'GET', url: URL_OF },
        { type: 'outcome', ...seen, delivery: 'delivered', status: 200 },
        {},
      );
    },
  };
}

describe('a request in flight when access is given', () => {
  it('is in the log once when the developer tools tell of it first', async () => {
    const seen = logOf();
    await seen.tools(AT, false);
    await seen.end('7', AT + 60);
    expect(seen.requests()).toBe(1);
    expect(seen.outcomes()).toEqual([`devtools:${AT}`]);
  });

  it('is in the log once when webRequest tells of it first', async () => {
    const seen = logOf();
    await seen.end('7', AT + 60);
    await seen.tools(AT);
    expect(seen.requests()).toBe(1);
    expect(seen.outcomes()).toEqual(['7']);
  });

  it('is in the log once when both tell of it at once', async () => {
    const first = logOf();
    await Promise.all([first.tools(AT), first.end('7', AT + 60)]);
    expect(first.requests()).toBe(1);
    const second = logOf();
    await Promise.all([second.end('7', AT + 60), second.tools(AT)]);
    expect(second.requests()).toBe(1);
  });

  it('answers for one request only', async () => {
    const seen = logOf();
    await seen.tools(AT);
    await seen.end('7', AT + 60);
    await seen.end('8', AT + 70);
    expect(seen.requests()).toBe(2);
    // A resend, byte for byte the same, which the tools report by themselves.
    const again = logOf();
    await again.tools(AT);
    await again.tools(AT + 2_000);
    expect(again.requests()).toBe(2);
  });
});

describe('a request that another witness told of', () => {
  it('answers for every other witness once, and not for its own', () => {
    const index = new RequestIndex();
    const sighting = { url: URL_OF, at: AT };
    index.add({ requestId: 'timing:1', ...sighting, witness: 'page' });
    expect(index.claim({ id: 'timing:2', ...sighting })).toBe(false);
    expect(index.claim({ id: 'devtools:1', ...sighting }, 'devtools')).toBe(true);
    expect(index.toldBefore({ id: '7', ...sighting })).toBe('timing:1');
    expect(index.toldBefore({ id: '8', ...sighting })).toBeUndefined();
  });
});
