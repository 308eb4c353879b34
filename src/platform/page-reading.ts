/**
 * A function that runs in the page's own world. It is sent as source text, so it must stand alone:
 * no import, no outer name, nothing of the page trusted to behave.
 */

/** What `readInPage` gives back, if the page lets it. */
export interface PageReading {
  readonly url: string;
  readonly library: 'none' | 'queueing' | 'loaded';
  readonly older: boolean;
  readonly queued: number;
  readonly id: string | null;
  readonly apiKey: string | null;
  /** Values of the cookies that hold an identity, in the order asked for; empty without one. */
  readonly stored: readonly string[];
  /** When the document began, in milliseconds since 1970, by its own word. */
  readonly began: number;
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
  const cookies = attempt(() => document.cookie.split('; '), []);
  const stored = identityCookies.map((name) => {
    const found = cookies.find((cookie) => cookie.startsWith(`${name}=`));
    const value = (found ?? '').slice(name.length + 1, name.length + 4097);
    return attempt(() => decodeURIComponent(value), value);
  });
  const held = stored.some((value) => value !== '');
  const remembered = attempt(() => bounded(library?._i), null);
  const began = attempt(() => performance.timeOrigin, 0);
  const mayAsk = loaded && (held || remembered !== null) && slow !== began;
  const asked = performance.now();
  const said = mayAsk
    ? attempt(() => bounded((library as { i(): unknown }).i()), null)
    : loaded
      ? remembered
      : null;
  const tookLong = mayAsk && performance.now() - asked > 200;
  return {
    url: location.href,
    library: loaded ? 'loaded' : queue ? 'queueing' : 'none',
    older: attempt(() => !!library && '_i' in library, false),
    queued: attempt(() => (!loaded && Array.isArray(queue) ? queue.length : 0), 0),
    id: said,
    apiKey: attempt(() => bounded(page.KM_KEY) ?? bounded(page._kmk), null),
    stored,
    began: began,
    slow: tookLong ? began : null,
  };
}
