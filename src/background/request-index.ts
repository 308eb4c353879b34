import type { RequestObservation } from '../core/session/observation.ts';

type Request = Pick<RequestObservation, 'requestId' | 'url' | 'at'>;

/** A request that another witness saw. */
export interface Sighting {
  /** The same whenever the witness says it again. */
  readonly id: string;
  readonly url: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Who may see a request beside webRequest: the document's resource timing, the developer tools. */
type OtherWitness = 'timing' | 'devtools';

/** Milliseconds by which the clocks of two witnesses may differ. */
const TOLERANCE_MS = 15_000;

/** The requests of one tab's log, to be found by their ID or by what another witness saw. */
export class RequestIndex {
  readonly #ids = new Map<string, Request>();
  /** When each address was requested last. */
  readonly #latest = new Map<string, number>();
  /** Requests that another witness has not spoken for yet. */
  readonly #open: Readonly<Record<OtherWitness, Map<string, Request[]>>> = {
    timing: new Map(),
    devtools: new Map(),
  };
  readonly #claimed = new Set<string>();

  add(request: Request): void {
    if (this.#ids.has(request.requestId)) return;
    this.#ids.set(request.requestId, request);
    const key = keyOf(request.url);
    this.#latest.set(key, request.at);
    for (const open of Object.values(this.#open)) {
      const same = open.get(key);
      if (same) same.push(request);
      else open.set(key, [request]);
    }
  }

  /** The log's ID of a request by the browser's, whichever of its redirects this is. */
  idOf(requestId: string, url: string): string | undefined {
    if (this.#ids.get(requestId)?.url === url) return requestId;
    for (let hop = 1; this.#ids.has(`${requestId}.${hop}`); hop++)
      if (this.#ids.get(`${requestId}.${hop}`)?.url === url) return `${requestId}.${hop}`;
    return undefined;
  }

  /** Whether the log has the request that was sighted, whoever speaks for it. */
  has({ id, url, at }: Sighting): boolean {
    const latest = this.#latest.get(keyOf(url));
    return this.#ids.has(id) || (latest !== undefined && Math.abs(latest - at) < TOLERANCE_MS);
  }

  /** Whether the log has the request that was sighted; each request answers for one sighting. */
  claim(sighting: Sighting, by: OtherWitness = 'timing'): boolean {
    if (this.#claimed.has(sighting.id) || this.#ids.has(sighting.id)) return true;
    const same = this.#open[by].get(keyOf(sighting.url));
    const found = same?.findIndex(({ at }) => Math.abs(at - sighting.at) < TOLERANCE_MS) ?? -1;
    if (found < 0) return false;
    same?.splice(found, 1);
    this.#claimed.add(sighting.id);
    return true;
  }
}

/** Witnesses differ in whether they keep a fragment, and in when http became https. */
function keyOf(url: string): string {
  return url.replace(/^https?:/, '').replace(/#.*$/s, '');
}
