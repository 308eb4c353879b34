import type { RefusedMessage, RefusedRequest } from '../protocol/claims.ts';
import { LIMITS } from '../protocol/claims.ts';

/** Requests of one document that are reported at most: a page can have them refused by the thousand. */
const MOST = 1_000;

export interface Refusals {
  /** Begins to listen; what comes before the hosts are known is kept. */
  begin(): void;
  /** A request over http that a secure page was not allowed. */
  mixed(url: string, at: number): void;
  setHosts(isTracking: (url: string) => boolean): void;
}

/**
 * Reports requests that the page's own security rules refuse: these never get as far as webRequest,
 * so that the document is their only witness.
 * @param deliver sends what there is
 */
export function createRefusals(
  deliver: (part: Pick<RefusedMessage, 'requests' | 'dropped'>) => void,
  signal: AbortSignal,
): Refusals {
  const early: RefusedRequest[] = [];
  /** Addresses whose refusal resource timing may repeat. */
  const told = new Set<string>();
  let isTracking: ((url: string) => boolean) | undefined;
  let batch: RefusedRequest[] = [];
  let count = 0;
  let dropped = 0;
  let begun = false;

  const flush = (): void => {
    deliver({ requests: batch, dropped });
    batch = [];
    dropped = 0;
  };
  const add = (request: RefusedRequest): void => {
    if (!isTracking) {
      if (early.length < LIMITS.timings) early.push(request);
      return;
    }
    if (!isTracking(request.url)) return;
    if (batch.length === 0 && dropped === 0) queueMicrotask(flush);
    if (count >= MOST || batch.length >= LIMITS.timings) {
      dropped += 1;
      return;
    }
    count += 1;
    batch.push(request);
  };
  let lastId = 0;
  const refused = (url: string, at: number, directive?: string): void => {
    if (url.length > LIMITS.claim) return;
    lastId += 1;
    add({ id: lastId, at, url, ...(directive !== undefined && { directive }) });
  };
  const violated = (event: SecurityPolicyViolationEvent): void => {
    // A page can make and dispatch such events, but not trusted ones.
    if (!event.isTrusted || event.disposition !== 'enforce') return;
    if (told.size < MOST) told.add(event.blockedURI);
    refused(event.blockedURI, performance.timeOrigin + event.timeStamp, event.effectiveDirective);
  };
  return {
    begin() {
      if (begun || signal.aborted) return;
      begun = true;
      addEventListener('securitypolicyviolation', violated, { signal, capture: true });
    },
    mixed(url, at) {
      if (!told.delete(url)) refused(url, at);
    },
    setHosts(next) {
      isTracking = next;
      for (const one of early.splice(0)) add(one);
    },
  };
}
