import { BATCH_PATH } from '../../core/kissmetrics/batch.ts';
import type { TrackingHost } from '../../core/kissmetrics/decode.ts';
import { TRACKING_PATHS, VENDOR_HOSTS } from '../../core/kissmetrics/hosts.ts';
import { splitUrl } from '../../core/kissmetrics/url.ts';
import type { SandboxStrength } from '../../protocol/rehearsal.ts';

/** A site that is held: a host name and whatever is below it. */
export interface HeldSite {
  readonly site: string;
  readonly strength: SandboxStrength;
  /** Still held after the browser was ended. Not so for private windows, which leave no trace. */
  readonly lasting: boolean;
}

/** A place where tracking requests go: a host with everything on it, or below a path of it. */
export interface TrackingPlace {
  readonly host: string;
  /** For a host that serves other things too: the path before `/a`, `/e`, `/s`; may be empty. */
  readonly prefix?: string;
  /** It takes batches and serves other things too. */
  readonly batch?: true;
}

/** Everything that decides what is held back from Kissmetrics. */
export interface HoldPlan {
  readonly places: readonly TrackingPlace[];
  /** Tabs in the sandbox. */
  readonly tabs: ReadonlyMap<number, SandboxStrength>;
  /**
   * Tabs known not to be in it. While a tab is in the sandbox, one that is neither here nor there
   * is new, and held until it is known whether it was opened from there.
   */
  readonly outside: readonly number[];
  /** Sites held in every tab, since a simulated visitor lives in their cookies. */
  readonly sites: readonly HeldSite[];
  /** Sites of the tabs in the sandbox: held where a request has no tab, and where tabs were lost. */
  readonly tabSites: readonly HeldSite[];
}

export const VENDOR_PLACES: readonly TrackingPlace[] = VENDOR_HOSTS.map(({ host, form }) =>
  form === 'batch' ? { host, batch: true } : { host },
);

/** The vendor's places and the user's own. */
export function placesOf(own: readonly TrackingHost[]): readonly TrackingPlace[] {
  return [...VENDOR_PLACES, ...own.map(({ host, pathPrefix }) => ({ host, prefix: pathPrefix }))];
}

/** Requests of no tab: of shared and service workers. */
export const NO_TAB = -1;

const PATHS = Object.keys(TRACKING_PATHS);
const ALIASES = PATHS.filter((path) => TRACKING_PATHS[path] === 'alias');

/**
 * What is held of a place, as a regular expression over a URL; null for all of its host. A batch is
 * held as a whole where aliases are: rules do not see what is in it.
 */
export function heldUrls(place: TrackingPlace, strength: SandboxStrength): string | null {
  const start = `^https?://(?:[^/?#]*@)?${escaped(place.host)}(?::\\d+)?`;
  if (place.batch) return `${start}${BATCH_PATH}(?:[?#]|$)`;
  if (strength === 'everything' && place.prefix === undefined) return null;
  const paths = (strength === 'aliases' ? ALIASES : PATHS).map((path) => escaped(path));
  return `${start}${escaped(place.prefix ?? '')}(?:${paths.join('|')})(?:[?#]|$)`;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');

/** Whether a host is the site's own or below it. */
export function isOfSite(host: string, site: string): boolean {
  return host === site || host.endsWith(`.${site}`);
}

/** A request as it is about to leave. */
export interface Leaving {
  readonly url: string;
  readonly tabId: number;
  /** Host of the document that sends it; empty where the browser does not say. */
  readonly from: string;
}

/** Whether a request is held. The rules made of the same plan hold exactly the same. */
export function holds(plan: HoldPlan, request: Leaving): boolean {
  const strength = strengthFor(plan, request);
  if (strength === null) return false;
  const host = hostOf(request.url);
  return plan.places.some((place) => {
    if (!isOfSite(host, place.host)) return false;
    const urls = heldUrls(place, strength);
    return urls === null || new RegExp(urls, 'i').test(request.url);
  });
}

function strengthFor(plan: HoldPlan, { tabId, from }: Leaving): SandboxStrength | null {
  const matching = (sites: readonly HeldSite[]) =>
    sites.filter(({ site }) => isOfSite(from, site)).map(({ strength }) => strength);
  const found = matching(plan.sites);
  if (tabId === NO_TAB) found.push(...matching(plan.tabSites));
  else if (plan.tabs.has(tabId)) found.push(plan.tabs.get(tabId) as SandboxStrength);
  else if (!plan.outside.includes(tabId))
    found.push(...plan.tabs.values(), ...matching(plan.tabSites));
  return strongest(found);
}

/** The one that holds more; null of none. */
function strongest(of: Iterable<SandboxStrength>): SandboxStrength | null {
  const all = new Set(of);
  return all.has('everything') ? 'everything' : all.has('aliases') ? 'aliases' : null;
}

/** Host of an http or https URL, without port; empty for anything else. */
export function hostOf(url: string): string {
  return splitUrl(url)?.host ?? '';
}
