import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type HeldSite,
  type HoldPlan,
  holds,
  isOfSite,
  type Leaving,
  NO_TAB,
  placesOf,
  VENDOR_PLACES,
} from '../../src/background/rehearsal/hold-plan.ts';
import { type HoldRule, rulesOf } from '../../src/background/rehearsal/hold-rules.ts';
import { decodeTrackingRequest } from '../../src/core/kissmetrics/decode.ts';
import { VENDOR_HOSTS } from '../../src/core/kissmetrics/hosts.ts';

/** What Chromium does with rules, as its documentation of `declarativeNetRequest` says. */
function heldByRules(rules: readonly HoldRule[], { url, tabId, from }: Leaving): boolean {
  const host = new URL(url).hostname;
  const among = (name: string, domains: readonly string[]) =>
    domains.some((domain) => isOfSite(name, domain));
  const matching = rules.filter(({ condition }) => {
    const { requestDomains, regexFilter, initiatorDomains, tabIds, excludedTabIds } = condition;
    return (
      condition.resourceTypes.includes('image') &&
      among(host, requestDomains) &&
      (regexFilter === undefined || new RegExp(regexFilter, 'i').test(url)) &&
      (initiatorDomains === undefined || among(from, initiatorDomains)) &&
      (tabIds === undefined || tabIds.includes(tabId)) &&
      !excludedTabIds?.includes(tabId)
    );
  });
  const highest = Math.max(...matching.map(({ priority }) => priority));
  const first = matching.filter(({ priority }) => priority === highest);
  return first.length > 0 && !first.some(({ action }) => action.type === 'allow');
}

const strength = fc.constantFrom('everything', 'aliases') as fc.Arbitrary<'everything' | 'aliases'>;
const site = fc.constantFrom('shop.test', 'www.shop.test', 'other.test', 'localhost');
const heldSite: fc.Arbitrary<HeldSite> = fc.record({ site, strength, lasting: fc.boolean() });
const plan: fc.Arbitrary<HoldPlan> = fc
  .record({
    tabs: fc.array(
      fc.record({ id: fc.integer({ min: 1, max: 4 }), strength, site, lasting: fc.boolean() }),
    ),
    outside: fc.uniqueArray(fc.integer({ min: 5, max: 8 })),
    sites: fc.array(heldSite, { maxLength: 2 }),
    lost: fc.array(heldSite, { maxLength: 1 }),
  })
  .map(({ tabs, outside, sites, lost }) => ({
    places: VENDOR_PLACES,
    tabs: new Map(tabs.map((tab) => [tab.id, tab.strength])),
    outside: tabs.length > 0 ? outside : [],
    sites,
    // As the sandbox makes them: the sites of its tabs, or of tabs that a crash has taken.
    tabSites:
      tabs.length > 0
        ? [...new Map(tabs.map((tab) => [tab.id, tab])).values()].map(
            ({ site, strength, lasting }) => ({ site, strength, lasting }),
          )
        : lost.map((one) => ({ ...one, lasting: true })),
  }));
const leaving: fc.Arbitrary<Leaving> = fc.record({
  url: fc
    .record({
      scheme: fc.constantFrom('http', 'https'),
      host: fc.constantFrom(
        'trk.kissmetrics.io',
        'trk.kissmetrics.com',
        'trc.kissmetrics.io',
        'api.kissmetrics.com',
        'kissmetrics.io',
        'shop.test',
      ),
      port: fc.constantFrom('', ':8080'),
      path: fc.constantFrom(
        ...['/a', '/e', '/s', '/ab', '/A', '/x/a', '/'],
        '/v1/products/p-1/tracking/e',
      ),
      query: fc.constantFrom('', '?_k=1', '#f'),
    })
    .map(({ scheme, host, port, path, query }) => `${scheme}://${host}${port}${path}${query}`),
  tabId: fc.integer({ min: -1, max: 10 }),
  from: fc.constantFrom(
    '',
    'shop.test',
    'www.shop.test',
    'a.www.shop.test',
    'notshop.test',
    'other.test',
    'localhost',
  ),
});

const nothing: HoldPlan = {
  places: VENDOR_PLACES,
  tabs: new Map(),
  outside: [],
  sites: [],
  tabSites: [],
};
const event: Leaving = { url: 'http://trk.kissmetrics.io/e?_n=x', tabId: 3, from: 'shop.test' };

