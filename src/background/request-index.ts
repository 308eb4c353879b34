import { decodeTrackingRequest } from '../core/kissmetrics/decode.ts';
import type { RequestObservation } from '../core/session/observation.ts';

/** Without a witness it is webRequest's. */
type Request = Pick<RequestObservation, 'requestId' | 'url' | 'at'> &
  Partial<Pick<RequestObservation, 'witness' | 'worker'>>;

/** A request that another witness saw. */
export interface Sighting {
  /** The same whenever the witness says it again. */
  readonly id: string;
  readonly url: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Who may see a request: webRequest, the page's resource timing, the developer tools. */
type Witness = Exclude<NonNullable<Request['witness']>, 'file'>;

/** Milliseconds by which the clocks of two witnesses may differ. */
const TOLERANCE_MS = 15_000;

/** The requests of one tab's log, to be found by their ID or by what another witness saw. */
export class RequestIndex {
  readonly #ids = new Map<string, Request>();
  /** When each address was requested last. */
  readonly #latest = new Map<string, number>();
  /** Requests that a witness has not spoken for yet. */
  readonly #open: Readonly<Record<Witness, Map<string, Request[]>>> = {
    network: new Map(),
    page: new Map(),
    devtools: new Map(),
  };
  readonly #claimed = new Set<string>();
  /** Requests of workers that no page's request has been found for, by what they say. */
  readonly #workers = new Map<string, Request[]>();

  add(request: Request): void {
    if (this.#ids.has(request.requestId)) return;
    this.#ids.set(request.requestId, request);
    const key = keyOf(request.url);
    this.#latest.set(key, request.at);
    const { witness = 'network', worker } = request;
    const says = worker === undefined ? null : contentOf(request.url);
    if (says !== null) this.#workers.set(says, [...(this.#workers.get(says) ?? []), request]);
    for (const [other, open] of Object.entries(this.#open)) {
      if (other === witness) continue;
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
  claim(sighting: Sighting, by: Exclude<Witness, 'network'> = 'page'): boolean {
    if (this.#claimed.has(sighting.id) || this.#ids.has(sighting.id)) return true;
    if (this.#take(sighting, by) === undefined) return false;
    this.#claimed.add(sighting.id);
    return true;
  }

  /**
   * Whether the log has what a service worker sent for a request that was sighted; each of its
   * requests answers for one. The worker may have added parameters.
   */
  claimWorkers(sighting: Sighting): boolean {
    if (this.#claimed.has(sighting.id)) return true;
    const says = contentOf(sighting.url);
    const same = says === null ? undefined : this.#workers.get(says);
    const found = same?.findIndex(({ at }) => Math.abs(at - sighting.at) < TOLERANCE_MS) ?? -1;
    if (found < 0) return false;
    same?.splice(found, 1);
    this.#claimed.add(sighting.id);
    return true;
  }

  /** The log's ID of a request of which another witness told before webRequest did, once. */
  toldBefore(sighting: Sighting): string | undefined {
    return this.#take(sighting, 'network');
  }

  #take({ url, at: seen }: Sighting, by: Witness): string | undefined {
    const same = this.#open[by].get(keyOf(url));
    const found = same?.findIndex(({ at }) => Math.abs(at - seen) < TOLERANCE_MS) ?? -1;
    return found < 0 ? undefined : same?.splice(found, 1)[0]?.requestId;
  }
}

function contentOf(url: string): string | null {
  const request = decodeTrackingRequest(url, undefined, 'any');
  if (request === null) return null;
  const { kind, apiKey, p, n } = request;
  return JSON.stringify([kind, apiKey, p, n]);
}

/** Witnesses differ in whether they keep a fragment, and in when http became https. */
function keyOf(url: string): string {
  return url.replace(/^https?:/, '').replace(/#.*$/s, '');
}
