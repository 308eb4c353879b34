import type { Finding } from '../../core/findings/finding.ts';
import { SEVERITIES } from '../../core/findings/gravity.ts';
import type { Person } from '../../core/people/people.ts';
import type { Session } from '../../core/session/session.ts';

/** A person with the gravest that was found about its aliases. */
export interface GradedPerson {
  readonly person: Person;
  readonly finding: Finding | null;
}

/** Everybody, those with the gravest finding first, then the largest. */
export function gravestPeople(
  session: Pick<Session, 'people' | 'findings' | 'entry'>,
): readonly GradedPerson[] {
  const worst = new Map<Person, Finding>();
  for (const finding of session.findings) {
    const entry = session.entry(finding.entry);
    if (entry?.kind !== 'alias' || entry.joins === 'none') continue;
    const { account, p } = entry.request;
    const person = session.people.of(account ?? '', p ?? '');
    const known = person && worst.get(person);
    if (person && (known === undefined || rank(finding) < rank(known))) worst.set(person, finding);
  }
  return session.people
    .list()
    .map((person) => ({ person, finding: worst.get(person) ?? null }))
    .sort((a, b) => rank(a.finding) - rank(b.finding));
}

function rank(finding: Finding | null): number {
  return finding === null ? SEVERITIES.length : SEVERITIES.indexOf(finding.severity);
}
