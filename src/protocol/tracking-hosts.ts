import * as v from 'valibot';
import type { TrackingHost } from '../core/kissmetrics/decode.ts';
import type { Setting } from './settings.ts';

/** Hosts that can be added. */
export const MOST_HOSTS = 50;

/** Hosts of the user's own that pass tracking requests on, e.g. first-party proxies. */
export const OWN_HOSTS: Setting<readonly TrackingHost[]> = {
  name: 'trackingHosts',
  guard: v.pipe(
    v.array(
      v.object({
        host: v.pipe(v.string(), v.regex(/^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/), v.maxLength(253)),
        pathPrefix: v.pipe(v.string(), v.regex(/^(?:\/[^?#\s*]*[^/?#\s*])?$/), v.maxLength(500)),
      }),
    ),
    v.maxLength(MOST_HOSTS),
  ),
  initial: [],
};
