import * as v from 'valibot';
import { isTime } from '../core/formats/time.ts';
import { decodeTrackingRequest, type TrackingHost } from '../core/kissmetrics/decode.ts';
import type { Observation } from '../core/session/observation.ts';
import type { ContentSender } from '../platform/ports.ts';
import { LIMITS } from '../protocol/claims.ts';
import type { Draft } from './draft.ts';
import { RequestIndex } from './request-index.ts';

type RequestDraft = Draft & { readonly type: 'request' };

const message = v.object({
  type: v.literal('timings'),
  document: v.pipe(v.string(), v.regex(/^[0-9-]{1,64}$/)),
  requests: v.pipe(
    v.array(
      v.object({
        id: v.pipe(v.number(), v.integer()),
        at: v.pipe(
          v.number(),
          v.check((at) => isTime(at)),
        ),
        url: v.pipe(v.string(), v.maxLength(LIMITS.claim)),
        initiator: v.pipe(v.string(), v.maxLength(100)),
      }),
    ),
    v.maxLength(LIMITS.timings),
  ),
});

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
 */
export function createRecovery(
  readLog: (tabId: number) => Promise<readonly Observation[]>,
  hosts: () => Promise<readonly TrackingHost[]>,
  pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
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
      const parsed = v.safeParse(message, input);
      if (!parsed.success) return [];
      const { document, requests } = parsed.output;
      const further = await hosts();
      const index = await indexOf(tabId);
      const sightings = requests.map((one) => ({ ...one, id: `timing:${document}:${one.id}` }));
      const open = sightings.filter(
        (one) => decodeTrackingRequest(one.url, undefined, further) !== null && !index.claim(one),
      );
      if (open.length === 0) return [];
      await pause(GRACE_MS);
      const base = { frameId, ...(documentId !== undefined && { documentId }) };
      const lost = open.filter((one) => !index.claim(one));
      const [first] = lost;
      if (first === undefined) return [];
      return [
        { type: 'note', at: first.at, ...base, code: 'gap' },
        ...lost.map(
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
        ),
      ];
    },
    forget: (tabId) => void indexes.delete(tabId),
  };
}