/** Addresses of every form that the decoder knows, at every place of the vendor’s and at one’s own. */
const captured: fc.Arbitrary<string> = fc
  .record({
    scheme: fc.constantFrom('http', 'https', 'HTTPS'),
    user: fc.constantFrom('', 'a@', 'a:b@'),
    place: fc.constantFrom(
      ...VENDOR_HOSTS.map(({ host, form }) =>
        form === 'batch' ? `${host}|/v1/products/p-1/tracking/e` : `${host}|`,
      ),
      'own.test|/km',
    ),
    port: fc.constantFrom('', ':443', ':80', ':8080'),
    path: fc.constantFrom('/a', '/e', '/s'),
    query: fc.constantFrom('', '?', '?_k=1&_p=a&_n=b', '?x=/&', '#f', '?_signature=a%2Fb'),
  })
  .map(({ scheme, user, place, port, path, query }) => {
    const [host = '', before = ''] = place.split('|');
    const whole = before.startsWith('/v1') ? before : before + path;
    return `${scheme}://${user}${host}${port}${whole}${query}`;
  });

describe('what is captured', () => {
  const own = [{ host: 'own.test', pathPrefix: '/km' }];
  const plan = (strength: 'everything' | 'aliases') => ({
    ...nothing,
    places: placesOf(own),
    tabs: new Map([[3, strength]]),
  });

  it('is held too, and of aliases alone all that may have one', () => {
    fc.assert(
      fc.property(captured, (url) => {
        const request = decodeTrackingRequest(url, undefined, own);
        expect(request, url).not.toBeNull();
        expect(holds(plan('everything'), { ...event, url }), url).toBe(true);
        const mayAlias = request?.kind === 'alias' || request?.batch !== null;
        expect(holds(plan('aliases'), { ...event, url }), url).toBe(mayAlias);
      }),
      { numRuns: 1_000 },
    );
  });

  it('of the host of batches is the batch alone', () => {
    const url = 'https://api.kissmetrics.com/core/products';
    expect(holds(plan('everything'), { ...event, url })).toBe(false);
  });
});

describe('what is held', () => {
  it('is the same by rules and by asking', () => {
    fc.assert(
      fc.property(plan, leaving, (plan, request) => {
        const { session, dynamic } = rulesOf(plan);
        expect(heldByRules([...session, ...dynamic], request)).toBe(holds(plan, request));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is nothing without a sandbox', () => {
    expect(rulesOf(nothing)).toEqual({ session: [], dynamic: [] });
    fc.assert(fc.property(leaving, (request) => !holds(nothing, request)));
  });

  it('is everything of a tab, whatever the host, scheme and path', () => {
    const plan = { ...nothing, tabs: new Map([[3, 'everything' as const]]), outside: [4] };
    expect(holds(plan, event)).toBe(true);
    expect(holds(plan, { ...event, url: 'https://trk.kissmetrics.com:8080/whatever' })).toBe(true);
    expect(holds(plan, { ...event, tabId: 4 })).toBe(false);
    expect(holds(plan, { ...event, url: 'http://shop.test/a' })).toBe(false);
  });

  it('is what a tab sends that nobody knows yet: it may come from the sandbox', () => {
    const plan = { ...nothing, tabs: new Map([[3, 'everything' as const]]), outside: [4] };
    expect(holds(plan, { ...event, tabId: 9 })).toBe(true);
  });

  it('is aliases alone, if so chosen', () => {
    const plan = { ...nothing, tabs: new Map([[3, 'aliases' as const]]) };
    expect(holds(plan, event)).toBe(false);
    expect(holds(plan, { ...event, url: 'http://trk.kissmetrics.io/a?_n=x' })).toBe(true);
  });

  it('is what a worker of the site sends, which has no tab', () => {
    const tabSites = [{ site: 'shop.test', strength: 'everything', lasting: true } as const];
    const plan = { ...nothing, tabs: new Map([[3, 'everything' as const]]), tabSites };
    expect(holds(plan, { ...event, tabId: NO_TAB })).toBe(true);
    expect(holds(plan, { ...event, tabId: NO_TAB, from: 'other.test' })).toBe(false);
  });

  it('is only what is below the prefix, on a host that serves other things too', () => {
    const plan = {
      ...nothing,
      places: [{ host: 'shop.test', prefix: '/km' }],
      tabs: new Map([[3, 'everything' as const]]),
    };
    expect(holds(plan, { ...event, url: 'http://shop.test/km/e?_n=x' })).toBe(true);
    expect(holds(plan, { ...event, url: 'http://shop.test/e?_n=x' })).toBe(false);
  });

  it('outlives the browser by site, but not of a private window', () => {
    const site = { site: 'shop.test', strength: 'everything' } as const;
    const lasting = { ...nothing, sites: [{ ...site, lasting: true }] };
    const passing = { ...nothing, sites: [{ ...site, lasting: false }] };
    expect(heldByRules(rulesOf(lasting).dynamic, event)).toBe(true);
    expect(rulesOf(passing).dynamic).toEqual([]);
    expect(heldByRules(rulesOf(passing).session, event)).toBe(true);
  });
});
