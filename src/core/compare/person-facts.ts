import type { Person, PersonIdentity } from '../people/people.ts';
import { byKey, byOverlap, type Pairing } from './match.ts';

/** How a person of one session differs from the same one in another. */
export interface PersonChange {
  /** Identities that only the second has; anonymous ones only as far as there are more of them. */
  readonly gained: readonly PersonIdentity[];
  /** The same for the first. */
  readonly lost: readonly PersonIdentity[];
  /** The API key is another. */
  readonly key: boolean;
}

export function personChange(before: Person, after: Person): PersonChange {
  const named = (person: Person) => person.identities.filter(({ kind }) => kind === 'named');
  const only = (person: Person, other: Person) => {
    const known = new Set(other.identities.map(({ id }) => id));
    return person.identities.filter(({ id }) => !known.has(id));
  };
  /** An anonymous ID is another with every visitor: what counts is how many there are. */
  const more = (person: Person, other: Person) => {
    const count = (one: Person) => one.identities.length - named(one).length;
    const anonymous = only(person, other).filter(({ kind }) => kind === 'anonymous');
    return anonymous.slice(0, Math.max(0, count(person) - count(other)));
  };
  const difference = (person: Person, other: Person) => [
    ...only(person, other).filter(({ kind }) => kind === 'named'),
    ...more(person, other),
  ];
  return {
    gained: difference(after, before),
    lost: difference(before, after),
    key: before.apiKey !== after.apiKey,
  };
}

export function isChange({ gained, lost, key }: PersonChange): boolean {
  return key || gained.length > 0 || lost.length > 0;
}

const ids = ({ identities }: Person): string[] => identities.map(({ id }) => id).sort();
const named = ({ identities }: Person): string[] =>
  identities.flatMap(({ id, kind }) => (kind === 'named' ? [id] : [])).sort();

/**
 * The same identities; the same named ones, under the same API key or another; those with most in
 * common; nobody named, and equally many.
 */
export const PERSON_PAIRINGS: readonly Pairing<Person>[] = [
  byKey((person) => JSON.stringify([person.apiKey, ids(person)])),
  byKey((person) => (isNamed(person) ? JSON.stringify([person.apiKey, named(person)]) : null)),
  byKey((person) => (isNamed(person) ? JSON.stringify(named(person)) : null)),
  byOverlap(ids),
  byKey((person) => (isNamed(person) ? null : String(person.identities.length))),
];

function isNamed({ identities }: Person): boolean {
  return identities.some(({ kind }) => kind === 'named');
}
