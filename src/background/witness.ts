import { decodeTrackingRequest, type TrackingHost } from '../core/kissmetrics/decode.ts';
import type { WitnessedPage, WitnessedRequest } from '../protocol/witness.ts';
import type { Draft } from './draft.ts';
import type { RequestIndex } from './request-index.ts';

/** The developer tools do not say of which frame something is. */
const frameId = 0;

/**
 * What the developer tools saw, without what the log has already: requests that webRequest, or the
 * tools before, told of. Requests that are no tracking requests are left out, too.
 * @param own the user's own tracking hosts
 */
export function witnessedRequests(
  requests: readonly WitnessedRequest[],
  index: RequestIndex,
  own: readonly TrackingHost[],
): Draft[] {
  return requests.flatMap(({ outcome, id, ...request }): Draft[] => {
    if (decodeTrackingRequest(request.url, undefined, own) === null) return [];
    if (index.claim({ id, url: request.url, at: request.at }, 'devtools')) return [];
    const seen = { type: 'request', frameId, witness: 'devtools', requestId: id } as const;
    const draft = { ...seen, ...request };
    index.add(draft);
    if (outcome === null) return [draft];
    return [draft, { type: 'outcome', frameId, requestId: id, ...outcome }];
  });
}

/** What the developer tools read in a page, as observations that say so. */
export function witnessedPage(page: WitnessedPage, now: number): Draft[] {
  const { url, library, generation, id, kind, source, apiKey } = page;
  // A page's clock may lie; what is from the future would outlast every later fact.
  const at = Math.min(page.at, now);
  const base = { at, frameId, witness: 'devtools' } as const;
  const key = apiKey === undefined ? {} : { apiKey };
  const drafts: Draft[] = [];
  if (page.began !== undefined)
    drafts.push({ type: 'navigation', at: Math.min(page.began, at), frameId, url });
  if (library !== 'none')
    drafts.push({
      ...{ type: 'library', ...base, state: library, documentUrl: url, ...key },
      ...(generation && { generation }),
    });
  drafts.push({ type: 'identity', ...base, id, kind, source, ...key });
  return drafts;
}
