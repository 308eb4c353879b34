import type { TrackingHost } from '../core/kissmetrics/decode.ts';
import { type CaptureEvents, capture } from './capture.ts';
import type { Recovery } from './recovery.ts';
import type { TabLogs } from './tab-logs.ts';

/**
 * Captures requests into the tabs' logs. Call at the top level of the background.
 * @param known the user's own hosts, as far as they are known without waiting
 * @returns watches further own hosts
 */
export function captureInto(
  logs: TabLogs,
  recovery: Recovery,
  known: readonly TrackingHost[],
): (own: readonly TrackingHost[]) => void {
  const request: CaptureEvents['request'] = (tabId, draft) => {
    // A request of no tab (-1) comes from a worker that several tabs may share.
    if (tabId < 0) return;
    recovery.logged(tabId, draft);
    void logs.record(tabId, [draft]);
  };
  const events: CaptureEvents = {
    request,
    outcome(tabId, draft) {
      if (tabId >= 0) void logs.record(tabId, [draft]);
    },
    orphan(tabId, draft, outcome) {
      if (tabId < 0) return;
      void recovery.indexOf(tabId).then((index) => {
        const known = index.idOf(draft.requestId, draft.url);
        if (known === undefined) request(tabId, draft);
        void logs.record(tabId, [{ ...outcome, requestId: known ?? draft.requestId }]);
      });
    },
  };
  return capture(events, known);
}
