import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { VENDOR_PLACES } from '../../src/background/rehearsal/hold-plan.ts';
import { createRecords } from '../../src/background/rehearsal/records.ts';
import { createRehearsals } from '../../src/background/rehearsal/rehearsals.ts';
import { createSandbox } from '../../src/background/rehearsal/sandbox.ts';
import { visitorSite } from '../../src/background/rehearsal/snapshot-format.ts';
import type { PageState } from '../../src/protocol/api.ts';
import type { Persona } from '../../src/protocol/rehearsal.ts';
import { memoryArea } from './key-value-area.ts';

const BOB: Persona = { name: '', kind: 'named', identity: 'bob', returning: false };
const CAROL: Persona = { ...BOB, identity: 'carol' };
const URL_OF: Record<number, string> = { 1: 'http://shop.test/', 2: 'http://other.test/' };

/** Two sites with one visitor each, kept in a variable. */
function world({ incognito = false, stubborn = false } = {}) {
  const visitors: Record<string, string> = { 'shop.test': 'anon', 'other.test': 'ann' };
  const [lasting, session] = [memoryArea(), memoryArea()];
  const events: string[] = [];
  let refuses = stubborn;
  const page = (tabId: number): PageState => {
    const url = URL_OF[tabId] ?? '';
    const identity = visitors[new URL(url).hostname] ?? null;
    return {
      state: 'readable',
      url,
      library: 'loaded',
      queued: 0,
      identity,
      kind: identity === 'anon' ? 'anonymous' : 'named',
      aliases: identity === 'anon' ? 'anon' : null,
      source: 'library',
      apiKey: null,
      cookies: [],
    };
  };
  const start = (browserSession = 'first') => {
    const sandbox = createSandbox({
      session,
      lasting,
      openTabs: async () => [1, 2].map((id) => ({ id, url: URL_OF[id] as string })),
      isPrivate: async () => incognito,
      async apply(plan) {
        events.push(plan.sites.length > 0 ? 'hold' : 'release');
      },
      changed() {},
      places: async () => VENDOR_PLACES,
    });
    return createRehearsals({
      sandbox,
      records: createRecords(lasting, session),
      session: Promise.resolve(browserSession),
      readPage: async (tabId) => page(tabId),
      tabFacts: async (tabId) => ({ url: URL_OF[tabId] as string, storeId: '0' }),
      isPrivate: async () => incognito,
      async take(site, storeId, at) {
        events.push('take');
        const cookie = { name: 'km_ni', value: visitors[site] ?? '', domain: site, path: '/' };
        const flags = { hostOnly: true, secure: false, httpOnly: false, sameSite: 'lax' } as const;
        return {
          site,
          at,
          cookies: [{ ...cookie, ...flags }],
          memories: [],
          next: [],
          ...(storeId && { storeId }),
        };
      },
      async restore(snapshot) {
        events.push('restore');
        if (refuses) return { same: false, unseen: 0 };
        visitors[snapshot.site] = snapshot.cookies[0]?.value ?? '';
        return { same: true, unseen: 0 };
      },
      async become(persona, { site }) {
        events.push('become');
        visitors[site] = persona.identity;
      },
      async forgetQueue({ site }) {
        events.push(`forget ${site}`);
      },
      note() {},
      changed() {},
      now: () => 5,
    });
  };
  return {
    start,
    visitors,
    events,
    lasting,
    relent() {
      refuses = false;
    },
  };
}

