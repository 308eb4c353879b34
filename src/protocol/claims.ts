import type { CallArgument } from '../core/session/observation.ts';

/** What the probe says a document does. A claim by the page's own world: guarded before use. */
export type Claim = LibraryClaim | CallClaim | IdentityClaim | CookiesClaim;

/** A claim as the probe makes it: what is undefined does not get into its JSON text. */
export type ClaimDraft = Draft<Claim>;
type Draft<T> = T extends unknown
  ? { readonly [K in keyof T]: T[K] | (object extends Pick<T, K> ? undefined : never) }
  : never;

export interface LibraryClaim {
  readonly type: 'library';
  /** Milliseconds since 1970, by the page's clock. */
  readonly at: number;
  readonly state: 'queueing' | 'loaded';
  readonly ids?: LibraryIds;
  readonly apiKey?: string;
  readonly url: string;
  /** When the document began, in milliseconds since 1970; in a document's first claim only. */
  readonly began?: number;
}

/** Whether the library has a memory that can be seen, and the values of `km_ni` and `km_ai`. */
export type LibraryIds = readonly [memory: boolean, named: string, current: string];

export interface CallClaim {
  readonly type: 'call';
  readonly at: number;
  /** Counts the calls of one document. */
  readonly id: number;
  readonly phase: 'queued' | 'ran';
  readonly through: 'queue' | 'library';
  readonly method: string | null;
  readonly args: readonly CallArgument[];
  readonly stack?: string;
  readonly identityBefore?: string | null;
  /** Whether the loaded library has the method; absent if it was not asked. */
  readonly exists?: boolean;
}

export interface IdentityClaim {
  readonly type: 'identity';
  readonly at: number;
  readonly id: string | null;
  /** The library's cookies say that `id` is a named ID. */
  readonly named: boolean;
  readonly source: 'library' | 'cookie';
  readonly apiKey?: string;
}

export interface CookiesClaim {
  readonly type: 'cookies';
  readonly at: number;
  /** As the document reads them: those whose names are like Kissmetrics', encoded. */
  readonly cookies: string;
  /** `id` of the latest call that ran since the last look; 0 if none did. */
  readonly call: number;
}

/** What a content script sends: claims as JSON texts in order, and how many had to be left out. */
export interface ClaimsMessage {
  readonly type: 'claims';
  /** One content script, one token: tells documents apart in browsers without document IDs. */
  readonly document: string;
  readonly claims: readonly string[];
  readonly dropped: number;
}

/** Behind an initiator: the page's service worker was asked. */
export const ASKED = '+';

/** A request to a tracking host of which the document is a witness. */
export interface ReportedRequest {
  /** Counts those of one document. */
  readonly id: number;
  /** Milliseconds since 1970, by the page's clock. */
  readonly at: number;
  readonly url: string;
  /**
   * Resource timing's `initiatorType`: `img`, `fetch`, `xmlhttprequest`, `beacon`, …; with `ASKED`
   * behind it if the page's service worker was asked about it. Chromium says so of what that lets
   * pass, too; Firefox never does.
   */
  readonly initiator: string;
  /**
   * The document's security rules refused it: the violated directive of a content security policy,
   * or empty for mixed content. Otherwise resource timing says that it was made.
   */
  readonly refused?: string | undefined;
}

/** What a content script sends of them: a second witness beside webRequest. */
export interface RequestsMessage {
  readonly type: 'requests';
  readonly document: string;
  readonly requests: readonly ReportedRequest[];
  /** How many of those refused had to be left out. */
  readonly dropped: number;
}

export type ContentMessage = ClaimsMessage | RequestsMessage;

/** The background's answer once all of a message is stored. Without it the message is sent again. */
export interface Receipt {
  readonly stored: true;
  /** Hosts whose requests the content script shall report from now on. */
  readonly hosts: readonly string[];
}

export * as HANDSHAKE from './handshake.ts';
export * as LIMITS from './limits.ts';
/** On the content script's own global object, for the background to see that it is there. */
export const WATCHING = 'km-identity:on';
/** What the background tells the content scripts of a cookie store: an identity cookie has changed. */
export const LOOK = 'look';
/** Event on the private node that carries one claim. */
export const CLAIM_EVENT = 'claim';
