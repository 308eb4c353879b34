import type { ReportedRequest } from '../protocol/claims.ts';
import { ASKED, LIMITS } from '../protocol/claims.ts';
import { LEAST_MS } from './timing.ts';

export interface Requests {
  /** Listens for refusals; what comes before the hosts are known is kept. */
  begin(): void;
  /** Begins to report what goes to these hosts. */
  setHosts(hosts: readonly string[]): void;
}

/**
 * Reports requests to tracking hosts of which the document is a witness: those that its resource
 * timing lists, which is the browser's own record, cannot be written to by a page and does not
 * depend on the background being alive; and those that its security rules refuse, which never get
 * as far as webRequest.
 * @param deliver settles when the background has stored what it was told
 */
export function createRequests(
  deliver: (requests: readonly ReportedRequest[], dropped: number) => Promise<unknown>,
  signal: AbortSignal,
): Requests {
  const waiting: ReportedRequest[] = [];
  const early: SecurityPolicyViolationEvent[] = [];
  /** Addresses whose refusal resource timing may repeat. */
  const told = new Set<string>();
  let hosts: readonly string[] = [];
  let observer: PerformanceObserver | undefined;
  let delivering = false;
  let lastId = 0;
  let refusals = 0;
  let dropped = 0;

  const deliverPart = (): Promise<unknown> => {
    const lost = dropped;
    dropped = 0;
    return deliver(waiting.splice(0, LIMITS.requests), lost);
  };
  const report = async (): Promise<void> => {
    if (delivering) return;
    delivering = true;
    while (waiting.length + dropped > 0) await deliverPart();
    delivering = false;
  };
  const isTracking = (url: string): boolean =>
    url.length <= LIMITS.claim && hosts.includes(/^https?:\/\/([^/?#:]+)/.exec(url)?.[1] ?? '');
  const add = (url: string, time: number, initiator: string, refused?: string): void => {
    waiting.push({ id: ++lastId, at: performance.timeOrigin + time, url, initiator, refused });
  };
  const refuse = (url: string, time: number, directive: string): void => {
    if (++refusals > LIMITS.refusals) dropped++;
    else add(url, time, '', directive);
  };
  const take = (entries: PerformanceEntryList): void => {
    for (const entry of entries as PerformanceResourceTiming[]) {
      const { name, startTime, initiatorType, duration } = entry;
      if (!isTracking(name)) continue;
      if (duration >= LEAST_MS) {
        if (waiting.length < LIMITS.waiting)
          add(name, startTime, initiatorType + (entry.workerStart ? ASKED : ''));
      }
      // What comes from memory never was a request, nor was what a secure page was not allowed;
      // images are allowed, and sent by https.
      else if (
        origin.startsWith('https:') &&
        name.startsWith('http:') &&
        initiatorType !== 'img' &&
        !told.delete(name)
      )
        refuse(name, startTime, '');
    }
    void report();
  };
  const violated = (event: SecurityPolicyViolationEvent): void => {
    const { blockedURI, timeStamp, effectiveDirective } = event;
    // A page can make and dispatch such events, but not trusted ones.
    if (!event.isTrusted || event.disposition !== 'enforce') return;
    if (!observer && early.length < LIMITS.requests) early.push(event);
    if (!isTracking(blockedURI)) return;
    if (told.size < LIMITS.refusals) told.add(blockedURI);
    refuse(blockedURI, timeStamp, effectiveDirective);
    void report();
  };
  return {
    begin: () => addEventListener('securitypolicyviolation', violated, { signal, capture: true }),
    setHosts(next) {
      hosts = next;
      if (observer || signal.aborted) return;
      const watch = new PerformanceObserver((list) => take(list.getEntries()));
      observer = watch;
      watch.observe({ type: 'resource', buffered: true });
      const leave = (): void => {
        take(watch.takeRecords());
        while (waiting.length > 0) void deliverPart();
      };
      addEventListener('pagehide', leave, { signal });
      signal.addEventListener('abort', () => watch.disconnect());
      for (const event of early.splice(0)) violated(event);
    },
  };
}
