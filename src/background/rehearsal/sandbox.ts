import * as v from 'valibot';
import type { KeyValueArea } from '../../platform/storage.ts';
import { type SandboxStatus, type SandboxStrength, STRENGTHS } from '../../protocol/rehearsal.ts';
import { createLine } from '../line.ts';
import { type HeldSite, type HoldPlan, hostOf, isOfSite, type TrackingPlace } from './hold-plan.ts';

const strength = v.picklist(STRENGTHS);
const TABS = v.array(
  v.object({ tabId: v.number(), strength, site: v.string(), lasting: v.boolean() }),
);
const SITES = v.array(
  v.object({ site: v.string(), strength, simulated: v.boolean(), lasting: v.boolean() }),
);
type SandboxTab = v.InferOutput<typeof TABS>[number];
type SandboxSite = v.InferOutput<typeof SITES>[number];

/** Keys in storage. */
const KEYS = {
  tabs: 'sandbox.tabs',
  outside: 'sandbox.outside',
  sites: 'sandbox.sites',
} as const;

export interface OpenTab {
  readonly id: number;
  readonly url?: string;
}

export interface Sandbox {
  /** Whether and how a tab is held; `host` is that of its page. */
  of(tabId: number, host: string): SandboxStatus | null;
  /** Puts a tab into the sandbox or, with null, lets it out. */
  setTab(tabId: number, site: string, strength: SandboxStrength | null): Promise<void>;
  /**
   * Holds a site in every tab or, with null, lets it go.
   * @param lasting also after the browser was ended; never for a private window
   */
  setSite(site: string, strength: SandboxStrength | null, lasting: boolean): Promise<void>;
  /** A tab opened from one in the sandbox is in it too. */
  opened(tabId: number, opener: number | undefined): Promise<void>;
  closed(tabId: number): Promise<void>;
  /** Has the browser act anew, by other places. */
  refresh(): Promise<void>;
  /** Everything that decides what is held now. */
  plan(): HoldPlan;
  readonly ready: Promise<void>;
}

export interface SandboxNeeds {
  /** Outlives the background, not the browser. */
  readonly session: KeyValueArea;
  /** Outlives the browser. */
  readonly lasting: KeyValueArea;
  openTabs(): Promise<readonly OpenTab[]>;
  isPrivate(tabId: number): Promise<boolean>;
  /** Makes the browser hold what the plan holds. Rejects if it does not. */
  apply(plan: HoldPlan): Promise<void>;
  changed(): void;
  /** Where tracking requests go. */
  places(): Promise<readonly TrackingPlace[]>;
}

/**
 * Which tabs and sites are kept from Kissmetrics. State is stored before it counts, and the browser
 * is told last of a release and first of a hold, so that nothing leaves in between.
 */
