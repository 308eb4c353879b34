import { SERVICE_WORKER_ERROR } from '../core/session/failure-errors.ts';
import type { CaptureEvents, RequestDraft } from './capture.ts';
import type { FrameUrls } from './frame-urls.ts';
import type { Recovery } from './recovery.ts';
import type { TabLogs } from './tab-logs.ts';
import type { WorkerPlace, WorkerSource } from './worker-tabs.ts';

/** Where requests are to be found out about and written down. */
export interface CaptureTargets {
  readonly logs: Pick<TabLogs, 'record'>;
  readonly recovery: Pick<Recovery, 'logged' | 'indexOf'>;
  readonly frames: FrameUrls;
  readonly placeWorker: (source: WorkerSource) => Promise<WorkerPlace>;
}

/** What becomes of a request: it goes into the log of its tab, or of those that its worker serves. */
export function captureEvents({
  logs,
  recovery,
  frames,
  placeWorker,
}: CaptureTargets): CaptureEvents {
  /** Where the requests of workers that are under way are shown, by their ID in the log. */
  const placed = new Map<string, Promise<WorkerPlace>>();
  /** Tabs in which it is said already that a worker's requests cannot be shown. */
  const told = new Set<number>();

  const inTab = (tabId: number, draft: RequestDraft): void => {
    recovery.logged(tabId, draft);
    // A frame's own navigation is sent by the page around it.
    if (draft.frameId <= 0 || draft.transport === 'sub_frame') {
      void logs.record(tabId, [draft]);
      return;
    }
    const withUrl = (documentUrl = draft.documentUrl) =>
      void logs.record(tabId, [{ ...draft, ...(documentUrl !== undefined && { documentUrl }) }]);
    const url = frames.known(draft);
    if (url !== undefined) withUrl(url);
    else void frames.find(tabId, draft).then(withUrl, () => withUrl());
  };
  const ofWorker = (draft: RequestDraft, { tabs, worker, unknown }: WorkerPlace): void => {
    for (const tabId of tabs) inTab(tabId, { ...draft, frameId: -1, worker });
    for (const tabId of unknown) {
      if (told.has(tabId)) continue;
      told.add(tabId);
      const { at } = draft;
      void logs.record(tabId, [{ type: 'note', at, frameId: 0, code: 'worker_unknown' }]);
    }
  };

  return {
    request(tabId, draft, source) {
      if (tabId >= 0) {
        inTab(tabId, draft);
        return;
      }
      const place = placeWorker(source);
      placed.set(draft.requestId, place);
      void place.then((where) => ofWorker(draft, where));
    },
    outcome(tabId, draft) {
      if (tabId >= 0) {
        void logs.record(tabId, [draft]);
        return;
      }
      const place = placed.get(draft.requestId);
      // What a service worker was asked about may still pass.
      if (draft.error !== SERVICE_WORKER_ERROR) placed.delete(draft.requestId);
      void place?.then(({ tabs }) => {
        for (const id of tabs) void logs.record(id, [{ ...draft, frameId: -1 }]);
      });
    },
    async orphan(tabId, draft, outcome, source) {
      const worker = tabId < 0;
      const place = worker ? await placeWorker(source) : null;
      const tabs = place?.tabs ?? [tabId];
      const indexes = await Promise.all(tabs.map((id) => recovery.indexOf(id)));
      // From here on without waiting: no other witness may tell of it in between.
      const { requestId: browserId, url, at } = draft;
      const knownIds = indexes.map(
        (index) => index.idOf(browserId, url) ?? index.toldBefore({ id: browserId, url, at }),
      );
      // Tabs that were opened since have no part in a request that another tab knows.
      const begun = knownIds.some((id) => id !== undefined);
      if (!begun && place) ofWorker(draft, place);
      else if (!begun) inTab(tabId, draft);
      for (const [i, id] of tabs.entries()) {
        const requestId = begun ? knownIds[i] : draft.requestId;
        if (requestId === undefined) continue;
        void logs.record(id, [{ ...outcome, requestId, ...(worker && { frameId: -1 }) }]);
      }
    },
  };
}
