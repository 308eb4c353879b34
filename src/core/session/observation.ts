/**
 * One observed fact about a tab, as small JSON-safe values: the only input of the fold, the only
 * content of the log. Times are milliseconds since 1970, fractions allowed.
 */
export type Observation =
  | RequestObservation
  | OutcomeObservation
  | CallObservation
  | IdentityObservation
  | CookiesObservation
  | LibraryObservation
  | NavigationObservation
  | NoteObservation;

interface Base {
  /** Position in the tab's log: unique, ascending in order of arrival. */
  readonly seq: number;
  /** When it happened, in milliseconds since 1970. */
  readonly at: number;
  /** Absent where `at` is exact. */
  readonly time?: TimeDoubt;
  /** The browser's frame ID; 0 is the top frame. */
  readonly frameId: number;
  /** The browser's document ID, where it has one. */
  readonly documentId?: string;
}

/**
 * What is wrong with the time of an observation from a file. `no-zone`: the file names none, and the
 * time is read as UTC, which may be wrong by 14 hours; `unknown`: there is no usable time, and `at`
 * is that of what stands before it in the file, or 0 at the beginning.
 */
export type TimeDoubt = 'no-zone' | 'unknown';

/** Who saw a fact: the browser's network layer is a witness, the page only a claimant. */
export type Witness = 'network' | 'devtools' | 'page' | 'file';

/** A tracking request as it left the page. */
export interface RequestObservation extends Base {
  readonly type: 'request';
  readonly witness: Witness;
  /** Unique within the log; joins the request with its outcome. */
  readonly requestId: string;
  readonly method: string;
  readonly url: string;
  /** How it was sent, in webRequest's terms: `image`, `beacon`, `xmlhttprequest`, `ping`, `sub_frame`, … */
  readonly transport?: string;
  /** URL of the document that sent it. */
  readonly documentUrl?: string;
  /** The body as text, without compression. */
  readonly body?: string;
  /** Why the body is not known, or not all of it. */
  readonly bodyProblem?: string;
  /** Bytes of the body as sent, where its text does not say as much. */
  readonly bodySize?: number;
  /** How the body was compressed when it was sent, or written in a file. */
  readonly bodyEncoding?: 'gzip' | 'deflate' | 'base64';
  /** Where the page sent it, as text, where the witness says so. */
  readonly stack?: string;
  /**
   * A shared or service worker sent it: one whose only tab this is, or one of which the browser
   * does not tell which of several tabs it served.
   */
  readonly worker?: WorkerTabs;
  /** The browser was preparing the page, which nobody had been shown yet. */
  readonly prerendered?: 'yes';
}

export type WorkerTabs = 'own' | 'shared';

/**
 * How a request ended. `failed` may have reached the server; `blocked` did not leave the browser;
 * `held` was kept back by the sandbox.
 */
export type FinalDelivery = 'delivered' | 'failed' | 'blocked' | 'held';
export type Delivery = 'pending' | FinalDelivery;

export interface OutcomeObservation extends Base {
  readonly type: 'outcome';
  readonly requestId: string;
  readonly delivery: FinalDelivery;
  /** HTTP status, where an answer came. */
  readonly status?: number;
  /** The browser's own word for the failure, e.g. `net::ERR_BLOCKED_BY_CLIENT`. */
  readonly error?: string;
  /** The address that the browser was sent on to, where it was. */
  readonly redirect?: string;
  /** The browser or an extension made the redirect: the address itself was not asked. */
  readonly internal?: 'yes';
  /** The page's service worker answered: whether anything was sent, its own request would tell. */
  readonly answeredBy?: 'worker';
}

/** An argument of a call, reduced to what can be shown. `text` is bounded in length by the probe. */
export interface CallArgument {
  readonly type:
    | 'string'
    | 'number'
    | 'boolean'
    | 'null'
    | 'undefined'
    | 'object'
    | 'function'
    | 'other';
  /** The value: a string itself, a number or boolean as text, an object as JSON. */
  readonly text: string;
  /** Length of the full text if `text` was cut. */
  readonly fullLength?: number;
}

/** A call the page made. Sent twice for a queued call: once `queued`, once `ran`, with the same `callId`. */
export interface CallObservation extends Base {
  readonly type: 'call';
  /** Unique within the log. */
  readonly callId: string;
  readonly phase: 'queued' | 'ran';
  /** Whether it came by `_kmq.push` or by a method of `KM`. */
  readonly through: 'queue' | 'library';
  /** The method's name; null when a function was queued. */
  readonly method: string | null;
  readonly args: readonly CallArgument[];
  /** The engine's own stack text, bounded in length. */
  readonly stack?: string;
  /** `KM.i()` just before the call ran, null for no identity; absent if it was not read. */
  readonly identityBefore?: string | null;
  /** Whether the loaded library has the method; absent if it was not asked. */
  readonly exists?: boolean;
}

/** What the page says about its identity. Reported when it changes and once when the library is ready. */
export interface IdentityObservation extends Base {
  readonly type: 'identity';
  /** The current identity; null when the visitor has none yet. */
  readonly id: string | null;
  /** By the library's cookies where they say, else by shape; `none` goes with null. */
  readonly kind: IdentityKindOrNone;
  /**
   * Where it was read: `KM.i()`; or what that would return, from the cookies and the library's
   * memory, where asking would make the library remember its answer.
   */
  readonly source: 'library' | 'cookie';
  /** Read by DevTools, where the extension may not look itself; absent for the probe's word. */
  readonly witness?: 'devtools';
  readonly apiKey?: string;
}
export type IdentityKindOrNone = 'anonymous' | 'named' | 'none';

/** A cookie as the page can read it; without percent-encoding, as the library reads it. */
export interface CookieState {
  readonly name: string;
  /** Bounded in length by the probe. */
  readonly value: string;
  /** Length of the full value if `value` was cut. */
  readonly fullLength?: number;
}

/**
 * All of the document's Kissmetrics cookies that have a value. Reported when the identity is first
 * looked at, and afterwards when it is and they have changed.
 */
export interface CookiesObservation extends Base {
  readonly type: 'cookies';
  readonly cookies: readonly CookieState[];
  /** The latest call that ran since they were looked at before; absent if none did. */
  readonly callId?: string;
}

/** Kissmetrics was noticed in a document, or its state there changed. */
export interface LibraryObservation extends Base {
  readonly type: 'library';
  /** `queueing`: `_kmq` exists, `KM` does not; `loaded`: the library runs. */
  readonly state: 'queueing' | 'loaded';
  /** `older` keeps a named ID in `km_ni`, `newer` keeps it in `km_ai`; absent until it shows. */
  readonly generation?: 'older' | 'newer';
  readonly apiKey?: string;
  readonly documentUrl?: string;
  /** Read by DevTools: the document's calls are not watched. Absent for the probe's word. */
  readonly witness?: 'devtools';
}

/** A document began in a frame. */
export interface NavigationObservation extends Base {
  readonly type: 'navigation';
  readonly url: string;
}

/** A remark of the debugger's own about the log, e.g. a gap. */
export interface NoteObservation extends Base {
  readonly type: 'note';
  readonly code:
    | 'gap'
    | 'cleared'
    | 'reset'
    | 'limited'
    | 'unreadable'
    | 'damaged'
    | 'unsaved'
    | 'evicted'
    | 'displaced'
    | 'updated'
    | 'sandbox'
    | 'simulated'
    | 'restored'
    | 'undone'
    | 'worker_unknown';
  /** Details as text, e.g. the action of a reset. */
  readonly detail?: string;
}
