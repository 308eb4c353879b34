import type { SandboxStrength } from '../../protocol/rehearsal.ts';
import { type HeldSite, type HoldPlan, heldUrls, NO_TAB, type TrackingPlace } from './hold-plan.ts';

/** A rule of `declarativeNetRequest`, as far as they are used here. */
export interface HoldRule {
  readonly id: number;
  readonly priority: number;
  readonly action:
    | { readonly type: 'redirect'; readonly redirect: { readonly url: string } }
    | { readonly type: 'block' | 'allow' };
  readonly condition: {
    readonly requestDomains: readonly string[];
    readonly regexFilter?: string;
    readonly isUrlFilterCaseSensitive?: false;
    readonly initiatorDomains?: readonly string[];
    readonly tabIds?: readonly number[];
    readonly excludedTabIds?: readonly number[];
    readonly resourceTypes: readonly string[];
  };
}

export interface HoldRules {
  /** Gone with the browser; may name tabs. */
  readonly session: readonly HoldRule[];
  /** Kept by the browser until they are taken away: they hold when tabs were lost in a crash. */
  readonly dynamic: readonly HoldRule[];
}

/**
 * Where held requests are sent instead: a GIF like the vendor's, so that images fire `load` and
 * other transports succeed. Its parameter tells it from every other redirect.
 */
export const HELD_URL =
  'data:image/gif;held=1;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';

/** All but `main_frame`: a page in place of the tab cannot be redirected to data. */
const SUBRESOURCES = [
  'sub_frame',
  'stylesheet',
  'script',
  'image',
  'font',
  'object',
  'xmlhttprequest',
  'ping',
  'csp_report',
  'media',
  'websocket',
  'webtransport',
  'webbundle',
  'other',
] as const;

const PRIORITY = { afterCrash: 1, outside: 2, held: 3 } as const;

type Who = Pick<HoldRule['condition'], 'initiatorDomains' | 'tabIds' | 'excludedTabIds'>;

/** The rules by which Chromium holds what the plan holds, also while no code of ours runs. */
export function rulesOf(plan: HoldPlan): HoldRules {
  const session: HoldRule[] = [];
  const dynamic: HoldRule[] = [];
  const add = (to: HoldRule[], rules: readonly Omit<HoldRule, 'id'>[]): void => {
    for (const rule of rules) to.push({ id: to.length + 1, ...rule });
  };
  for (const strength of ['everything', 'aliases'] as const) {
    const hold = (who: Who, priority: number = PRIORITY.held) =>
      holding(plan.places, strength, who, priority);
    const tabsOf = [...plan.tabs].filter(([, its]) => its === strength).map(([id]) => id);
    if (tabsOf.length > 0) {
      const elsewhere = [...plan.tabs.keys()].filter((id) => !tabsOf.includes(id));
      add(session, hold({ excludedTabIds: [...plan.outside, ...elsewhere, NO_TAB] }));
    }
    const anywhere = domains(plan.sites, strength);
    if (anywhere.length > 0) add(session, hold({ initiatorDomains: anywhere }));
    const ofTabs = domains(plan.tabSites, strength);
    if (ofTabs.length > 0) add(session, hold({ initiatorDomains: ofTabs, tabIds: [NO_TAB] }));
    const lasting = domains(
      [...plan.sites, ...plan.tabSites].filter((site) => site.lasting),
      strength,
    );
    if (lasting.length > 0) add(dynamic, hold({ initiatorDomains: lasting }, PRIORITY.afterCrash));
  }
  const known = [...plan.outside, ...plan.tabs.keys()];
  if (dynamic.length > 0 && known.length > 0) add(session, [allowing(plan.places, known)]);
  return { session, dynamic };
}

const domains = (sites: readonly HeldSite[], strength: SandboxStrength): string[] => [
  ...new Set(sites.filter((one) => one.strength === strength).map(({ site }) => site)),
];

function holding(
  places: readonly TrackingPlace[],
  strength: SandboxStrength,
  who: Who,
  priority: number,
): Omit<HoldRule, 'id'>[] {
  return places.flatMap((place) => {
    const urls = heldUrls(place, strength);
    const condition = {
      requestDomains: [place.host],
      ...(urls !== null && { regexFilter: urls, isUrlFilterCaseSensitive: false as const }),
      ...who,
    };
    return [
      {
        priority,
        action: { type: 'redirect', redirect: { url: HELD_URL } },
        condition: { ...condition, resourceTypes: SUBRESOURCES },
      },
      {
        priority,
        action: { type: 'block' },
        condition: { ...condition, resourceTypes: ['main_frame'] },
      },
    ] as const;
  });
}

/** While tabs are known, what outlives them has no say in them. */
function allowing(
  places: readonly TrackingPlace[],
  tabIds: readonly number[],
): Omit<HoldRule, 'id'> {
  return {
    priority: PRIORITY.outside,
    action: { type: 'allow' },
    condition: {
      requestDomains: places.map(({ host }) => host),
      tabIds,
      resourceTypes: [...SUBRESOURCES, 'main_frame'],
    },
  };
}
