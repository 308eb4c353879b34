import {
  decodeTrackingRequest,
  sendsNothing,
  type TrackingHost,
} from '../core/kissmetrics/decode.ts';
import { TRACKING_PLACES } from '../core/kissmetrics/hosts.ts';
import { trackingHostText } from '../core/kissmetrics/tracking-host.ts';
import { finalDelivery } from '../core/session/delivery.ts';
import { CACHE_ERROR, SERVICE_WORKER_ERROR } from '../core/session/failure-errors.ts';
import { cachedRedirect, internalRedirect, serverRedirect } from '../core/session/redirect.ts';
import {
  type CompletedDetails,
  type ErrorDetails,
  type RedirectDetails,
  type RequestDetails,
  type RequestListeners,
  watchRequests,
} from '../platform/web-request.ts';
import { requestBody } from './body.ts';
import type { Draft } from './draft.ts';
import { HELD_URL } from './rehearsal/hold-rules.ts';
import type { WorkerSource } from './worker-tabs.ts';

/** The status of an answer that says that what is in the cache is still good: the server was asked. */
const NOT_MODIFIED = 304;
const hasNoBody = (method: string): boolean => method === 'GET' || method === 'HEAD';
/** The lowest HTTP status of a refusal. */
const REFUSAL = 400;

type Details = Pick<RequestDetails, 'requestId' | 'frameId' | 'timeStamp'> & {
  readonly documentId?: string;
  /** Chromium only, as is the life cycle. */
  readonly frameType?: string;
  readonly documentLifecycle?: string;
};

export type RequestDraft = Draft & { readonly type: 'request' };
export type OutcomeDraft = Draft & { readonly type: 'outcome' };

export interface CaptureEvents {
  /** @param tabId -1 for a worker that several tabs may share */
  request(tabId: number, draft: RequestDraft, source: WorkerSource): void;
  outcome(tabId: number, draft: OutcomeDraft): void;
  /**
   * A request ended that began under an earlier background, which may have been killed before it
   * could store that.
   * @param request what is known of it now; its ID is the browser's, without a redirect's number
   */
  orphan(
    tabId: number,
    request: RequestDraft,
    outcome: OutcomeDraft,
    source: WorkerSource,
  ): void | Promise<void>;
}

/**
 * Watches what really leaves the browser for Kissmetrics. Call at the top level of the background,
 * so that a request can wake it.
 * @param known the user's own hosts, as far as they are known without waiting
 * @returns watches further own hosts
 */