describe('a simulation', () => {
  it('holds first, then keeps the visitor, then becomes another', async () => {
    const { start, events } = world();
    const report = await start().simulate(1, BOB, true);
    expect(report.verified).toBe(true);
    expect(events.filter((event) => event !== 'release')).toEqual(['hold', 'take', 'become']);
  });

  it('lets go only when everything is back', async () => {
    const { start, events, visitors, relent } = world({ stubborn: true });
    const rehearsals = start();
    await rehearsals.simulate(1, BOB, true);
    events.length = 0;
    expect((await rehearsals.end(1)).verified).toBe(false);
    expect(events).toEqual(['restore']);
    expect((await rehearsals.read(1)).simulation).not.toBeNull();
    relent();
    expect((await rehearsals.end(1)).verified).toBe(true);
    expect(events.at(-1)).toBe('release');
    expect(visitors['shop.test']).toBe('anon');
    expect(await rehearsals.read(1)).toMatchObject({ sandbox: null, simulation: null });
  });

  it('outlives the background and the browser, and says that it was cut off', async () => {
    const { start, visitors } = world();
    await start().simulate(1, BOB, true);
    expect((await start().read(1)).simulation).toMatchObject({ interrupted: false });
    const next = start('second');
    const { simulation, sandbox } = await next.read(1);
    expect(simulation).toMatchObject({ interrupted: true, site: 'shop.test', persona: BOB });
    expect(sandbox).toEqual({ strength: 'everything', scope: 'site' });
    await next.end(1);
    expect(visitors['shop.test']).toBe('anon');
  });

  it('is ended from the page of another site', async () => {
    const { start, visitors } = world();
    const rehearsals = start();
    await rehearsals.simulate(1, BOB, true);
    expect((await rehearsals.read(2)).elsewhere).toMatchObject([{ site: 'shop.test' }]);
    await rehearsals.end(2, 'shop.test');
    expect(visitors).toEqual({ 'shop.test': 'anon', 'other.test': 'ann' });
    expect((await rehearsals.read(2)).elsewhere).toEqual([]);
  });

  it('of a private window is never on the disk', async () => {
    const { start, lasting } = world({ incognito: true });
    const rehearsals = start();
    await rehearsals.simulate(1, BOB, true);
    await rehearsals.undoable(1, 'log-out', () => start().end(2));
    expect([...lasting.data.values()].join()).not.toMatch(/anon|shop|bob/);
  });

  it('brings back who was there first, whatever happened in between', async () => {
    const step = fc.oneof(
      fc.constantFrom(BOB, CAROL).map((persona) => ({ type: 'simulate', persona }) as const),
      fc.constant({ type: 'end' } as const),
      fc.constant({ type: 'die' } as const),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), fc.boolean(), async (steps, held) => {
        const { start, visitors } = world();
        let rehearsals = start();
        for (const one of steps) {
          if (one.type === 'die') rehearsals = start();
          else if (one.type === 'end') await rehearsals.end(1);
          else {
            await rehearsals.simulate(1, one.persona, held);
            expect(visitors['shop.test']).toBe(one.persona.identity);
            const { sandbox } = await rehearsals.read(1);
            expect(sandbox !== null).toBe(held);
          }
          expect(visitors['other.test']).toBe('ann');
        }
        await rehearsals.end(1);
        expect(visitors['shop.test']).toBe('anon');
        expect(await rehearsals.read(1)).toMatchObject({ sandbox: null, simulation: null });
      }),
    );
  });
});

describe('the sandbox of a tab', () => {
  it('drops what the library would send again before it lets go', async () => {
    const { start, events } = world();
    const rehearsals = start();
    await rehearsals.setSandbox(1, 'everything');
    expect(events).not.toContain('forget shop.test');
    events.length = 0;
    await rehearsals.setSandbox(1, null);
    expect(events).toEqual(['forget shop.test', 'release']);
  });
});

describe('a reset', () => {
  it('is kept until it is taken back', async () => {
    const { start, visitors } = world();
    const work = vi.fn(async () => {
      visitors['shop.test'] = '';
      return (await start().end(2)) as never;
    });
    await start().undoable(1, 'new-visitor', work);
    const next = start();
    expect((await next.read(1)).undo).toEqual({ action: 'new-visitor', at: 5 });
    expect((await next.read(2)).undo).toBeNull();
    expect((await next.undo(1)).verified).toBe(true);
    expect(visitors['shop.test']).toBe('anon');
    expect((await next.read(1)).undo).toBeNull();
  });
});

describe('the site of a visitor', () => {
  it.each([
    ['http://www.shop.test/', [], 'shop.test'],
    ['http://shop.test/', ['.shop.test'], 'shop.test'],
    ['http://a.b.shop.test/', ['.shop.test', 'a.b.shop.test'], 'shop.test'],
    ['http://shop.test/', ['.else.test'], 'shop.test'],
    ['http://localhost:8080/', [], 'localhost'],
  ])('%s with cookies on %j is %s', (url, domains, site) => {
    expect(
      visitorSite(
        url,
        domains.map((domain) => ({ domain })),
      ),
    ).toBe(site);
  });
});
