import { CACHE_ERROR, INTERNAL_REDIRECT_ERROR } from '../session/failure-errors.ts';
import type { OutcomeObservation } from '../session/observation.ts';
import { cachedRedirect, internalRedirect, serverRedirect } from '../session/redirect.ts';
import type { JsonObject, JsonValue } from './json-picker.ts';

const REDIRECTS: ReadonlySet<unknown> = new Set([301, 302, 303, 307, 308]);
/** How Chromium names a redirect that it or an extension made; a server never sends these. */
export const INTERNAL_STATUS = { status: 307, statusText: 'Internal Redirect' } as const;
const INTERNAL_HEADER = 'non-authoritative-reason';

/**
 * How a request ended that was redirected, by its HAR response; null for any other.
 * @param url of the request
 * @param cached the browser remembered it
 */
export function redirectOf(
  response: JsonObject,
  url: string,
  cached: boolean,
): Pick<OutcomeObservation, 'delivery' | 'status' | 'error' | 'redirect' | 'internal'> | null {
  const { status, statusText, redirectURL, headers } = response;
  if (!REDIRECTS.has(status) || typeof redirectURL !== 'string' || redirectURL === '') return null;
  const target = resolve(redirectURL, url);
  if (cached) return cachedRedirect(target);
  const internal =
    status === INTERNAL_STATUS.status &&
    (statusText === INTERNAL_STATUS.statusText || hasHeader(headers, INTERNAL_HEADER));
  return internal ? internalRedirect(url, target) : serverRedirect(Number(status), target);
}

/** Whether an outcome is written as a response that `redirectOf` reads as the same. */
export function isPlainRedirect({ redirect, delivery, error }: OutcomeObservation): boolean {
  if (redirect === undefined) return false;
  return delivery !== 'blocked' || error === INTERNAL_REDIRECT_ERROR || error === CACHE_ERROR;
}

function hasHeader(headers: JsonValue | undefined, wanted: string): boolean {
  if (!Array.isArray(headers)) return false;
  return headers.some((header: JsonValue) => {
    const name = typeof header === 'object' && header !== null && 'name' in header && header.name;
    return typeof name === 'string' && name.toLowerCase() === wanted;
  });
}

/** A `Location`, which may be relative, as an absolute address. */
function resolve(location: string, url: string): string {
  if (/^[a-z][a-z0-9+.-]*:/i.test(location)) return location;
  const [, scheme = '', authority = '', path = ''] =
    /^([a-z][a-z0-9+.-]*:)(\/\/[^/?#]*)?([^?#]*)/i.exec(url) ?? [];
  if (location.startsWith('//')) return scheme + location;
  const site = scheme + authority;
  if (location.startsWith('/')) return site + location;
  if (location.startsWith('?')) return site + (path || '/') + location;
  return `${site}${path.replace(/[^/]*$/, '') || '/'}${location}`;
}