export function capture(
  { request, outcome, orphan }: CaptureEvents,
  known: readonly TrackingHost[],
): (own: readonly TrackingHost[]) => void {
  /** How often a request was redirected: each hop is a request of its own in the log. */
  const hops = new Map<string, number>();
  /** Requests to a tracking host that are no tracking requests, e.g. for its favicon. */
  const foreign = new Set<string>();
  /** Requests under way that this background saw begin. */
  const begun = new Set<string>();
  /** Refusals by the server: a browser may throw such an answer away, and then says only that. */
  const refused = new Map<string, number>();
  /** Requests that a service worker was asked about, and that it may let pass. */
  const intercepted = new Set<string>();
  /** Requests that the sandbox held: their outcome is known, whatever the browser says later. */
  const held = new Set<string>();

  const base = (details: Details) => ({
    at: details.timeStamp,
    frameId: frameOf(details),
    ...(details.documentId !== undefined && { documentId: details.documentId }),
  });
  const logId = (requestId: string): string => {
    const hop = hops.get(requestId);
    return hop === undefined ? requestId : `${requestId}.${hop}`;
  };
  const ended = (
    details: CompletedDetails | RedirectDetails | ErrorDetails,
    end: Omit<OutcomeDraft, 'type' | 'requestId' | keyof ReturnType<typeof base>>,
  ): void => {
    if (foreign.delete(details.requestId) || held.delete(details.requestId)) return;
    const draft: OutcomeDraft = {
      type: 'outcome',
      ...base(details),
      requestId: logId(details.requestId),
      ...end,
    };
    if (begun.delete(details.requestId)) {
      outcome(details.tabId, draft);
      return;
    }
    if (!isTracking(details)) return;
    const lost = hasNoBody(details.method) ? {} : { bodyProblem: 'lost' };
    const request = { ...requestDraft(details, lost), requestId: details.requestId };
    void orphan(details.tabId, request, draft, sourceOf(details));
  };
  const isTracking = ({ url, method }: Pick<RequestDetails, 'url' | 'method'>): boolean =>
    !sendsNothing(method) && decodeTrackingRequest(url, undefined, own) !== null;
  const requestDraft = (
    details: RequestDetails | CompletedDetails | RedirectDetails | ErrorDetails,
    body: ReturnType<typeof requestBody>,
  ): RequestDraft => {
    const { documentUrl, initiator } = details as Partial<RequestDetails>;
    const { documentLifecycle } = details as Details;
    const page = documentUrl ?? initiator;
    return {
      type: 'request',
      ...base(details),
      witness: 'network',
      requestId: logId(details.requestId),
      method: details.method,
      url: details.url,
      transport: details.type,
      ...(page !== undefined && { documentUrl: page }),
      ...(documentLifecycle === 'prerender' && { prerendered: 'yes' }),
      ...body,
    };
  };

  const heldOutcome = (details: Details): OutcomeDraft => ({
    type: 'outcome',
    ...base(details),
    requestId: logId(details.requestId),
    delivery: 'held',
  });

  let own = known;
  const watched = new Set<string>();
  const watchOwn = (hosts: readonly TrackingHost[]): void => {
    own = hosts;
    const fresh = hosts.map(trackingHostText).filter((text) => !watched.has(text));
    for (const text of fresh) watched.add(text);
    if (fresh.length > 0) watchRequests(fresh, listeners);
  };
  const listeners: RequestListeners = {
    before(details) {
      if (!isTracking(details)) {
        foreign.add(details.requestId);
        return;
      }
      begun.add(details.requestId);
      // A service worker lets pass what is known already.
      if (intercepted.delete(details.requestId)) return;
      const draft = requestDraft(details, requestBody(details, own));
      request(details.tabId, draft, sourceOf(details));
    },
    redirected(details: RedirectDetails) {
      const { requestId } = details;
      if (details.redirectUrl === HELD_URL) {
        if (!foreign.has(requestId)) outcome(details.tabId, heldOutcome(details));
        begun.delete(requestId);
        held.add(requestId);
        return;
      }
      if (isIntercepted(details)) {
        if (foreign.has(requestId)) return;
        ended(details, { delivery: 'blocked', error: SERVICE_WORKER_ERROR });
        intercepted.add(requestId);
        return;
      }
      ended(details, redirectEnd(details));
      hops.set(requestId, (hops.get(requestId) ?? 0) + 1);
    },
    completed(details) {
      const { statusCode, fromCache } = details;
      const cached = fromCache && statusCode !== NOT_MODIFIED;
      ended(details, endOf(statusCode, cached ? CACHE_ERROR : undefined));
      hops.delete(details.requestId);
      refused.delete(details.requestId);
    },
    answered({ requestId, statusCode }) {
      if (statusCode >= REFUSAL && begun.has(requestId)) refused.set(requestId, statusCode);
    },
    failed(details: ErrorDetails) {
      ended(details, endOf(refused.get(details.requestId), details.error));
      hops.delete(details.requestId);
      refused.delete(details.requestId);
      intercepted.delete(details.requestId);
    },
  };
  watchRequests(TRACKING_PLACES, listeners);
  watchOwn(known);
  return watchOwn;
}

function endOf(status: number | undefined, error: string | undefined) {
  return {
    delivery: finalDelivery(status, error),
    ...(status !== undefined && { status }),
    ...(error !== undefined && { error }),
  };
}

/**
 * Firefox asks the page's service worker by a redirect to the same address without a status. It tells
 * of the request once more if the worker lets it pass, and no more if the worker answers.
 */
function isIntercepted({ statusCode, url, redirectUrl }: RedirectDetails): boolean {
  return statusCode === 0 && redirectUrl === url;
}

/** A redirect that no server sent has no status in Firefox, and in Chromium a status line of its own. */
function redirectEnd(details: RedirectDetails) {
  const { statusCode, statusLine, fromCache, url, redirectUrl } = details;
  if (fromCache) return cachedRedirect(redirectUrl);
  const internal = statusCode === 0 || /\bInternal Redirect$/i.test(statusLine ?? '');
  return internal ? internalRedirect(url, redirectUrl) : serverRedirect(statusCode, redirectUrl);
}

/**
 * A page that still sends after the next has taken its place was the top frame, which Chromium then
 * numbers as it does subframes. A prerendered page has not become the top frame yet.
 */
function frameOf({ frameId, frameType, documentLifecycle }: Details): number {
  const left = frameType === 'outermost_frame' && documentLifecycle !== 'prerender';
  return left ? 0 : frameId;
}

/** What the browser says of where a request comes from that may have no tab. */
function sourceOf(details: object): WorkerSource {
  const { originUrl, documentUrl, initiator, incognito, cookieStoreId } =
    details as Partial<SourceDetails>;
  const url = originUrl ?? documentUrl ?? initiator;
  return {
    ...(url !== undefined && { url }),
    ...(incognito !== undefined && { isPrivate: incognito }),
    ...(cookieStoreId !== undefined && { storeId: cookieStoreId }),
  };
}

interface SourceDetails {
  readonly originUrl: string;
  readonly documentUrl: string;
  readonly initiator: string;
  /** Firefox only, as is the store. */
  readonly incognito: boolean;
  readonly cookieStoreId: string;
}
