import type { CurrentIdentity } from '../core/session/session.ts';
import type { PageState } from '../protocol/api.ts';
import type { LinkState } from '../protocol/follow.ts';

/** The one line that says whether what is shown can be relied on. */
export type HealthState =
  | 'watching'
  | 'no-kissmetrics'
  | 'no-access'
  | 'interrupted'
  | 'invalidated';

export interface Health {
  readonly state: HealthState;
  /** Calls waiting for a library that has not loaded. */
  readonly queued: number;
}

/** The state of health from the link to the background, the page's own word, and the log. */
export function healthOf(
  link: LinkState,
  page: PageState | null,
  current: CurrentIdentity,
  hasEntries: boolean,
): Health {
  const queued = current.library === 'queueing' ? current.queued : 0;
  if (link === 'invalidated') return { state: 'invalidated', queued };
  if (link === 'interrupted') return { state: 'interrupted', queued };
  if (page?.state === 'no-access') return { state: 'no-access', queued };
  if (page?.state === 'browser-page') return { state: 'no-kissmetrics', queued };
  const seen =
    current.library !== undefined || (page?.state === 'readable' && page.library !== 'none');
  if (page?.state === 'readable' && !seen && !hasEntries)
    return { state: 'no-kissmetrics', queued };
  return { state: 'watching', queued };
}
