/**
 * Functions that run in the page's own world. They are sent as source text, so each must stand
 * alone: no import, no outer name, nothing of the page trusted to behave.
 */

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
