import { CACHE_ERROR, INTERNAL_REDIRECT_ERROR } from './failure-errors.ts';
import type { OutcomeObservation } from './observation.ts';

type RedirectEnd = Pick<
  OutcomeObservation,
  'delivery' | 'status' | 'error' | 'redirect' | 'internal'
>;

/** How a request ended that its server answered with a redirect: it has arrived there. */
export function serverRedirect(status: number, redirect: string): RedirectEnd {
  return { delivery: 'delivered', status, redirect };
}

/**
 * How a request ended that was sent on before it left the browser. What goes on to https (HSTS,
 * `upgrade-insecure-requests`, mixed content) is sent there, so that its next hop decides; without one
 * nothing is known. What goes elsewhere was sent there by an extension.
 */
export function internalRedirect(url: string, redirect: string): RedirectEnd {
  const upgraded = redirect.replace(/^https:/i, 'http:') === url.replace(/#.*$/s, '');
  return upgraded
    ? { delivery: 'failed', redirect, internal: 'yes' }
    : { delivery: 'blocked', error: INTERNAL_REDIRECT_ERROR, redirect, internal: 'yes' };
}

/** How a request ended that the browser redirected because it remembered that the server had. */
export function cachedRedirect(redirect: string): RedirectEnd {
  return { delivery: 'blocked', error: CACHE_ERROR, redirect, internal: 'yes' };
}
