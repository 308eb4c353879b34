import { decodeTrackingRequest, type TrackingHost } from '../core/kissmetrics/decode.ts';
import { CSP_ERROR, MIXED_CONTENT_ERROR } from '../core/session/failure-errors.ts';
import type { ContentSender } from '../platform/ports.ts';
import { refusalsOf } from './claims.ts';
import type { Draft } from './draft.ts';
import type { Recovery } from './recovery.ts';

/**
 * What a document says of requests that its security rules refused, as requests with their outcome;
 * without those that the log has already.
 * @param now milliseconds since 1970
 * @param hosts further tracking hosts
 */
export async function refusedDrafts(
  input: unknown,
  { tabId, frameId, documentId, url: documentUrl }: ContentSender,
  now: number,
  recovery: Pick<Recovery, 'indexOf' | 'logged'>,
  hosts: () => Promise<readonly TrackingHost[]>,
): Promise<Draft[]> {
  const parsed = refusalsOf(input);
  if (parsed === null || parsed.refused.length === 0) return [];
  const { document, refused } = parsed;
  const base = { frameId, ...(documentId !== undefined && { documentId }) };
  const further = await hosts();
  const index = await recovery.indexOf(tabId);
  const drafts: Draft[] = [];
  for (const { id, url, directive, ...one } of refused) {
    const at = Math.min(one.at, now);
    const requestId = `refused:${document}:${id}`;
    if (decodeTrackingRequest(url, undefined, further) === null) continue;
    if (index.has({ id: requestId, url, at })) continue;
    const image = directive === 'img-src';
    const request = {
      type: 'request',
      at,
      ...base,
      witness: 'page',
      requestId,
      // The browser does not say with which method; images have but one.
      method: image ? 'GET' : '',
      url,
      ...(image && { transport: 'image' }),
      ...(documentUrl !== undefined && { documentUrl }),
    } as const;
    recovery.logged(tabId, request);
    const error = directive === undefined ? MIXED_CONTENT_ERROR : `${CSP_ERROR} ${directive}`;
    drafts.push(request, { type: 'outcome', at, ...base, requestId, delivery: 'blocked', error });
  }
  return drafts;
}