export function createSandbox(needs: SandboxNeeds): Sandbox {
  let places: readonly TrackingPlace[] = [];
  let tabs: readonly SandboxTab[] = [];
  let sites: readonly SandboxSite[] = [];
  /** Null while no tab is in the sandbox: then every tab that is open is outside. */
  let outside: readonly number[] | null = null;

  const plan = (): HoldPlan => {
    const held = (simulated: boolean): HeldSite[] =>
      sites
        .filter((site) => site.simulated === simulated)
        .map(({ site, strength, lasting }) => ({ site, strength, lasting }));
    return {
      places,
      tabs: new Map(tabs.map((tab) => [tab.tabId, tab.strength])),
      outside: outside ?? [],
      sites: held(true),
      tabSites: [...held(false), ...tabs.filter((tab) => !tab.lasting)],
    };
  };

  const load = async (): Promise<void> => {
    places = await needs.places();
    const [storedTabs, storedOutside, passing, kept] = await Promise.all([
      needs.session.get(KEYS.tabs),
      needs.session.get(KEYS.outside),
      needs.session.get(KEYS.sites),
      needs.lasting.get(KEYS.sites),
    ]);
    for (const stored of [passing, kept]) {
      const read = v.safeParse(SITES, stored);
      if (read.success) sites = [...sites, ...read.output];
    }
    const read = v.safeParse(TABS, storedTabs);
    const readOutside = v.safeParse(v.array(v.number()), storedOutside);
    if (readOutside.success) outside = readOutside.output;
    if (read.success) tabs = read.output;
    else if (sites.length > 0) await recover();
    if (tabs.length > 0 || sites.length > 0) await update();
    // A crash between storing and applying must not leave something held that nobody sees.
    else await needs.apply(plan());
  };

  /** The browser began anew: the tabs of a site that come back are the ones that were held. */
  const recover = async (): Promise<void> => {
    const open = await needs.openTabs();
    tabs = sites
      .filter((site) => !site.simulated)
      .flatMap(({ site, strength }) =>
        open
          .filter(({ url }) => url !== undefined && isOfSite(hostOf(url), site))
          .map(({ id }) => ({ tabId: id, strength, site, lasting: true })),
      );
  };

  /** Stores the state, and has the browser act by it. */
  const update = async (): Promise<void> => {
    const open = new Set((await needs.openTabs()).map(({ id }) => id));
    tabs = tabs.filter(({ tabId }) => open.has(tabId));
    const held = new Set(tabs.map(({ tabId }) => tabId));
    const others = [...(outside ?? open)].filter((id) => open.has(id) && !held.has(id));
    outside = tabs.length === 0 ? null : others;
    const ofTabs = new Map(
      tabs.filter((tab) => tab.lasting).map((tab) => [tab.site, tab.strength]),
    );
    sites = [
      ...sites.filter(({ simulated }) => simulated),
      ...[...ofTabs].map(([site, its]) => ({
        site,
        strength: its,
        simulated: false,
        lasting: true,
      })),
    ];
    await Promise.all([
      needs.session.set({
        [KEYS.tabs]: tabs,
        [KEYS.outside]: outside,
        [KEYS.sites]: sites.filter(({ lasting }) => !lasting),
      }),
      needs.lasting.set({ [KEYS.sites]: sites.filter(({ lasting }) => lasting) }),
    ]);
    await needs.apply(plan());
    needs.changed();
  };

  const ready = load();
  const inLine = createLine(ready);

  return {
    ready,
    plan,
    of(tabId, host) {
      const site = sites.find((one) => one.simulated && isOfSite(host, one.site));
      if (site) return { strength: site.strength, scope: 'site' };
      const tab = tabs.find((one) => one.tabId === tabId);
      return tab ? { strength: tab.strength, scope: 'tab' } : null;
    },
    setTab: (tabId, site, next) =>
      inLine(async () => {
        const lasting = !(await needs.isPrivate(tabId));
        tabs = tabs.filter((tab) => tab.tabId !== tabId);
        if (next === null && outside !== null) outside = [...outside, tabId];
        if (next !== null) tabs = [...tabs, { tabId, strength: next, site, lasting }];
        await update();
      }),
    setSite: (site, next, lasting) =>
      inLine(async () => {
        sites = sites.filter((one) => !(one.simulated && one.site === site));
        if (next !== null) sites = [...sites, { site, strength: next, simulated: true, lasting }];
        await update();
      }),
    refresh: () =>
      inLine(async () => {
        places = await needs.places();
        await needs.apply(plan());
      }),
    opened: (tabId, opener) =>
      inLine(async () => {
        if (tabs.length === 0) return;
        const from = tabs.find((tab) => tab.tabId === opener);
        if (!from) outside = [...(outside ?? []), tabId];
        else tabs = [...tabs.filter((tab) => tab.tabId !== tabId), { ...from, tabId }];
        await update();
      }),
    closed: (tabId) =>
      inLine(async () => {
        if (tabs.length === 0) return;
        tabs = tabs.filter((tab) => tab.tabId !== tabId);
        await update();
      }),
  };
}
