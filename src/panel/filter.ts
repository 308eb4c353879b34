import type { CallArgument } from '../core/session/observation.ts';
import type { Entry } from '../core/session/session.ts';

/** Everything of an entry that a search can find, decoded, in lower case. */
export function searchText(entry: Entry): string {
  return textsOf(entry).join('\n').toLowerCase();
}

function textsOf(entry: Entry): string[] {
  const own = entry.findings.flatMap(({ rule, identities }) => [rule, ...identities]);
  switch (entry.kind) {
    case 'alias':
    case 'event':
    case 'properties':
      return [
        entry.kind,
        entry.delivery,
        entry.error ?? '',
        entry.request.host,
        entry.documentUrl ?? '',
        ...entry.request.parameters.flatMap(({ name, value }) => [name, value]),
        ...own,
      ];
    case 'call':
      return [
        'call',
        entry.method ?? 'function',
        ...entry.args.map(({ text }: CallArgument) => text),
        ...own,
      ];
    case 'identity':
      return ['identity', entry.identity ?? '', entry.previous ?? '', ...own];
    case 'navigation':
      return ['navigation', entry.url, ...own];
    case 'note':
      return ['note', entry.code, entry.detail ?? '', ...own];
  }
}

/** Keeps the positions of the entries that contain all words of a query, incrementally. */
export interface Filtered {
  readonly positions: readonly number[];
  /** Sets the words to look for; an empty query keeps everything. */
  search(query: string, entries: readonly Entry[]): void;
  /** Takes in that entries from `from` on are new or changed. */
  update(entries: readonly Entry[], from: number): void;
}

export function createFiltered(): Filtered {
  let words: string[] = [];
  let positions: number[] = [];
  let texts = new WeakMap<Entry, string>();

  const matches = (entry: Entry): boolean => {
    let text = texts.get(entry);
    if (text === undefined) {
      text = searchText(entry);
      texts.set(entry, text);
    }
    return words.every((word) => text.includes(word));
  };
  const update = (entries: readonly Entry[], from: number): void => {
    while (positions.length > 0 && (positions.at(-1) ?? 0) >= from) positions.pop();
    for (let i = from; i < entries.length; i++) {
      const entry = entries[i];
      if (entry && (words.length === 0 || matches(entry))) positions.push(i);
    }
  };
  return {
    get positions() {
      return positions;
    },
    search(query, entries) {
      words = query.toLowerCase().split(/\s+/).filter(Boolean);
      if (words.length === 0) texts = new WeakMap();
      positions = [];
      update(entries, 0);
    },
    update,
  };
}
