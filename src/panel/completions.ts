import { identitiesOf } from '../core/filter/match.ts';
import { FIELDS, type Field, quoted, type Word, wordsOf } from '../core/filter/query.ts';
import { CLOSED } from '../core/filter/unknown.ts';
import type { Entry, Session } from '../core/session/session.ts';

/** A way to go on with a filter. */
export interface Completion {
  /** What is shown: the word that it makes, or a whole saved filter. */
  readonly label: string;
  /** The filter with it, and where the caret goes. */
  readonly filter: string;
  readonly caret: number;
  /** `saved` is a filter of the user's own; `field` needs a value yet. */
  readonly sort: 'saved' | 'field' | 'value';
  /** The field that it is about. */
  readonly field: Field | null;
}

/** Completions that are offered at once. */
const MOST = 12;
/** Entries, the latest, whose values are offered, and values of each field. */
const LOOKED_AT = 2_000;
const VALUES = 200;
/** Characters of a value that is offered: a page can send megabytes. */
const LONGEST = 200;

/** The ways to go on at a place of a filter: saved ones at its beginning, fields, then values. */
export function completions(
  filter: string,
  caret: number,
  session: Session,
  saved: readonly string[],
): Completion[] {
  const word = wordsOf(filter).find(({ start, end }) => start <= caret && caret <= end);
  const before = filter.slice(0, word?.start ?? caret);
  const after = filter.slice(word?.end ?? caret);
  const make = (text: string, sort: Completion['sort'], field: Field | null): Completion => {
    const gap = sort === 'field' || /^\s/.test(after) ? '' : ' ';
    const start = `${before}${text}${gap}`;
    return { label: text, filter: start + after, caret: start.length, sort, field };
  };
  const own =
    before.trim() === '' && after.trim() === ''
      ? saved
          .filter((one) => one !== filter.trim() && includes(one, filter.trim()))
          .map((one): Completion => {
            return { label: one, filter: one, caret: one.length, sort: 'saved', field: null };
          })
      : [];
  const sign = word?.negated ? '-' : '';
  if (word?.field) return values(word, sign, session, make).slice(0, MOST);
  const typed = word ? filter.slice(word.valueStart, word.end).toLowerCase() : '';
  const fields = FIELDS.filter((field) => field.startsWith(typed)).map((field) =>
    make(`${sign}${field}:`, 'field', field),
  );
  return [...own, ...fields].slice(0, MOST);
}

function values(
  word: Word,
  sign: string,
  session: Session,
  make: (text: string, sort: Completion['sort'], field: Field | null) => Completion,
): Completion[] {
  const { field } = word;
  if (field === null) return [];
  const typed = word.values.at(-1) ?? '';
  const earlier = word.values.slice(0, -1);
  // As the filter itself finds them.
  const fits = (value: string): boolean =>
    CLOSED[field] ? value.startsWith(typed.toLowerCase()) : includes(value, typed);
  return (
    valuesOf(field, session)
      // What stands there already is no way to go on.
      .filter((value) => fits(value) && value !== typed && !earlier.includes(value))
      .map((value) =>
        make(`${sign}${field}:${[...earlier, value].map(quoted).join(',')}`, 'value', field),
      )
  );
}

function includes(text: string, part: string): boolean {
  return text.toLowerCase().includes(part.toLowerCase());
}

/** The values that a field can have: the few there are, or those of the latest entries. */
function valuesOf(field: Field, session: Session): readonly string[] {
  const fixed = CLOSED[field];
  if (fixed) return fixed;
  if (field === 'key') return session.apiKeys;
  const found = new Set<string>();
  const { entries } = session;
  for (let at = entries.length - 1; at >= 0 && at >= entries.length - LOOKED_AT; at--) {
    const entry = entries[at];
    if (!entry || found.size >= VALUES) break;
    for (const value of seen(field, entry)) if (value.length <= LONGEST) found.add(value);
  }
  found.delete('');
  return [...found];
}

function seen(field: Field, entry: Entry): readonly string[] {
  switch (field) {
    case 'id':
      return identitiesOf(entry);
    case 'event':
      return entry.kind === 'event' ? [entry.request.n ?? ''] : [];
    case 'method':
      return entry.kind === 'call' ? [entry.method ?? ''] : [];
    case 'rule':
      return entry.findings.map(({ rule }) => rule);
    case 'frame':
      return entry.frameId === 0 ? ['top'] : [String(entry.frameId)];
    case 'url':
      return entry.kind === 'navigation' ? [entry.url] : [];
    default:
      return [];
  }
}
