import type { CurrentIdentity } from './session.ts';

/** The one line that says whether what is shown can be relied on. */
export type HealthState =
  | 'watching'
  | 'no-kissmetrics'
  | 'no-access'
  | 'interrupted'
  | 'invalidated';

/** What the browser withholds: the page's site, the tracking hosts, or the sites of frames. */
export type Withheld = 'site' | 'tracking' | 'frames';

/**
 * Where a log is. `private`: in memory, because its tab is in a private window; `overflowed`: in
 * memory, from some observation on, because the disk takes no more or there is no database.
 */
export type Kept = 'disk' | 'private' | 'overflowed';

export interface Health {
  readonly state: HealthState;
  /** Calls waiting for a library that has not loaded. */
  readonly queued: number;
  /** When the log began, in milliseconds since 1970; absent for an empty one. */
  readonly since?: number;
  readonly withheld?: Withheld;
  /** The page sends requests, and neither `_kmq` nor `KM` was seen in it. */
  readonly withoutLibrary?: true;
  /** The page was open before the extension: its calls are not watched until it is loaded again. */
  readonly unwatched?: true;
  readonly kept?: Exclude<Kept, 'disk'>;
}

/** What is known of a tab and of the link to the background, for `healthOf`. */
export interface HealthFacts {
  readonly link: 'connecting' | 'connected' | 'interrupted' | 'invalidated';
  /** The page's own word; null while there is none. */
  readonly page:
    | { readonly state: 'browser-page' }
    | { readonly state: 'no-access' }
    | {
        readonly state: 'readable';
        readonly library: 'none' | 'queueing' | 'loaded';
        readonly queued: number;
        readonly identity: string | null;
        readonly url: string;
        /** When it began, in milliseconds since 1970; absent where it does not say so. */
        readonly began?: number;
        readonly unwatched?: true;
      }
    | null;
  readonly access: {
    readonly site: boolean;
    readonly tracking: boolean;
    readonly frames: readonly string[];
  } | null;
  readonly current: Pick<CurrentIdentity, 'library' | 'queued' | 'url'> &
    Partial<Pick<CurrentIdentity, 'sender'>>;
  readonly hasEntries: boolean;
  readonly since: number | null;
  readonly kept?: Kept | undefined;
}

/** The state of health: of several things that are wrong, the one that explains the others. */
export function healthOf(facts: HealthFacts): Health {
  const { page, current, kept, since } = facts;
  const readable = page?.state === 'readable' ? page : null;
  const withheld = withheldOf(facts);
  const known = isElsewhere(facts) ? null : current;
  // Calls that were queued before the probe came are not in the log, and the page counts them; what
  // it said while it was loading is out of date once the log knows that the library has loaded.
  const queued =
    (known?.library ?? readable?.library) === 'queueing'
      ? Math.max(known?.queued ?? 0, readable?.queued ?? 0)
      : 0;
  return {
    state: stateOf(facts, withheld),
    queued,
    ...(since !== null && { since }),
    ...(withheld !== undefined && { withheld }),
    ...(senderOf(facts)?.library === false && { withoutLibrary: true }),
    ...(readable?.unwatched && { unwatched: true }),
    ...(kept !== undefined && kept !== 'disk' && { kept }),
  };
}

function stateOf(facts: HealthFacts, withheld: Withheld | undefined): HealthState {
  const { link, page, current, hasEntries } = facts;
  if (link === 'invalidated' || link === 'interrupted') return link;
  if (withheld === 'site' || withheld === 'tracking') return 'no-access';
  if (page?.state === 'browser-page') return 'no-kissmetrics';
  if (senderOf(facts) !== null) return 'watching';
  if (page?.state === 'readable' && page.library === 'none' && isElsewhere(facts))
    return 'no-kissmetrics';
  if (page?.state !== 'readable' || hasEntries || current.library !== undefined) return 'watching';
  return page.library === 'none' && page.identity === null ? 'no-kissmetrics' : 'watching';
}

/**
 * What sends in the page that is open, where nothing of Kissmetrics is in its top document: its own
 * code, a tag manager's pixel, a worker, a frame.
 */
function senderOf({ page, current }: HealthFacts): CurrentIdentity['sender'] {
  if (page?.state !== 'readable' || page.library !== 'none') return null;
  const { sender = null } = current;
  const { began } = page;
  return sender !== null && began !== undefined && sender.since >= began ? sender : null;
}

/** Whether what the log knows is of another page than the one that is open. */
function isElsewhere({ page, current }: HealthFacts): boolean {
  return page?.state === 'readable' && current.url !== null && page.url !== current.url;
}

function withheldOf({ page, access }: HealthFacts): Withheld | undefined {
  if (page?.state === 'no-access' || access?.site === false) return 'site';
  if (page?.state === 'browser-page' || access === null) return undefined;
  if (!access.tracking) return 'tracking';
  return access.frames.length > 0 ? 'frames' : undefined;
}
