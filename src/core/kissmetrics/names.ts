/**
 * Names that Kissmetrics puts on a page. Constants only: the probe inlines them.
 * Source: the vendor's JavaScript library, generations of 2011 to 2013 and later.
 */

/** The queue that the page's snippet makes and the library replaces. */
export const QUEUE = '_kmq';
/** The library's global object. */
export const LIBRARY = 'KM';
/** The API key as the snippet sets it. */
export const SNIPPET_KEY = '_kmk';
/** The API key as the library holds it. */
export const LIBRARY_KEY = 'KM_KEY';
/** Overrides the domain on which the library sets its cookies. */
export const COOKIE_DOMAIN = 'KM_COOKIE_DOMAIN';
/** The library's memory of the current identity (older generation). */
export const REMEMBERED = '_i';

/** The current ID while anonymous; in newer libraries the current ID, whatever its kind. */
export const COOKIE_ANONYMOUS = 'km_ai';
/** The named ID (older libraries). */
export const COOKIE_NAMED = 'km_ni';
/** Requests that no answer came to yet; the library sends them again on the next page. */
export const COOKIE_UNSENT = 'km_uq';

/** The library's methods that a page calls, through the queue or directly. `i` and `ts` only read. */
export const METHODS = [
  'identify',
  'alias',
  'clearIdentity',
  'record',
  'set',
  'trackClick',
  'trackClickOnOutboundLink',
  'trackSubmit',
] as const;
