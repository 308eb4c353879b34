import * as v from 'valibot';
import { type BackgroundApi, PAGE_ACTIONS } from './api.ts';
import { PERSONA, STRENGTHS } from './rehearsal.ts';
import type { Guards } from './rpc.ts';
import { WITNESS_LIMITS, WITNESSED_PAGE, WITNESSED_REQUEST } from './witness.ts';

const tabId = v.pipe(v.number(), v.integer(), v.minValue(0));
const logId = v.pipe(v.string(), v.maxLength(100));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const after = v.pipe(v.number(), v.integer(), v.minValue(-1));

/** The shapes of what the background may be asked. */
export const BACKGROUND_GUARDS: Guards<BackgroundApi> = {
  'log.read': v.object({ tabId, after }),
  'log.clear': v.object({ tabId }),
  'log.clear-all': v.null(),
  'earlier.list': v.null(),
  'earlier.read': v.object({ logId, after }),
  'earlier.remove': v.object({ logId }),
  'log.witness': v.object({
    tabId,
    requests: v.pipe(v.array(WITNESSED_REQUEST), v.maxLength(WITNESS_LIMITS.requests)),
    page: v.nullable(WITNESSED_PAGE),
  }),
  'badge.tell': v.object({
    tabId,
    count: v.nullable(
      v.object({
        severities: v.object({ error: count, warning: count, info: count }),
        upTo: after,
      }),
    ),
  }),
  'access.read': v.object({ tabId }),
  'access.open': v.object({ tabId }),
  'page.reload': v.object({ tabId }),
  'page.read': v.object({ tabId }),
  'page.act': v.object({ tabId, action: v.picklist(PAGE_ACTIONS), reload: v.boolean() }),
  'page.undo': v.object({ tabId }),
  'rehearsal.read': v.object({ tabId }),
  'sandbox.set': v.object({ tabId, strength: v.nullable(v.picklist(STRENGTHS)) }),
  'simulation.start': v.object({ tabId, persona: PERSONA, sandboxed: v.boolean() }),
  'simulation.end': v.object({ tabId, site: v.exactOptional(v.string()) }),
};
