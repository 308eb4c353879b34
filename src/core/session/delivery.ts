import type { FinalDelivery } from './observation.ts';

/**
 * Errors by which a browser says that a request was kept from leaving it: by an extension, by
 * tracking protection, by the page's security policy, by mixed-content rules, by the user.
 * Source: Chromium's net error list, Firefox's nsresult names as webRequest and HAR files show them.
 */
const BLOCKED =
  /BLOCKED|_CSP|CONTENT_POLICY|TRACKING_URI|INSECURE_RESPONSE|NS_ERROR_DOM_|NS_ERROR_ABORT_BY_EXTENSION/i;

/** How a request ended, by its HTTP status (0 or absent: no answer) or the browser's error. */
export function finalDelivery(
  status: number | undefined,
  error: string | undefined,
): FinalDelivery {
  if (error !== undefined && error !== '') return BLOCKED.test(error) ? 'blocked' : 'failed';
  return status !== undefined && status > 0 && status < 400 ? 'delivered' : 'failed';
}
