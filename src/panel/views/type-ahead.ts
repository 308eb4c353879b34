import type { Entry } from '../../core/session/session.ts';
import { callText } from '../../ui/call-text.ts';
import { urlParts } from '../../ui/url-parts.ts';

/** Milliseconds after which a letter begins another word. */
const PAUSE_MS = 800;
/** Characters of a text that are looked at. */
const LOOKED_AT = 200;

/** What a key that is a letter does to what was typed so far; null for one that is none. */
export function typed(
  before: { readonly text: string; readonly at: number },
  key: string,
  at: number,
): string | null {
  const going = at - before.at < PAUSE_MS ? before.text : '';
  const fits = going === '' ? /^[\p{L}\p{N}@_]$/u : /^[\p{L}\p{N}\p{P} ]$/u;
  if (!fits.test(key)) return null;
  const letter = key.toLowerCase();
  // The same letter again and again goes from one to the next.
  return going === letter ? letter : going + letter;
}

/**
 * The next line, around the end, that begins with what was typed, or else contains it; -1 if none.
 * @param entryAt gives the entry of a line
 */
export function nextFit(
  text: string,
  from: number,
  length: number,
  entryAt: (line: number) => Entry | undefined,
): number {
  // Of a longer word the line that fits already may stay.
  const first = text.length > 1 ? from : from + 1;
  let contained = -1;
  for (let step = 0; step < length; step++) {
    const line = (first + step) % length;
    const entry = entryAt(line);
    if (!entry) continue;
    for (const one of textsOf(entry)) {
      const at = one.slice(0, LOOKED_AT).toLowerCase().indexOf(text);
      if (at === 0) return line;
      if (at > 0 && contained < 0) contained = line;
    }
  }
  return contained;
}

/** What a line says in the first place. */
function textsOf(entry: Entry): readonly string[] {
  switch (entry.kind) {
    case 'alias':
      return [entry.request.p ?? '', entry.request.n ?? ''];
    case 'event':
      return [entry.request.n ?? '', entry.request.p ?? ''];
    case 'properties':
      return entry.request.parameters
        .filter(({ name }) => !name.startsWith('_'))
        .map(({ name }) => name);
    case 'call':
      return [callText(entry)];
    case 'identity':
      return [entry.identity ?? '', entry.previous ?? ''];
    case 'navigation': {
      const { path, host } = urlParts(entry.url);
      return [path.replace(/^\//, ''), host];
    }
    case 'note':
      return [];
  }
}
