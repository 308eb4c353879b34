import type { Finding } from '../findings/finding.ts';
import type { SeverityCounts } from '../findings/gravity.ts';
import type { TrackingRequest } from '../kissmetrics/tracking-request.ts';
import type { KindLists } from '../people/kinds/kind-lists.ts';
import type { Kinds } from '../people/kinds/kinds.ts';
import type { People } from '../people/people.ts';
import type {
  CallArgument,
  CookieState,
  Delivery,
  IdentityKindOrNone,
  LibraryObservation,
  Observation,
  TimeDoubt,
  Witness,
  WorkerTabs,
} from './observation.ts';

/** What every entry of the timeline has. */
interface EntryBase {
  /** The `seq` of the observation that began it, and a fraction in a batch: stable and unique. */
  readonly key: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** What is wrong with `at`; absent where it is exact. */
  readonly time?: TimeDoubt;
  readonly frameId: number;
  readonly documentId?: string;
  /** Findings about this entry. */
  readonly findings: readonly Finding[];
}

/** Why a tracking request was sent, as far as it can be known. */
export type Cause =
  /** A call of the page: `alias`, `identify`, `record`, `set`, … by the entry key of the call. */
  | { readonly by: 'call'; readonly method: string; readonly call: number }
  /** `?kmi=` in the document's URL. */
  | { readonly by: 'url' }
  /** A form tracked with `trackSubmit`; the entry key of that call. */
  | { readonly by: 'form'; readonly call: number }
  /** The library repeats an unanswered request from `km_uq`; the entry key of the first. */
  | { readonly by: 'queue'; readonly first: number }
  /** No call was seen although calls are watched in that document. */
  | { readonly by: 'unseen' }
  /** Calls are not watched there (a file, withheld access): nothing can be said. */
  | { readonly by: 'unknown' };

/** The Kissmetrics cookies around an entry, as the page claims them. The lists are shared: equal means the same. */
export interface CookieChange {
  /** Just before it; null if they were not looked at then. */
  readonly before: readonly CookieState[] | null;
  /** Just after it. */
  readonly after: readonly CookieState[];
}

/** One of the requests that a request was sent on through. */
export interface Hop {
  /** The `seq` of its observation. */
  readonly key: number;
  readonly method: string;
  readonly url: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The HTTP status, where the address itself answered. */
  readonly status?: number;
  /**
   * Who sent it on: the server by a redirect; the browser itself or an extension, before anything
   * left; the page's service worker. Absent for the hop that ended the request.
   */
  readonly sentOn?: 'server' | 'browser' | 'worker';
  /** Where a redirect led. */
  readonly to?: string;
}

/** A tracking request in the timeline. */
export interface RequestEntry extends EntryBase {
  readonly kind: 'alias' | 'event' | 'properties';
  /** What arrived: of several hops the last. */
  readonly request: TrackingRequest;
  /** Of a request that was sent on, every hop, the first included; the last decides how it ended. */
  readonly hops?: readonly Hop[];
  readonly method: string;
  /** As it left the page. */
  readonly url: string;
  /** The body as text, for POST; of a batch that of the whole. */
  readonly body?: string;
  /** How the body was compressed when it was sent, or written in a file. */
  readonly bodyEncoding?: 'gzip' | 'deflate' | 'base64';
  readonly transport?: string;
  readonly documentUrl?: string;
  readonly witness: Witness;
  /** A shared or service worker sent it, perhaps for another tab of its site. */
  readonly worker?: WorkerTabs;
  /** The page was being prepared by the browser, and nobody had been shown it yet. */
  readonly prerendered?: 'yes';
  /** Where the page sent it, as text, where the witness says so. */
  readonly stack?: string;
  readonly delivery: Delivery;
  readonly status?: number;
  readonly error?: string;
  /** The page's service worker answered, and no request of its own is known: what became of it is not. */
  readonly answeredBy?: 'worker';
  /** When the outcome came, in milliseconds since 1970. */
  readonly endedAt?: number;
  readonly cause: Cause;
  /** Entry ID of the request that this one repeats byte for byte; null for a first one. */
  readonly retryOf: number | null;
  /** For an alias: the latest time, in milliseconds since 1970, until which it may not be visible. */
  readonly mergeBy?: number;
  /**
   * For an alias: whether it joined two people, was within one already, joins nobody (blocked, held,
   * incomplete, same), or could not be read well enough to say.
   */
  readonly joins?: 'two' | 'same' | 'none' | 'unknown';
  /** For an alias: the cookies around it, by the same document. A call that caused it tells more exactly. */
  readonly cookies?: CookieChange;
  /** For an alias that was kept from joining (blocked, held): what it would have done. */
  readonly wouldJoin?: 'two' | 'same';
}

/** What became of a call that sends: `identify`, `alias`, `record`, `set`. */
export type CallFate =
  /** Waiting in the queue for the library. */
  | 'queued'
  /** It should send, and may still. */
  | 'waiting'
  /** The requests it caused, in `CallEntry.requests`. */
  | 'sent'
  /** It should have sent, and nothing was seen. */
  | 'not-sent'
  /** By its nature or in this state it sends nothing. */
  | 'nothing-to-send';

