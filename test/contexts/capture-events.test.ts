import { describe, expect, it, vi } from 'vitest';
import type { OutcomeDraft, RequestDraft } from '../../src/background/capture.ts';
import { captureEvents } from '../../src/background/capture-events.ts';
import type { Draft } from '../../src/background/draft.ts';
import { createFrameUrls } from '../../src/background/frame-urls.ts';
import { createRecovery } from '../../src/background/recovery.ts';
import { placeWorker, type TabDocuments } from '../../src/background/worker-tabs.ts';

vi.mock('../../src/platform/web-request.ts', () => ({ watchRequests: () => {} }));

const PAGE = 'http://shop.test/';
const request = (more: Partial<RequestDraft> = {}): RequestDraft => ({
  type: 'request',
  at: 1,
  frameId: 0,
  witness: 'network',
  requestId: 'r1',
  method: 'GET',
  url: 'http://trk.kissmetrics.io/e?_k=k&_n=n',
  documentUrl: PAGE,
  ...more,
});
const outcome: OutcomeDraft = {
  type: 'outcome',
  at: 2,
  frameId: 0,
  requestId: 'r1',
  delivery: 'delivered',
};

/** Capture into logs that are lists, in a browser with these tabs and frames. */
function start({
  open = [],
  frames = {},
  stored = {},
}: {
  readonly open?: readonly TabDocuments[];
  readonly frames?: Readonly<Record<number, string>>;
  readonly stored?: Readonly<Record<number, readonly RequestDraft[]>>;
}) {
  const logs = new Map<number, Draft[]>();
  const events = captureEvents({
    logs: {
      async record(tabId, drafts) {
        logs.set(tabId, [...(logs.get(tabId) ?? []), ...drafts]);
        return true;
      },
    },
    recovery: createRecovery(
      async (tabId) => (stored[tabId] ?? []).map((one, seq) => ({ seq, ...one })),
      async () => [],
    ),
    frames: createFrameUrls(async (_tab, frameId) => frames[frameId]),
    placeWorker: async (source) => placeWorker(source, open),
  });
  return { events, logs };
}
/** Lets everything run that waits for nothing but promises. */
const settled = () => new Promise((resolve) => setImmediate(resolve));
const tab = (id: number, isPrivate = false): TabDocuments => ({ id, isPrivate, urls: [PAGE] });

describe('a request that was captured', () => {
  it('of a subframe has the frame’s own address, not that of the page around it', async () => {
    const { events, logs } = start({ frames: { 7: 'about:srcdoc' } });
    events.request(1, request({ frameId: 7, documentId: 'd' }), {});
    await settled();
    expect(logs.get(1)).toEqual([
      request({ frameId: 7, documentId: 'd', documentUrl: 'about:srcdoc' }),
    ]);
  });

  it('of a subframe that is gone keeps the address that came with it', async () => {
    const { events, logs } = start({});
    events.request(1, request({ frameId: 7 }), {});
    await settled();
    expect(logs.get(1)).toEqual([request({ frameId: 7 })]);
  });

  it('of a worker is in every tab that it may serve, with its outcome', async () => {
    const { events, logs } = start({ open: [tab(1), tab(2)] });
    events.request(-1, request({ frameId: -1 }), { url: PAGE });
    events.outcome(-1, outcome);
    await settled();
    for (const id of [1, 2])
      expect(logs.get(id)).toEqual([
        request({ frameId: -1, worker: 'shared' }),
        { ...outcome, frameId: -1 },
      ]);
  });

  it('of a worker is only told of, once, where private windows are open too', async () => {
    const { events, logs } = start({ open: [tab(1), tab(2, true)] });
    for (const requestId of ['r1', 'r2'])
      events.request(-1, request({ frameId: -1, requestId }), { url: PAGE });
    await settled();
    for (const id of [1, 2])
      expect(logs.get(id)).toMatchObject([{ type: 'note', code: 'worker_unknown' }]);
  });

  it('of a worker whose beginning a dead background stored gets its end there, and nowhere else', async () => {
    const { events, logs } = start({
      open: [tab(1), tab(2)],
      stored: { 1: [request({ frameId: -1, worker: 'own' })] },
    });
    await events.orphan(-1, request({ frameId: -1 }), outcome, { url: PAGE });
    await settled();
    expect(logs.get(1)).toEqual([{ ...outcome, frameId: -1 }]);
    expect(logs.get(2)).toBeUndefined();
  });

  it('of a worker whose beginning nobody stored is there with its end', async () => {
    const { events, logs } = start({ open: [tab(1)] });
    await events.orphan(-1, request({ frameId: -1 }), outcome, { url: PAGE });
    await settled();
    expect(logs.get(1)).toEqual([
      request({ frameId: -1, worker: 'own' }),
      { ...outcome, frameId: -1 },
    ]);
  });
});
