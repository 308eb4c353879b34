import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { captureEvents } from '../../src/background/capture-events.ts';
import type { Draft } from '../../src/background/draft.ts';
import { createFrameUrls } from '../../src/background/frame-urls.ts';
import { RequestIndex } from '../../src/background/request-index.ts';
import { placeWorker, type TabDocuments } from '../../src/background/worker-tabs.ts';

const SHOP = 'http://shop.test/';
const WIDGET = 'http://widget.test/frame';
const tab = (id: number, urls: readonly string[], isPrivate = false): TabDocuments => ({
  id,
  urls,
  isPrivate,
});

describe('the tabs of a worker', () => {
  it('are those with a document of its origin, in whichever frame', () => {
    const open = [tab(1, [SHOP]), tab(2, ['http://other.test/', WIDGET]), tab(3, ['about:blank'])];
    expect(placeWorker({ url: SHOP }, open)).toMatchObject({ tabs: [1], worker: 'own' });
    expect(placeWorker({ url: WIDGET }, open)).toMatchObject({ tabs: [2], worker: 'own' });
    expect(placeWorker({ url: 'https://shop.test' }, open).tabs).toEqual([]);
  });

  it('are all of the site where the browser does not tell which', () => {
    const open = [tab(1, [SHOP]), tab(2, [`${SHOP}cart`])];
    expect(placeWorker({ url: SHOP }, open)).toMatchObject({ tabs: [1, 2], worker: 'shared' });
  });

  it('are of the same cookie store', () => {
    const open = [
      { ...tab(1, [SHOP]), storeId: 'default' },
      { ...tab(2, [SHOP]), storeId: 'container-1' },
    ];
    const source = { url: SHOP, isPrivate: false, storeId: 'container-1' };
    expect(placeWorker(source, open).tabs).toEqual([2]);
  });

  it('never are private ones for what may be of other windows, nor the other way round', () => {
    const url = fc.constantFrom(SHOP, WIDGET, 'about:blank', 'data:,', '');
    const documents = fc.array(
      fc.record({ urls: fc.array(url, { maxLength: 3 }), isPrivate: fc.boolean() }),
      { maxLength: 6 },
    );
    const told = fc.option(fc.boolean(), { nil: undefined });
    fc.assert(
      fc.property(url, told, documents, (source, isPrivate, list) => {
        const open = list.map((one, id) => ({ ...one, id }));
        const place = placeWorker(
          { url: source, ...(isPrivate !== undefined && { isPrivate }) },
          open,
        );
        const shown = open.filter(({ id }) => place.tabs.includes(id));
        if (isPrivate !== undefined)
          expect(shown.every((one) => one.isPrivate === isPrivate)).toBe(true);
        else if (new Set(open.map((one) => one.isPrivate)).size > 1) expect(shown).toEqual([]);
        expect(shown.every(({ urls }) => urls.length > 0)).toBe(true);
        expect(place.tabs.filter((id) => place.unknown.includes(id))).toEqual([]);
      }),
    );
  });
});

describe('a request', () => {
  const request = (frameId: number) =>
    ({
      type: 'request',
      at: 1,
      frameId,
      witness: 'network',
      requestId: 'r',
      method: 'GET',
      url: 'http://trk.kissmetrics.io/e?_k=k',
      transport: 'xmlhttprequest',
      documentUrl: SHOP,
    }) as const;
  const outcome = {
    type: 'outcome',
    at: 2,
    frameId: -1,
    requestId: 'r',
    delivery: 'delivered',
  } as const;

  function setUp(open: readonly TabDocuments[], frame?: string) {
    const logs = new Map<number, Draft[]>();
    const indexes = new Map<number, RequestIndex>();
    const indexOf = (tabId: number): RequestIndex => {
      const index = indexes.get(tabId) ?? new RequestIndex();
      indexes.set(tabId, index);
      return index;
    };
    const events = captureEvents({
      logs: {
        async record(tabId, drafts) {
          logs.set(tabId, [...(logs.get(tabId) ?? []), ...drafts]);
          return true;
        },
      },
      recovery: {
        logged: (tabId, draft) => indexOf(tabId).add(draft),
        indexOf: async (tabId) => indexOf(tabId),
      },
      frames: createFrameUrls(async () => frame),
      placeWorker: async (source) => placeWorker(source, open),
    });
    const settled = () => new Promise((resolve) => setImmediate(resolve));
    return { events, logs, indexOf, settled };
  }

  it('of a worker is in the log of each tab it may serve, with its outcome', async () => {
    const { events, logs, settled } = setUp([tab(1, [SHOP]), tab(2, [SHOP])]);
    events.request(-1, request(-1), { url: SHOP });
    events.outcome(-1, outcome);
    await settled();
    for (const id of [1, 2])
      expect(logs.get(id)).toMatchObject([
        { type: 'request', frameId: -1, worker: 'shared' },
        { type: 'outcome', frameId: -1, delivery: 'delivered' },
      ]);
  });

  it('of a worker that outlives the background ends where it began', async () => {
    const { events, logs, indexOf, settled } = setUp([tab(1, [SHOP]), tab(2, [SHOP])]);
    indexOf(1).add(request(-1));
    await events.orphan(-1, request(-1), outcome, { url: SHOP });
    await settled();
    expect([...logs]).toMatchObject([[1, [{ type: 'outcome', requestId: 'r' }]]]);
  });

  it('of a worker that no earlier background wrote down is written when it ends', async () => {
    const { events, logs, settled } = setUp([tab(1, [SHOP])]);
    await events.orphan(-1, request(-1), outcome, { url: SHOP });
    await settled();
    expect(logs.get(1)).toMatchObject([{ type: 'request', worker: 'own' }, { type: 'outcome' }]);
  });

  it('of a worker that may be private is not shown, and that is said once', async () => {
    const { events, logs, settled } = setUp([tab(1, [SHOP]), tab(2, [SHOP], true)]);
    events.request(-1, request(-1), { url: SHOP });
    events.request(-1, { ...request(-1), requestId: 'r2' }, { url: SHOP });
    events.outcome(-1, outcome);
    await settled();
    for (const id of [1, 2])
      expect(logs.get(id)).toMatchObject([{ type: 'note', code: 'worker_unknown' }]);
  });

  it('of a frame without an address of its own says so', async () => {
    const { events, logs, settled } = setUp([], 'about:srcdoc');
    events.request(1, request(7), {});
    await settled();
    expect(logs.get(1)).toMatchObject([{ frameId: 7, documentUrl: 'about:srcdoc' }]);
  });

  it('of a frame that is gone keeps what the browser said', async () => {
    const { events, logs, settled } = setUp([]);
    events.request(1, request(7), {});
    await settled();
    expect(logs.get(1)).toMatchObject([{ frameId: 7, documentUrl: SHOP }]);
  });
});
