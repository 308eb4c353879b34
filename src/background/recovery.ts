import * as v from 'valibot';
import { decodeTrackingRequest, type TrackingHost } from '../core/kissmetrics/decode.ts';
import { SERVICE_WORKER_ERROR } from '../core/session/failure-errors.ts';
import type { Observation } from '../core/session/observation.ts';
import type { ContentSender } from '../platform/ports.ts';
import { ASKED } from '../protocol/claims.ts';
import type { Draft } from './draft.ts';
import { RequestIndex } from './request-index.ts';
import { REQUESTS_MESSAGE } from './requests-message.ts';

type RequestDraft = Draft & { readonly type: 'request' };

/** Resource timing's word for a kind of request in webRequest's terms. */
const TRANSPORTS: Readonly<Record<string, string>> = { img: 'image', fetch: 'xmlhttprequest' };
/** Milliseconds in which webRequest may still tell what resource timing told first. */
const GRACE_MS = 1_000;

export interface Recovery {
  /** Takes in a request that goes into the log. */
  logged(tabId: number, request: RequestDraft): void;
  /** The requests of a tab's log. */
  indexOf(tabId: number): Promise<RequestIndex>;
  /**
   * What the log lacks of the requests that a document's resource timing lists: while the
   * background was being killed, the browser may have told nobody.
   */
  missing(input: unknown, sender: ContentSender): Promise<Draft[]>;
  forget(tabId: number): void;
}

/**
 * Finds what is missing in logs.
 * @param readLog the whole log of a tab
 * @param hosts further tracking hosts
 * @param listening since when this background is told of requests, in milliseconds since 1970
 */
export function createRecovery(
  readLog: (tabId: number) => Promise<readonly Observation[]>,
  hosts: () => Promise<readonly TrackingHost[]>,
  pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
  listening = Date.now(),
): Recovery {
  const indexes = new Map<number, { readonly index: RequestIndex; ready?: Promise<void> }>();
  const entryOf = (tabId: number) => {
    const entry = indexes.get(tabId) ?? { index: new RequestIndex() };
    indexes.set(tabId, entry);
    return entry;
  };
  const indexOf = async (tabId: number): Promise<RequestIndex> => {
    const entry = entryOf(tabId);
    entry.ready ??= readLog(tabId).then((log) => {
      for (const one of log) if (one.type === 'request') entry.index.add(one);
    });
    await entry.ready;
    return entry.index;
  };

  return {
    logged: (tabId, request) => entryOf(tabId).index.add(request),
    indexOf,
    async missing(input, { tabId, frameId, documentId, url: documentUrl }) {
      const parsed = v.safeParse(REQUESTS_MESSAGE, input);
      if (!parsed.success) return [];
      const { document, requests } = parsed.output;
      const further = await hosts();
      const index = await indexOf(tabId);
      const sightings = requests
        .filter(({ refused }) => refused === undefined)
        .map(({ initiator, ...one }) => ({
          ...{ ...one, id: `timing:${document}:${one.id}` },
          worker: initiator.endsWith(ASKED),
          initiator: initiator.replace(ASKED, ''),
        }));
      const open = sightings.filter(
        (one) => decodeTrackingRequest(one.url, undefined, further) !== null && !index.claim(one),
      );
      if (open.length === 0) return [];
      await pause(GRACE_MS);
      const base = { frameId, ...(documentId !== undefined && { documentId }) };
      const lost = open.filter(
        (one) => !index.claim(one) && !(one.worker && index.claimWorkers(one)),
      );
      const drafts = lost.map(
        ({ id, at, url, initiator }): RequestDraft => ({
          type: 'request',
          at,
          ...base,
          witness: 'page',
          requestId: id,
          // Resource timing has no methods; images have but one, and so have beacons.
          method: initiator === 'img' ? 'GET' : initiator === 'beacon' ? 'POST' : '',
          url,
          transport: TRANSPORTS[initiator] ?? initiator,
          ...(documentUrl !== undefined && { documentUrl }),
          ...(initiator === 'beacon' && { bodyProblem: 'lost' }),
        }),
      );
      for (const draft of drafts) index.add(draft);
      // Since it listens, this background would have been told of whatever left the browser.
      const answered = lost.filter(({ worker, at }) => worker && at > listening);
      const [gap] = lost.filter((one) => !answered.includes(one));
      return [
        ...(gap ? [{ type: 'note', at: gap.at, ...base, code: 'gap' } as const] : []),
        ...drafts,
        ...answered.map(
          ({ id, at }): Draft => ({
            ...{ type: 'outcome', at, ...base, requestId: id },
            ...{ delivery: 'blocked', error: SERVICE_WORKER_ERROR },
          }),
        ),
      ];
    },
    forget: (tabId) => void indexes.delete(tabId),
  };
}
