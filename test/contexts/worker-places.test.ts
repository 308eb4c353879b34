import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeWorker, type TabDocuments } from '../../src/background/worker-tabs.ts';

const SITE = 'http://shop.test';
const tab = (id: number, more: Partial<TabDocuments> = {}): TabDocuments => ({
  id,
  isPrivate: false,
  urls: [`${SITE}/page`],
  ...more,
});

describe('where the request of a worker that has no tab is shown', () => {
  it('in the only tab with a document of its origin, also in a frame', () => {
    const open = [
      tab(1, { urls: ['http://other.test/'] }),
      tab(2, { urls: ['http://other.test/', `${SITE}/frame`] }),
    ];
    expect(placeWorker({ url: `${SITE}/worker.js` }, open)).toEqual({
      tabs: [2],
      worker: 'own',
      unknown: [],
    });
  });

  it('in all tabs of the origin, as one that may serve several', () => {
    const { tabs, worker } = placeWorker({ url: SITE }, [tab(1), tab(2)]);
    expect({ tabs, worker }).toEqual({ tabs: [1, 2], worker: 'shared' });
  });

  it('in no tab of another cookie store, where the browser tells', () => {
    const open = [tab(1, { storeId: 'container-1' }), tab(2, { storeId: 'default' })];
    expect(placeWorker({ url: SITE, isPrivate: false, storeId: 'default' }, open).tabs).toEqual([
      2,
    ]);
  });

  it('nowhere, if the browser does not tell whether it is private and windows of both kinds are open', () => {
    const open = [tab(1), tab(2, { isPrivate: true })];
    expect(placeWorker({ url: SITE }, open)).toMatchObject({ tabs: [], unknown: [1, 2] });
  });

  it('nowhere without an origin', () => {
    const opaque = [tab(1, { urls: ['about:blank', 'data:text/html,x'] })];
    for (const url of ['null', 'about:blank', 'data:text/html,x', undefined])
      expect(placeWorker(url === undefined ? {} : { url }, opaque).tabs).toEqual([]);
  });

  it('never in a private tab what another window sent, nor the other way round', () => {
    const anyTab = fc.record({
      id: fc.nat(9),
      isPrivate: fc.boolean(),
      urls: fc.array(fc.constantFrom(`${SITE}/`, 'http://other.test/', 'about:blank')),
    });
    const source = fc.record(
      { url: fc.constantFrom(SITE, 'http://other.test'), isPrivate: fc.boolean() },
      { requiredKeys: ['url'] },
    );
    fc.assert(
      fc.property(fc.uniqueArray(anyTab, { selector: ({ id }) => id }), source, (open, from) => {
        const kinds = placeWorker(from, open).tabs.map(
          (id) => open.find((one) => one.id === id)?.isPrivate,
        );
        const allowed =
          from.isPrivate === undefined ? new Set(open.map((one) => one.isPrivate)) : null;
        for (const kind of kinds)
          if (allowed === null) expect(kind).toBe(from.isPrivate);
          else expect(allowed.size).toBe(1);
      }),
    );
  });
});
