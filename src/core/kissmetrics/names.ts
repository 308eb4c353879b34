/**
 * Names that Kissmetrics puts on a page. Constants only: the probe inlines them.
 * Source: the vendor's JavaScript library, generations of 2011 to 2013 and later.
 */

/** The queue that the page's snippet makes and the library replaces. */
export const QUEUE = '_kmq';
/** The queue's method. */
export const PUSH = 'push';
/** A mark of the object by which the library replaces the queue. */
export const TAKEN = 'r';
/** The library's global object. */
export const LIBRARY = 'KM';
/** The API key as the snippet sets it. */
export const SNIPPET_KEY = '_kmk';
/** The API key as the library holds it. */
export const LIBRARY_KEY = 'KM_KEY';
/** Overrides the domain on which the library sets its cookies. */
export const COOKIE_DOMAIN = 'KM_COOKIE_DOMAIN';
/** The library's memory of the current identity (older generation): `KM.i()` returns it. */
export const REMEMBERED = '_i';
/**
 * The library's second memory (older generation): a copy of every cookie that it has set since it
 * loaded, by the cookie's name without `km_`; it counts where the cookie is missing.
 */
export const COPIES = 'lc';
export const COPY_ANONYMOUS = 'ai';
export const COPY_NAMED = 'ni';

/** Before the name of each of the library's cookies. */
export const COOKIE_PREFIX = 'km_';
/** The current ID while anonymous; in newer libraries the current ID, whatever its kind. */
export const COOKIE_ANONYMOUS = 'km_ai';
/** The named ID (older libraries). */
export const COOKIE_NAMED = 'km_ni';
/** Requests that no answer came to yet; the library sends them again on the next page. */
export const COOKIE_UNSENT = 'km_uq';

/**
 * The library's methods that a page calls, through the queue or directly: first those that make the
 * library remember an identity, then the one that makes it forget.
 */
export const METHODS = [
  'identify',
  'record',
  'set',
  'clearIdentity',
  'alias',
  'trackClick',
  'trackClickOnOutboundLink',
  'trackSubmit',
  'trackForm',
] as const;

/** The library's method that returns the current identity. */
export const READS = 'i';
/** What the library calls of itself when it begins: the marks of the address, the visit, who returns. */
export const OWN_CALLS = ['au', 'rvs', 'tr'] as const;

/** What is watched of a library, and positions in it. */
export const WATCHED = [READS, ...METHODS, ...OWN_CALLS] as const;
/** The one that makes the library forget; those before it make it remember an identity. */
export const FORGETS = 4;
/** One method by two names. */
export const SUBMIT = 8;
export const FORM = 9;
