/**
 * Functions that run in the page's own world. They are sent as source text, so each must stand
 * alone: no import, no outer name, nothing of the page trusted to behave.
 */

/** What `readInPage` gives back, if the page lets it. */
export interface PageReading {
  readonly url: string;
  readonly library: 'none' | 'queueing' | 'loaded';
  readonly older: boolean;
  readonly queued: number;
  readonly id: string | null;
  readonly apiKey: string | null;
}

/**
 * Reads identity and state without creating an identity: `KM.i()` would, if there were none at
 * this very moment.
 * @param identityCookies names of the cookies that hold an identity
 */
export function readInPage(identityCookies: readonly string[]): PageReading {
  const page = window as unknown as Record<string, unknown>;
  const bounded = (value: unknown): string | null =>
    (typeof value === 'string' || typeof value === 'number') && value !== ''
      ? String(value).slice(0, 4096)
      : null;
  const attempt = <T>(read: () => T, otherwise: T): T => {
    try {
      return read();
    } catch {
      return otherwise;
    }
  };
  const library = attempt(() => page.KM as { i?: unknown; _i?: unknown } | undefined, undefined);
  const queue = attempt(() => page._kmq, undefined);
  const loaded = attempt(() => typeof library?.i === 'function', false);
  const held = attempt(() => document.cookie.split('; '), []).some((cookie) =>
    identityCookies.some(
      (name) => cookie.startsWith(`${name}=`) && cookie.length > name.length + 1,
    ),
  );
  const remembered = attempt(() => bounded(library?._i), null);
  return {
    url: location.href,
    library: loaded ? 'loaded' : queue ? 'queueing' : 'none',
    older: attempt(() => !!library && '_i' in library, false),
    queued: !loaded && Array.isArray(queue) ? queue.length : 0,
    id:
      loaded && (held || remembered)
        ? attempt(() => bounded((library as { i(): unknown }).i()), null)
        : null,
    apiKey: attempt(() => bounded(page.KM_KEY) ?? bounded(page._kmk), null),
  };
}

/** Logs the visitor out by the library's own call. False if the library is not there. */
export function clearIdentityInPage(): boolean {
  const library = (window as unknown as { KM?: { clearIdentity?: () => void } }).KM;
  if (typeof library?.clearIdentity !== 'function') return false;
  library.clearIdentity();
  return true;
}

/** Makes the loaded library forget the identity that it remembers (older generation). */
export function forgetInPage(): void {
  const library = (window as unknown as { KM?: Record<string, unknown> }).KM;
  if (library && '_i' in library) library._i = null;
}
