import { TRAITS } from './match.ts';
import { FIELDS, type Field, wordsOf } from './query.ts';

/** Fields that have these values and no others; `status` has HTTP statuses besides. */
export const CLOSED: Partial<Record<Field, readonly string[]>> = {
  kind: ['alias', 'event', 'properties', 'call', 'identity', 'page', 'note'],
  status: [
    ...['delivered', 'pending', 'failed', 'blocked', 'held'],
    ...['sent', 'not-sent', 'queued', 'waiting', 'nothing-to-send'],
  ],
  has: TRAITS,
};

/** Something that a filter asks for and that no entry can have, with what there is instead. */
export type Unknown =
  | { readonly what: 'field'; readonly field: string; readonly known: readonly string[] }
  | {
      readonly what: 'value';
      readonly field: Field;
      readonly value: string;
      readonly known: readonly string[];
    };

const SOME_FIELD = /^([a-z]+):(?!\/\/)/i;

/** The first word of a filter that nothing can fit, a slip of the keyboard most likely; or null. */
export function unknownIn(filter: string): Unknown | null {
  for (const { start, end, negated, field, values } of wordsOf(filter)) {
    // What is excluded keeps no row away if there is none.
    if (negated) continue;
    if (field === null) {
      const [, name] = SOME_FIELD.exec(filter.slice(start, end)) ?? [];
      if (name !== undefined) return { what: 'field', field: name, known: FIELDS };
      continue;
    }
    const known = CLOSED[field];
    if (!known) continue;
    const value = values.find((one) => !isKnown(field, one.toLowerCase(), known));
    if (value !== undefined) return { what: 'value', field, value, known };
  }
  return null;
}

/** Whether a value of a closed field is one, or begins like one; the filter finds them so. */
function isKnown(field: Field, value: string, known: readonly string[]): boolean {
  if (field === 'status' && /^\d{1,3}$/.test(value)) return true;
  if (field === 'kind' && 'navigation'.startsWith(value)) return true;
  return known.some((one) => one.startsWith(value));
}
