/**
 * Where Kissmetrics is reached. This table is the only place that names the vendor's tracking hosts:
 * what is captured, what the sandbox holds and what is decoded all come from it.
 */

/** A tracking host of the vendor's. All answer on http and https. */
export interface VendorHost {
  /** In lower case, without port. */
  readonly host: string;
  /** `single`: one request each, on `/a`, `/e` and `/s`; `batch`: JSON lists, see `batch.ts`. */
  readonly form: 'single' | 'batch';
  /** What every path of interest begins with, where the host serves other things too; else empty. */
  readonly pathPrefix: string;
  /** Where the host is known from. */
  readonly source: string;
}

export const VENDOR_HOSTS: readonly VendorHost[] = [
  {
    host: 'trk.kissmetrics.io',
    form: 'single',
    pathPrefix: '',
    source: 'https://support.kissmetrics.io/reference',
  },
  {
    host: 'trk.kissmetrics.com',
    form: 'single',
    pathPrefix: '',
    source: 'https://oldsupport.kissmetrics.com/apis/specifications',
  },
  {
    host: 'trc.kissmetrics.io',
    form: 'single',
    pathPrefix: '',
    source: 'https://github.com/kissmetrics/KISSmetrics-Android-SDK (VerificationImpl)',
  },
  {
    host: 'api.kissmetrics.com',
    form: 'batch',
    pathPrefix: '/v1/products',
    source: 'https://github.com/evansolomon/kissmetrics-js (kissmetrics-batch)',
  },
];

/** The names of the vendor's tracking hosts. */
export const TRACKING_HOSTS: readonly string[] = VENDOR_HOSTS.map(({ host }) => host);

/** Where to look for the vendor's requests: hosts, with what their paths begin with. */
export const TRACKING_PLACES: readonly string[] = VENDOR_HOSTS.map(
  ({ host, pathPrefix }) => `${host}${pathPrefix}`,
);

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
