import type { Person } from '../people/people.ts';
import type { Session } from '../session/session.ts';
import {
  ALIAS_PAIRINGS,
  type AliasDifference,
  type AliasFacts,
  aliasDifferences,
  aliasFacts,
} from './alias-facts.ts';
import { match } from './match.ts';
import { isChange, PERSON_PAIRINGS, type PersonChange, personChange } from './person-facts.ts';

/** What became of each thing of one session in another. */
export interface Compared<T, D> {
  /** Only in the first. */
  readonly missing: readonly T[];
  /** Only in the second. */
  readonly added: readonly T[];
  /** In both, and not the same. */
  readonly changed: readonly Changed<T, D>[];
  /** In both, the same. */
  readonly same: readonly Pick<Changed<T, D>, 'before' | 'after'>[];
}

export interface Changed<T, D> {
  readonly before: T;
  readonly after: T;
  readonly difference: D;
}

export interface Comparison {
  readonly aliases: Compared<AliasFacts, readonly AliasDifference[]>;
  readonly people: Compared<Person, PersonChange>;
}

/**
 * Compares two sessions by their aliases and the people that these make. Times do not count, and
 * neither does which anonymous ID a visitor has: two recordings of one flow are the same.
 */
export function compareSessions(before: Session, after: Session): Comparison {
  const aliases = match(aliasFacts(before), aliasFacts(after), ALIAS_PAIRINGS);
  const people = match(before.people.list(), after.people.list(), PERSON_PAIRINGS);
  return {
    aliases: sorted(aliases, aliasDifferences, (names) => names.length > 0),
    people: sorted(people, personChange, isChange),
  };
}

function sorted<T, D>(
  { missing, added, pairs }: ReturnType<typeof match<T>>,
  differenceOf: (before: T, after: T) => D,
  isDifference: (difference: D) => boolean,
): Compared<T, D> {
  const changed: Changed<T, D>[] = [];
  const same: Pick<Changed<T, D>, 'before' | 'after'>[] = [];
  for (const [one, other] of pairs) {
    const difference = differenceOf(one, other);
    if (isDifference(difference)) changed.push({ before: one, after: other, difference });
    else same.push({ before: one, after: other });
  }
  return { missing, added, changed, same };
}
