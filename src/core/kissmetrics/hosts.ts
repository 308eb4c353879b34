/**
 * Where Kissmetrics is reached: the tracking hosts and the path of each kind of request.
 * Source: https://support.kissmetrics.io/reference and https://support.kissmetrics.io/docs/identities.
 */

/** The vendor's tracking hosts. Both answer on http and https. */
export const TRACKING_HOSTS = ['trk.kissmetrics.io', 'trk.kissmetrics.com'] as const;

/** What a tracking request does: `/a` aliases, `/e` records an event, `/s` sets properties. */
export type TrackingKind = 'alias' | 'event' | 'properties';

export const TRACKING_PATHS: Readonly<Record<string, TrackingKind>> = Object.freeze(
  Object.assign(Object.create(null), { '/a': 'alias', '/e': 'event', '/s': 'properties' }),
);

/** Hours after which the vendor says that an alias has been processed at the latest. */
export const ALIAS_WINDOW_MS = 6 * 60 * 60 * 1000;

/** Age in milliseconds up to which the library sends an unanswered request again. */
export const RETRY_WINDOW_MS = 5 * 60 * 1000;

/** The longest identity that the vendor accepts, in characters. */
export const MAX_IDENTITY_LENGTH = 255;
