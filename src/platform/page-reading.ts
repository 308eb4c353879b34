/**
 * A function that runs in the page's own world. It is sent as source text, so it must stand alone:
 * no import, no outer name, nothing of the page trusted to behave.
 */

/** What `readInPage` gives back, if the page lets it. */
export interface PageAnswer {
  readonly url: string;
  readonly library: 'none' | 'queueing' | 'loaded';
  /** The library's memory can be seen (older generation). */
  readonly older: boolean;
  readonly queued: number;
  /** What `KM.i()` would return, or return before it made an ID: null then. */
  readonly id: string | null;
  /** `KM.i()` said it; otherwise it was worked out from cookies and the library's memory. */
  readonly asked: boolean;
  readonly apiKey: string | null;
  /**
   * What the library has under the cookies' names, in the order asked for: the cookie, else its own
   * copy of it; empty without one.
   */
  readonly stored: readonly string[];
  /** When the document began, in milliseconds since 1970, by its own word. */
  readonly began: number;
  /** The document, by when it began, if its `KM.i()` took too long to be asked again. */
  readonly slow: number | null;
}

/**
 * Reads identity and state without changing them. `KM.i()` keeps its answer, which from then on
 * wins over the cookies, and makes an ID where there is none: so it is asked only where the library
 * remembers an answer already. Otherwise the answer is worked out in its order.
 * @param identityCookies names of the cookies that hold an identity, in the library's order
 * @param slow a document whose `KM.i()` is not to be asked
 */
export function readInPage(identityCookies: readonly string[], slow: number | null): PageAnswer {
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
  const plain = (target: unknown, name: string): unknown =>
    attempt(() => Object.getOwnPropertyDescriptor(target, name)?.value, undefined);
  const library = attempt(() => page.KM as { i?: unknown } | undefined, undefined);
  const queue = attempt(() => page._kmq, undefined);
  const loaded = attempt(() => typeof library?.i === 'function', false);
  const older = attempt(() => !!library && Object.hasOwn(library, '_i'), false);
  const copies = plain(library, 'lc');
  const cookies = attempt(() => document.cookie.split('; '), []);
  const stored = identityCookies.map((name) => {
    const found = cookies.find((cookie) => cookie.startsWith(`${name}=`));
    const value = (found ?? '').slice(name.length + 1, name.length + 4097);
    return (
      attempt(() => decodeURIComponent(value), value) || bounded(plain(copies, name.slice(3))) || ''
    );
  });
  const remembered = bounded(plain(library, '_i'));
  const began = attempt(() => performance.timeOrigin, 0);
  const mayAsk = loaded && remembered !== null && slow !== began;
  const start = performance.now();
  const said = mayAsk ? attempt(() => bounded((library as { i(): unknown }).i()), null) : null;
  const tookLong = mayAsk && performance.now() - start > 200;
  return {
    url: location.href,
    library: loaded ? 'loaded' : queue ? 'queueing' : 'none',
    older,
    queued: attempt(() => (Array.isArray(queue) ? queue.length : 0), 0),
    id: said ?? remembered ?? (stored.find((value) => value !== '') || null),
    asked: said !== null,
    apiKey: attempt(() => bounded(page.KM_KEY) ?? bounded(page._kmk), null),
    stored,
    began: began,
    slow: tookLong ? began : null,
  };
}
