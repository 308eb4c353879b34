import type { JsonObject, Shape } from './json-picker.ts';
import { asObject } from './json-value.ts';

/** What is read of an entry to know whether it came from the browser's cache. */
export const HAR_CACHE: Readonly<Record<string, Shape>> = {
  _fromCache: 'all',
  fromCache: 'all',
  _fetchType: 'all',
  _servedFromCache: 'all',
  cache: { members: { afterRequest: { members: { hitCount: 'all' } } } },
};
/** The same of its response. */
export const HAR_CACHED_RESPONSE: Readonly<Record<string, Shape>> = {
  _transferSize: 'all',
  _fromCache: 'all',
  fromCache: 'all',
};

/**
 * Whether the browser answered from its cache and sent nothing: by Chrome's `_fromCache` (`memory`,
 * `disk`), Firefox's `fromCache`, Safari's `_fetchType`, or by a `_transferSize` of 0 with a status,
 * since every answer of a server has a head. A status of 304 is a server's answer: it was asked, and
 * has got the request, unless nothing was transferred.
 */
export function isFromCache(entry: JsonObject, status: number | undefined): boolean {
  if (status === undefined) return false;
  const response = asObject(entry.response);
  const size = response?._transferSize;
  if (typeof size === 'number' && size > 0) return false;
  if (size === 0) return entry._fetchedViaServiceWorker !== true;
  const flags = [entry._fromCache, entry.fromCache, response?._fromCache, response?.fromCache];
  const flagged =
    flags.some((flag) => flag === true || (typeof flag === 'string' && flag !== '')) ||
    /cache/i.test(typeof entry._fetchType === 'string' ? entry._fetchType : '');
  return flagged && status !== NOT_MODIFIED;
}

const NOT_MODIFIED = 304;
