import type { SeverityCounts } from '../core/findings/gravity.ts';
import type { IdentityKindOrNone, Observation } from '../core/session/observation.ts';
import type { EarlierLogs, Kept } from './kept.ts';
import type { Persona, Rehearsal, SandboxStrength } from './rehearsal.ts';
import type { WitnessedPage, WitnessedRequest } from './witness.ts';

/** A Kissmetrics cookie of the page's site, as the browser holds it. */
export interface PageCookie {
  readonly name: string;
  /** Percent-decoded; as it stands where that fails. */
  readonly value: string;
  readonly domain: string;
  readonly path: string;
  /** Seconds since 1970; absent for a session cookie. */
  readonly expires?: number;
}

/** What a tab's page says about Kissmetrics when asked. */
export type PageState =
  /** A page of the browser's own, or a store page, where no extension may look. */
  | { readonly state: 'browser-page' }
  /** The user has not given the extension access to this site (or it is a page as above). */
  | { readonly state: 'no-access'; readonly url: string | null }
  | {
      readonly state: 'readable';
      readonly url: string;
      /** `none`: nothing of Kissmetrics in the top document. */
      readonly library: 'none' | 'queueing' | 'loaded';
      readonly generation?: 'older' | 'newer';
      /** Calls waiting in `_kmq` for the library. */
      readonly queued: number;
      /** What `KM.i()` would return; null while the library would have to make an ID. */
      readonly identity: string | null;
      readonly kind: IdentityKindOrNone;
      /** `KM.i()` was asked; or its answer was worked out, where asking would change the page. */
      readonly source: 'library' | 'cookie';
      /** The identity that `identify` with a new name would alias; null if it would send nothing. */
      readonly aliases: string | null;
      readonly apiKey: string | null;
      readonly cookies: readonly PageCookie[];
      /** When the document began, in milliseconds since 1970, by its own word. */
      readonly began?: number;
      /** It was open before the extension: its calls are not watched until it is loaded again. */
      readonly unwatched?: true;
    };

/** What the user lets the extension see of a tab. */
export interface Access {
  /** The page's site; true where there is nothing to allow, on a page of the browser's own. */
  readonly site: boolean;
  /** Every tracking host, the user's own included. */
  readonly tracking: boolean;
  /** Hosts of frames in the page that are withheld. */
  readonly frames: readonly string[];
}

/** `forget-queue`: the library's unsent requests (`km_uq`) are dropped. */
export const PAGE_ACTIONS = ['log-out', 'new-visitor', 'forget-queue'] as const;
export type PageAction = (typeof PAGE_ACTIONS)[number];

/** Everything that changes the visitor and is reported. */
export type ReportedAction = PageAction | 'simulate' | 'end-simulation' | 'undo';

/** What an action did, read again from the page and the cookie store afterwards. */
export interface ActionReport {
  readonly action: ReportedAction;
  readonly before: PageState;
  readonly after: PageState;
  /**
   * The action reached its aim, by what the library would do next. log-out: no named ID; new visitor:
   * nothing of the old identity in any open document of the site; forget queue: no `km_uq`;
   * simulate: the page says the ID; end and undo: every cookie as before, and every library would
   * use and alias the same identity as before.
   */
  readonly verified: boolean;
  /** Open documents of the site whose library keeps a memory that cannot be seen, or that are silent. */
  readonly unseen: number;
}

/** A part of a tab's log. */
export interface LogChunk {
  /** The log this is a part of; another one after `Clear` or a new browser session. */
  readonly logId: string;
  /** Where the log is. */
  readonly kept: Kept;
  readonly observations: readonly Observation[];
  /** There is more after the last one: read on. */
  readonly more: boolean;
}

/** What a panel has counted in the log of its tab. */
export interface PanelCount {
  readonly severities: SeverityCounts;
  /** Position of the last observation that was counted; -1 for none. */
  readonly upTo: number;
}

/** Requests that the panel and the popup make of the background. */
export interface BackgroundApi {
  /** The log of a tab after `after` (a `seq`, -1 for all of it). */
  'log.read'(args: { readonly tabId: number; readonly after: number }): LogChunk;
  'log.clear'(args: { readonly tabId: number }): null;
  /** Removes every log: open tabs begin anew, earlier ones are gone. */
  'log.clear-all'(args: null): null;
  'earlier.list'(args: null): EarlierLogs;
  /** Fails if the log is not kept any more. */
  'earlier.read'(args: { readonly logId: string; readonly after: number }): {
    readonly observations: readonly Observation[];
    readonly more: boolean;
  };
  'earlier.remove'(args: { readonly logId: string }): null;
  /** Takes what the developer tools saw where the extension may not look itself. */
  'log.witness'(args: {
    readonly tabId: number;
    readonly requests: readonly WitnessedRequest[];
    readonly page: WitnessedPage | null;
  }): null;
  /**
   * Takes what the panel has counted in the tab's log, for the badge; null: it counts no more, or
   * not all of it.
   */
  'badge.tell'(args: { readonly tabId: number; readonly count: PanelCount | null }): null;
  'access.read'(args: { readonly tabId: number }): Access;
  /** Opens the popup's page in a window of its own, where the user can be asked for access. */
  'access.open'(args: { readonly tabId: number }): null;
  /** Loads the page again. */
  'page.reload'(args: { readonly tabId: number }): null;
  'page.read'(args: { readonly tabId: number }): PageState;
  'page.act'(args: {
    readonly tabId: number;
    readonly action: PageAction;
    /** Loads the page again afterwards. */
    readonly reload: boolean;
  }): ActionReport;
  /** Takes back the last reset on the tab's site. */
  'page.undo'(args: { readonly tabId: number }): ActionReport;
  'rehearsal.read'(args: { readonly tabId: number }): Rehearsal;
  'sandbox.set'(args: { readonly tabId: number; readonly strength: SandboxStrength | null }): null;
  'simulation.start'(args: {
    readonly tabId: number;
    readonly persona: Persona;
    readonly sandboxed: boolean;
  }): ActionReport;
  /** Ends the simulation of the tab's site, or of another. */
  'simulation.end'(args: { readonly tabId: number; readonly site?: string }): ActionReport;
}

/** What the background tells those who are connected for a tab, unasked. */
export interface BackgroundPushes {
  'log.appended': {
    readonly logId: string;
    readonly kept: Kept;
    readonly observations: readonly Observation[];
  };
  'log.cleared': { readonly logId: string };
  /** The logs of closed tabs are others now; `all`: the user had every one removed. */
  'earlier.changed': { readonly all: boolean };
  /** The user has changed what the extension may see: read again. */
  'access.changed': null;
  /** Sandbox, simulation or undo may be others now: read again. */
  'rehearsal.changed': null;
}

/** The panel and the popup connect with a port of this name followed by the tab's ID. */
export const PORT_PREFIX = 'tab:';
