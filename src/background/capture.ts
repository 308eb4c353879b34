import { decodeTrackingRequest } from '../core/kissmetrics/decode.ts';
import { TRACKING_HOSTS } from '../core/kissmetrics/hosts.ts';
import { finalDelivery } from '../core/session/delivery.ts';
import {
  type ErrorDetails,
  type RedirectDetails,
  type RequestDetails,
  watchRequests,
} from '../platform/web-request.ts';
import { requestBody } from './body.ts';
import type { Draft } from './draft.ts';
import { HELD_URL } from './rehearsal/hold-rules.ts';

type Details = Pick<RequestDetails, 'requestId' | 'frameId' | 'timeStamp'> & {
  readonly documentId?: string;
};

/**
 * Watches what really leaves the browser for Kissmetrics. Call at the top level of the background,
 * so that a request can wake it.
 */
export function capture(record: (tabId: number, draft: Draft) => void): void {
  /** How often a request was redirected: each hop is a request of its own in the log. */
  const hops = new Map<string, number>();
  /** Requests to a tracking host that are no tracking requests, e.g. for its favicon. */
  const foreign = new Set<string>();

  /** Requests that the sandbox held: their outcome is known, whatever the browser says later. */
  const held = new Set<string>();

  const base = (details: Details) => ({
    at: details.timeStamp,
    frameId: details.frameId,
    ...(details.documentId !== undefined && { documentId: details.documentId }),
  });
  const logId = (requestId: string): string => {
    const hop = hops.get(requestId);
    return hop === undefined ? requestId : `${requestId}.${hop}`;
  };
  const ended = (
    details: Details & { readonly tabId: number },
    status: number | undefined,
    error: string | undefined,
  ): void => {
    if (foreign.delete(details.requestId) || held.delete(details.requestId)) return;
    record(details.tabId, {
      type: 'outcome',
      ...base(details),
      requestId: logId(details.requestId),
      delivery: finalDelivery(status, error),
      ...(status !== undefined && { status }),
      ...(error !== undefined && { error }),
    });
  };

  const heldOutcome = (details: Details): Draft => ({
    type: 'outcome',
    ...base(details),
    requestId: logId(details.requestId),
    delivery: 'held',
  });

  watchRequests(TRACKING_HOSTS, {
    before(details) {
      const body = requestBody(details);
      if (decodeTrackingRequest(details.url, body.body) === null) {
        foreign.add(details.requestId);
        return;
      }
      const documentUrl = details.documentUrl ?? details.initiator;
      record(details.tabId, {
        type: 'request',
        ...base(details),
        witness: 'network',
        requestId: logId(details.requestId),
        method: details.method,
        url: details.url,
        transport: details.type,
        ...(documentUrl !== undefined && { documentUrl }),
        ...body,
      });
    },
    redirected(details: RedirectDetails) {
      const { requestId } = details;
      if (details.redirectUrl === HELD_URL) {
        if (!foreign.has(requestId)) record(details.tabId, heldOutcome(details));
        held.add(requestId);
        return;
      }
      ended(details, details.statusCode, undefined);
      hops.set(requestId, (hops.get(requestId) ?? 0) + 1);
    },
    completed(details) {
      ended(details, details.statusCode, undefined);
      hops.delete(details.requestId);
    },
    failed(details: ErrorDetails) {
      ended(details, undefined, details.error);
      hops.delete(details.requestId);
    },
  });
}