export interface CallEntry extends EntryBase {
  readonly kind: 'call';
  /** null when a function was queued. */
  readonly method: string | null;
  readonly args: readonly CallArgument[];
  readonly through: 'queue' | 'library';
  readonly stack?: string;
  /** Whether the loaded library has the method; absent if it was not asked. */
  readonly exists?: boolean;
  /** When the library ran it, in milliseconds since 1970; absent while queued. */
  readonly ranAt?: number;
  readonly identityBefore?: string | null;
  /** The cookies just before it ran and once the script that made it had ended. */
  readonly cookies?: CookieChange;
  readonly fate: CallFate;
  /** Entry IDs of the requests that it caused. */
  readonly requests: readonly number[];
}

/** A change of the current identity in one frame. */
export interface IdentityEntry extends EntryBase {
  readonly kind: 'identity';
  readonly identity: string | null;
  readonly identityKind: IdentityKindOrNone;
  readonly previous: string | null;
  readonly source: 'library' | 'cookie';
  /** Read by DevTools, where the extension may not look itself. */
  readonly witness?: 'devtools';
  /** The call that led to it, by entry key, where one did. */
  readonly cause?: { readonly method: string; readonly call: number };
  /** The cookies at the last look before the change, and at the look that noticed it. */
  readonly cookies?: CookieChange;
}

export interface NavigationEntry extends EntryBase {
  readonly kind: 'navigation';
  readonly url: string;
}

export interface NoteEntry extends EntryBase {
  readonly kind: 'note';
  readonly code: string;
  readonly detail?: string;
}

export type Entry = RequestEntry | CallEntry | IdentityEntry | NavigationEntry | NoteEntry;

export interface Counts {
  /** Retries are not in `alias`, `event`, `properties` but in `retry`. */
  readonly alias: number;
  readonly event: number;
  readonly properties: number;
  readonly retry: number;
  /** Requests that could not be decoded in full; they are in the other counts too. */
  readonly malformed: number;
  /** Requests of whose body not all is known; they are in the other counts too. */
  readonly unreadable: number;
  readonly finding: number;
}

/** Who Kissmetrics thinks the visitor is, in one frame. */
export interface CurrentIdentity {
  readonly identity: string | null;
  readonly kind: IdentityKindOrNone;
  readonly apiKey: string | null;
  /** Absent while nothing of Kissmetrics was noticed in the frame's current document. */
  readonly library?: LibraryObservation['state'];
  readonly generation?: 'older' | 'newer';
  /** Calls waiting for the library in the current document. */
  readonly queued: number;
  readonly url: string | null;
  /** Key of the entry of the latest change of identity; null if there was none. */
  readonly change: number | null;
  /** The identity before the latest one; null if none is known. */
  readonly before: string | null;
  /**
   * Of the documents and workers of the tab that sent a request the one heard of last: since when, in
   * milliseconds since 1970, and whether `_kmq` or `KM` was seen in it. Null if none has.
   */
  readonly sender: { readonly since: number; readonly library: boolean } | null;
}

/** Everything the log says, as it is after the last `settle`. Do not keep copies of its arrays: they change. */
export interface Session {
  /** In order of time; ties in order of arrival. */
  readonly entries: readonly Entry[];
  readonly counts: Counts;
  /** Distinct API keys in order of first use. */
  readonly apiKeys: readonly string[];
  readonly findings: readonly Finding[];
  /** How many of `findings` there are of each severity: cheap, unlike the list. */
  readonly severities: SeverityCounts;
  readonly people: People;
  /** Which identities are anonymous: another object once that, or why, has changed. */
  readonly kinds: Kinds;
  entry(key: number): Entry | undefined;
  /** Where an entry stands in `entries`; undefined if there is none of that key. */
  indexOf(key: number): number | undefined;
  /** The current identity of a frame; of the top frame by default. */
  current(frameId?: number): CurrentIdentity;
}

/** What a `settle` changed. */
export interface Change {
  /** Entries from this index on may differ from before; `entries.length` if none does. */
  readonly from: number;
  /** A later `settle` may change more although nothing is appended: calls wait for their requests. */
  readonly waits: boolean;
}

/** The incremental fold of a log into a `Session`. Result independent of the order of arrival. */
export interface SessionFold {
  readonly session: Session;
  /** Takes observations in any order; a `seq` seen before is ignored. Cheap: work is done by `settle`. */
  append(observations: Iterable<Observation>): void;
  /**
   * Brings `session` up to date.
   * @param now milliseconds since 1970: decides which calls have waited too long; the time of the
   * latest observation if absent.
   */
  settle(now?: number): Change;
  /** Changes what the user says about which identities are anonymous; the next `settle` applies it. */
  setKindLists(lists: KindLists): void;
}
