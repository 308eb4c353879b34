import * as v from 'valibot';
import type { BackgroundApi } from './api.ts';
import type { Guards } from './rpc.ts';

const tabId = v.pipe(v.number(), v.integer(), v.minValue(0));

/** The shapes of what the background may be asked. */
export const BACKGROUND_GUARDS: Guards<BackgroundApi> = {
  'log.read': v.object({ tabId, after: v.pipe(v.number(), v.integer(), v.minValue(-1)) }),
  'log.clear': v.object({ tabId }),
  'page.read': v.object({ tabId }),
  'page.act': v.object({ tabId, action: v.picklist(['log-out', 'new-visitor']) }),
};
