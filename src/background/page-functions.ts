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
  /** The document, by when it began, if its `KM.i()` took too long to be asked again. */
  readonly slow: number | null;
}

/**
 * Reads identity and state without creating an identity: `KM.i()` would, if there were none at
 * this very moment.
 * @param identityCookies names of the cookies that hold an identity
 * @param slow a document whose `KM.i()` is not to be asked
 */
export function readInPage(identityCookies: readonly string[], slow: number | null): PageReading {
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
  const mayAsk = loaded && (held || remembered !== null) && slow !== performance.timeOrigin;
  const began = performance.now();
  const said = mayAsk
    ? attempt(() => bounded((library as { i(): unknown }).i()), null)
    : loaded
      ? remembered
      : null;
  const tookLong = mayAsk && performance.now() - began > 200;
  return {
    url: location.href,
    library: loaded ? 'loaded' : queue ? 'queueing' : 'none',
    older: attempt(() => !!library && '_i' in library, false),
    queued: attempt(() => (!loaded && Array.isArray(queue) ? queue.length : 0), 0),
    id: said,
    apiKey: attempt(() => bounded(page.KM_KEY) ?? bounded(page._kmk), null),
    slow: tookLong ? performance.timeOrigin : null,
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

/** What the loaded library of a frame remembers, and when the frame's document began. */
export function readMemoryInPage(): { document: number; remembered: string | null } | null {
  try {
    const library = (window as unknown as { KM?: Record<string, unknown> }).KM;
    if (!library || !('_i' in library)) return null;
    const value = library._i;
    const remembered = typeof value === 'string' ? value.slice(0, 4096) : null;
    return { document: performance.timeOrigin, remembered };
  } catch {
    return null;
  }
}

/** Gives a loaded library back what it remembered; of a document not in the list, nothing. */
export function restoreMemoryInPage(
  memories: readonly { readonly document: number; readonly remembered: string | null }[],
): void {
  const library = (window as unknown as { KM?: Record<string, unknown> }).KM;
  if (!library || !('_i' in library)) return;
  const own = memories.find(({ document }) => document === performance.timeOrigin);
  library._i = own ? own.remembered : null;
}

/** Identifies the visitor by the library's own call, or by its queue while it is not there. */
export function identifyInPage(id: string): 'called' | 'queued' | 'none' {
  const page = window as unknown as {
    KM?: { identify?: (id: string) => void };
    _kmq?: unknown;
  };
  if (typeof page.KM?.identify === 'function') {
    page.KM.identify(id);
    return 'called';
  }
  if (Array.isArray(page._kmq)) {
    page._kmq.push(['identify', id]);
    return 'queued';
  }
  return 'none';
}

/** The domain on which the page has its library set cookies, if it says so. */
export function cookieDomainInPage(): string | null {
  const domain = (window as unknown as { KM_COOKIE_DOMAIN?: unknown }).KM_COOKIE_DOMAIN;
  return typeof domain === 'string' ? domain.slice(0, 255) : null;
}
