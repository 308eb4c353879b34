import { describe, expect, it } from 'vitest';
import { type HoldPlan, holds, VENDOR_PLACES } from '../../src/background/rehearsal/hold-plan.ts';
import { createSandbox, type OpenTab } from '../../src/background/rehearsal/sandbox.ts';
import { memoryArea } from './key-value-area.ts';

/** A browser with tabs, of which the background can die, and which can crash. */
function browser(tabs: OpenTab[], privateTabs: readonly number[] = []) {
  const lasting = memoryArea();
  let session = memoryArea();
  let applied: HoldPlan | undefined;
  const start = () =>
    createSandbox({
      session,
      lasting,
      openTabs: async () => tabs,
      isPrivate: async (tabId) => privateTabs.includes(tabId),
      async apply(plan) {
        applied = plan;
      },
      changed() {},
      places: async () => VENDOR_PLACES,
    });
  return {
    start,
    lasting,
    sends(tabId: number, from = 'shop.test'): boolean {
      const url = 'http://trk.kissmetrics.io/e?_n=x';
      return applied === undefined || !holds(applied, { url, tabId, from });
    },
    crash(after: OpenTab[]): void {
      session = memoryArea();
      tabs.splice(0, tabs.length, ...after);
    },
  };
}
const SHOP = { id: 1, url: 'http://www.shop.test/' };
const OTHER = { id: 2, url: 'http://other.test/' };

describe('the sandbox', () => {
  it('holds a tab and the tabs opened from it, and no other', async () => {
    const tabs: OpenTab[] = [SHOP, OTHER];
    const world = browser(tabs);
    const sandbox = world.start();
    await sandbox.setTab(1, 'shop.test', 'everything');
    tabs.push({ id: 3 }, { id: 4 });
    await sandbox.opened(3, 1);
    await sandbox.opened(4, 2);
    expect([1, 2, 3, 4].map((id) => world.sends(id))).toEqual([false, true, false, true]);
    expect(sandbox.of(3, 'else.test')).toEqual({ strength: 'everything', scope: 'tab' });
    expect(sandbox.of(4, 'shop.test')).toBeNull();
    await sandbox.setTab(1, 'shop.test', null);
    expect(world.sends(1)).toBe(true);
    expect(world.sends(3)).toBe(false);
    tabs.splice(2, 1);
    await sandbox.closed(3);
    expect([1, 2, 3, 4].map((id) => world.sends(id))).toEqual([true, true, true, true]);
  });

  it('outlives the background', async () => {
    const world = browser([SHOP, OTHER]);
    await world.start().setTab(1, 'shop.test', 'aliases');
    const sandbox = world.start();
    await sandbox.ready;
    expect(sandbox.of(1, 'shop.test')).toEqual({ strength: 'aliases', scope: 'tab' });
    expect(sandbox.of(2, 'other.test')).toBeNull();
  });

  it('goes on holding a tab that nobody knows yet when the background starts', async () => {
    const tabs: OpenTab[] = [SHOP, OTHER];
    const world = browser(tabs);
    await world.start().setTab(1, 'shop.test', 'everything');
    tabs.push({ id: 3 });
    const sandbox = world.start();
    await sandbox.ready;
    expect([2, 3].map((id) => world.sends(id))).toEqual([true, false]);
    await sandbox.opened(3, 1);
    expect(world.sends(3)).toBe(false);
    await sandbox.opened(3, undefined);
    await sandbox.setTab(3, 'shop.test', null);
    expect(world.sends(3)).toBe(true);
  });

  it('finds its tabs again after a crash, by their site', async () => {
    const world = browser([SHOP, OTHER]);
    await world.start().setTab(1, 'shop.test', 'everything');
    world.crash([
      { ...OTHER, id: 11 },
      { ...SHOP, id: 12 },
    ]);
    const sandbox = world.start();
    await sandbox.ready;
    expect([11, 12].map((id) => world.sends(id, ''))).toEqual([true, false]);
  });

  it('ends with the browser where no tab of the site comes back', async () => {
    const world = browser([SHOP]);
    await world.start().setTab(1, 'shop.test', 'everything');
    world.crash([OTHER]);
    const sandbox = world.start();
    await sandbox.ready;
    expect(world.sends(2)).toBe(true);
    expect(sandbox.plan().tabSites).toEqual([]);
  });

  it('holds a simulated site in every tab until it is let go, also after a crash', async () => {
    const world = browser([SHOP, OTHER]);
    await world.start().setSite('shop.test', 'everything', true);
    expect([1, 2].map((id) => world.sends(id))).toEqual([false, false]);
    expect(world.sends(2, 'other.test')).toBe(true);
    world.crash([OTHER]);
    const sandbox = world.start();
    await sandbox.ready;
    expect(world.sends(2)).toBe(false);
    expect(sandbox.of(2, 'shop.test')).toEqual({ strength: 'everything', scope: 'site' });
    await sandbox.setSite('shop.test', null, true);
    expect(world.sends(2)).toBe(true);
  });

  it('leaves no trace of a private window on the disk', async () => {
    const world = browser([SHOP], [1]);
    const sandbox = world.start();
    await sandbox.setTab(1, 'shop.test', 'everything');
    await sandbox.setSite('shop.test', 'everything', false);
    expect(world.sends(1)).toBe(false);
    expect([...world.lasting.data.values()].join()).not.toContain('shop');
    const next = world.start();
    await next.ready;
    expect(world.sends(1)).toBe(false);
  });

  it('starts with nothing held where what is stored cannot be read', async () => {
    const world = browser([SHOP]);
    await world.lasting.set({ 'sandbox.sites': [{ site: 5 }, null] });
    const sandbox = world.start();
    await sandbox.ready;
    expect(world.sends(1)).toBe(true);
  });
});
