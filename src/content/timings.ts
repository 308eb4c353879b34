import type { TimedRequest } from '../protocol/claims.ts';
import { LIMITS } from '../protocol/claims.ts';

/** Milliseconds that a request takes at least. */
const LEAST_MS = 1;
/** Requests that wait for the background at most. */
const MOST = 20_000;

/**
 * Reports requests to tracking hosts as the document's resource timing lists them: the browser's
 * own record, which a page cannot write to, and which does not depend on the background being
 * alive. One observer, made with the first hosts.
 * @param deliver settles when the background has stored what it was told
 * @param refused is told of what a secure page was not allowed to send, and when by its timeline
 * @returns sets the hosts
 */
export function createTimings(
  deliver: (requests: readonly TimedRequest[]) => Promise<unknown>,
  refused: (url: string, at: number) => void,
  signal: AbortSignal,
): (hosts: readonly string[]) => void {
  const waiting: TimedRequest[] = [];
  let hosts: ReadonlySet<string> = new Set();
  let observer: PerformanceObserver | undefined;
  let underWay = 0;
  let lastId = 0;

  const report = async (): Promise<void> => {
    if (underWay > 0) return;
    while (waiting.length > 0) {
      const part = waiting.slice(0, LIMITS.timings);
      underWay = part.length;
      await deliver(part);
      waiting.splice(0, underWay);
      underWay = 0;
    }
  };
  const take = (list: { getEntries(): PerformanceEntryList }): void => {
    for (const entry of list.getEntries() as PerformanceResourceTiming[]) {
      const { name, startTime, initiatorType, duration } = entry;
      if (name.length > LIMITS.claim || !isAt(name, hosts)) continue;
      if (duration < LEAST_MS) {
        // What comes from memory never was a request, nor was what a secure page was not allowed;
        // images are allowed, and sent by https.
        if (origin.startsWith('https:') && name.startsWith('http:') && initiatorType !== 'img')
          refused(name, startTime);
        continue;
      }
      if (waiting.length >= MOST) return;
      lastId += 1;
      const at = performance.timeOrigin + startTime;
      waiting.push({ id: lastId, at, url: name, initiator: initiatorType });
    }
    void report();
  };
  const leave = (): void => {
    if (observer) take({ getEntries: () => observer?.takeRecords() ?? [] });
    for (let i = underWay; i < waiting.length; i += LIMITS.timings)
      void deliver(waiting.slice(i, i + LIMITS.timings));
  };
  return (next) => {
    hosts = new Set(next);
    if (observer || signal.aborted) return;
    observer = new PerformanceObserver(take);
    observer.observe({ type: 'resource', buffered: true });
    addEventListener('pagehide', leave, { signal });
    signal.addEventListener('abort', () => observer?.disconnect(), { once: true });
  };
}

function isAt(url: string, hosts: ReadonlySet<string>): boolean {
  const host = /^https?:\/\/([^/?#:]+)/.exec(url)?.[1];
  return host !== undefined && hosts.has(host);
}
