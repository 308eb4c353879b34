import type { Entry } from '../session/session.ts';

/** What a session holds under one identity. */
export interface IdentityActivity {
  /** Without retries. */
  readonly events: number;
  readonly properties: number;
  /** When it first showed in a request or as a frame's identity, in milliseconds since 1970. */
  readonly firstSeen: number | null;
}

interface Known {
  events: number;
  properties: number;
  /** Position of the first entry that shows it. */
  first: number;
}

/**
 * Counts what is under each identity. Entries are replaced, never changed: an update costs as much
 * as has changed since the last one, and a comparison of references for the rest.
 */
export class ActivityIndex {
  readonly #entries: Entry[] = [];
  /** By API key and identity; a change of identity names no key. */
  readonly #known = new Map<string | null, Map<string, Known>>();

  update(entries: readonly Entry[]): void {
    const own = this.#entries;
    let same = 0;
    while (same < own.length && own[same] === entries[same]) same++;
    while (own.length > same) this.#takeBack(own.pop() as Entry, own.length);
    for (const entry of entries.slice(same)) this.#add(entry, own.push(entry) - 1);
  }

  of(apiKey: string, id: string): IdentityActivity {
    const own = this.#known.get(apiKey)?.get(id);
    const keyless = this.#known.get(null)?.get(id);
    const first = Math.min(own?.first ?? this.#entries.length, keyless?.first ?? Infinity);
    const entry = this.#entries[first];
    const firstSeen = entry === undefined || entry.time !== undefined ? null : entry.at;
    return { events: own?.events ?? 0, properties: own?.properties ?? 0, firstSeen };
  }

  #add(entry: Entry, place: number): void {
    for (const { apiKey, id, counts } of shownIn(entry)) {
      const ids = this.#known.get(apiKey) ?? new Map<string, Known>();
      this.#known.set(apiKey, ids);
      const known = ids.get(id) ?? { events: 0, properties: 0, first: place };
      ids.set(id, known);
      if (counts !== null) known[counts]++;
    }
  }

  #takeBack(entry: Entry, place: number): void {
    for (const { apiKey, id, counts } of shownIn(entry)) {
      const ids = this.#known.get(apiKey);
      const known = ids?.get(id);
      if (known === undefined) continue;
      if (counts !== null) known[counts]--;
      if (known.first === place) ids?.delete(id);
    }
  }
}

interface Shown {
  readonly apiKey: string | null;
  readonly id: string;
  readonly counts: 'events' | 'properties' | null;
}

/** The identities that an entry shows, each once. */
function shownIn(entry: Entry): Shown[] {
  if (entry.kind === 'identity') {
    return entry.identity ? [{ apiKey: null, id: entry.identity, counts: null }] : [];
  }
  if (!('request' in entry)) return [];
  const { account, p, n } = entry.request;
  const key = account ?? '';
  if (entry.kind === 'alias') {
    const ids = new Set([p, n]);
    return [...ids].flatMap((id) => (id ? [{ apiKey: key, id, counts: null }] : []));
  }
  const kind = entry.kind === 'event' ? 'events' : 'properties';
  const counts = entry.retryOf === null ? kind : null;
  return p ? [{ apiKey: key, id: p, counts }] : [];
}
