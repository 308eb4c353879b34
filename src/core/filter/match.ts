import type { Entry } from '../session/session.ts';
import { type Field, parseFilter, type Term } from './query.ts';

/** What a filter asks of an entry that is not in the entry itself. */
export interface Surroundings {
  /** Everything of an entry that a search can find, in lower case. */
  text(entry: Entry): string;
  /** Address of the document where it happened; empty if it is not known. */
  documentUrl(entry: Entry): string;
}

/** What a filter can ask for with `has:`. */
export const TRAITS = [
  'finding',
  'error',
  'warning',
  'info',
  'stack',
  'body',
  'retry',
  'malformed',
  'unreadable',
  'batch',
  'cause',
] as const;
export type Trait = (typeof TRAITS)[number];

/** Whether an entry fits a filter; null for a filter without conditions, which everything fits. */
export function matcherOf(
  filter: string,
  around: Surroundings,
): ((entry: Entry) => boolean) | null {
  const terms = parseFilter(filter);
  if (terms.length === 0) return null;
  return (entry) => terms.every((term) => fits(term, entry, around) !== term.negated);
}

function fits({ field, values }: Term, entry: Entry, around: Surroundings): boolean {
  if (field === null) {
    const text = around.text(entry);
    return values.every((value) => text.includes(value));
  }
  const found = valuesOf(field, entry, around);
  const whole = BEGINNINGS.has(field);
  return values.some((value) =>
    found.some((text) => {
      const lower = text.toLowerCase();
      return whole ? lower.startsWith(value) : lower.includes(value);
    }),
  );
}

/** Fields with few values, which are found by how they begin. */
const BEGINNINGS: ReadonlySet<Field> = new Set<Field>(['kind', 'status', 'has']);

function valuesOf(field: Field, entry: Entry, around: Surroundings): readonly string[] {
  switch (field) {
    case 'kind':
      return entry.kind === 'navigation' ? ['navigation', 'page'] : [entry.kind];
    case 'id':
      return identitiesOf(entry);
    case 'status':
      return statusOf(entry);
    case 'has':
      return traitsOf(entry);
    case 'event':
      return 'request' in entry && entry.kind === 'event' ? present([entry.request.n]) : [];
    case 'method':
      return methodsOf(entry);
    case 'rule':
      return entry.findings.map(({ rule }) => rule);
    case 'key':
      return 'request' in entry ? present([entry.request.apiKey]) : [];
    case 'frame':
      return [entry.frameId === 0 ? 'top' : String(entry.frameId), around.documentUrl(entry)];
    case 'url':
      return 'url' in entry ? [entry.url, around.documentUrl(entry)] : [around.documentUrl(entry)];
  }
}

function present(values: readonly (string | null | undefined)[]): string[] {
  return values.filter((value) => typeof value === 'string');
}

/** The identities that an entry is about. */
export function identitiesOf(entry: Entry): readonly string[] {
  switch (entry.kind) {
    case 'alias':
      return present([entry.request.p, entry.request.n]);
    case 'event':
    case 'properties':
      return present([entry.request.p]);
    case 'identity':
      return present([entry.identity, entry.previous]);
    case 'call': {
      const names = entry.method === 'identify' || entry.method === 'alias';
      return present([entry.identityBefore, ...(names ? entry.args.map(({ text }) => text) : [])]);
    }
    default:
      return [];
  }
}

function statusOf(entry: Entry): readonly string[] {
  if ('delivery' in entry) return present([entry.delivery, entry.status?.toString()]);
  return entry.kind === 'call' ? [entry.fate] : [];
}

function methodsOf(entry: Entry): readonly string[] {
  if (entry.kind === 'call') return [entry.method ?? 'function'];
  if (!('cause' in entry) || entry.cause === undefined) return [];
  return 'method' in entry.cause ? [entry.cause.method] : [];
}

function traitsOf(entry: Entry): readonly Trait[] {
  const { findings } = entry;
  const traits: Trait[] = findings.map(({ severity }) => severity);
  if (findings.length > 0) traits.push('finding');
  if ('stack' in entry && entry.stack !== undefined) traits.push('stack');
  if (methodsOf(entry).length > 0 && entry.kind !== 'call') traits.push('cause');
  if (!('request' in entry)) return traits;
  if (entry.body !== undefined) traits.push('body');
  if (entry.retryOf !== null) traits.push('retry');
  if (entry.request.problems.length > 0) traits.push('malformed');
  if (entry.request.unread !== null) traits.push('unreadable');
  if (entry.request.batch !== null) traits.push('batch');
  return traits;
}

/** Fields whose values a row shows. */
const SHOWN: ReadonlySet<Field | null> = new Set<Field | null>([
  null,
  'id',
  'event',
  'method',
  'url',
]);

/** What a filter looks for in the text of a row, to be marked there. */
export function marksOf(filter: string): RegExp | null {
  const values = parseFilter(filter)
    .filter(({ negated, field }) => !negated && SHOWN.has(field))
    .flatMap(({ values: wanted }) => wanted)
    // The longer one first, where one begins like another.
    .sort((a, b) => b.length - a.length)
    .map((value) => value.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  return values.length === 0 ? null : new RegExp(values.join('|'), 'giu');
}
