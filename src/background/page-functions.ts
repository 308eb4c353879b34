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

/** What a loaded library of the older generation remembers beside its cookies. */
export interface LibraryMemory {
  /** When the document began, in milliseconds since 1970. */
  readonly document: number;
  /** `KM._i`. */
  readonly remembered: string | null;
  /** `KM.lc`: copies of the cookies that it has set, by name without `km_`. */
  readonly copies: readonly (readonly [string, string | number | null])[];
  /** `KM._abi`, the A/B-test ID, and `KM.abv`, the variation of each test. */
  readonly testId: string | null;
  readonly variations: readonly (readonly [string, string | number | null])[];
  /** `KMCID`, the anonymous ID that the vendor's loader has brought. */
  readonly loaderId: string | null;
}

/**
 * Reads what the library of a frame remembers; null without a library whose memory can be seen,
 * or if the memory is larger than the library makes it.
 */
export function readMemoryInPage(): LibraryMemory | null {
  try {
    const page = window as unknown as { KM?: Record<string, unknown>; KMCID?: unknown };
    const library = page.KM;
    if (!library || !Object.hasOwn(library, '_i')) return null;
    const text = (value: unknown): string | null => {
      if (typeof value !== 'string' && typeof value !== 'number') return null;
      if (String(value).length > 4096) throw new RangeError('more than the library keeps');
      return String(value);
    };
    const pairs = (of: unknown): [string, string | number | null][] => {
      const list = Object.entries(Object(of)).map(
        ([name, value]): [string, string | number | null] => [
          name,
          typeof value === 'number' ? value : text(value),
        ],
      );
      if (list.length > 100) throw new RangeError('more than the library keeps');
      return list;
    };
    return {
      document: performance.timeOrigin,
      remembered: text(library._i),
      copies: pairs(library.lc),
      testId: text(library._abi),
      variations: pairs(library.abv),
      loaderId: text(page.KMCID),
    };
  } catch {
    return null;
  }
}

/** Makes the library of a frame forget its copy of a cookie, by the name without `km_`. */
export function forgetCopyInPage(name: string): void {
  const copies = (window as unknown as { KM?: { lc?: Record<string, unknown> } }).KM?.lc;
  if (copies) delete copies[name];
}

/**
 * Gives the library of a frame back what it remembered; of a document that is not in the list it
 * makes the library forget, so that it reads the cookies anew.
 */
export function restoreMemoryInPage(memories: readonly LibraryMemory[]): void {
  const page = window as unknown as { KM?: Record<string, unknown>; KMCID?: unknown };
  const library = page.KM;
  if (!library || !Object.hasOwn(library, '_i')) return;
  const own = memories.find(({ document }) => document === performance.timeOrigin);
  const refill = (name: string, pairs: LibraryMemory['copies'] = []): void => {
    const kept = library[name];
    if (typeof kept !== 'object' || kept === null) return;
    for (const key of Object.keys(kept)) delete (kept as Record<string, unknown>)[key];
    Object.assign(kept, Object.fromEntries(pairs));
  };
  library._i = own?.remembered ?? null;
  refill('lc', own?.copies);
  refill('abv', own?.variations);
  if ('_abi' in library) library._abi = own?.testId ?? null;
  if ('KMCID' in page) page.KMCID = own?.loaderId ?? null;
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
