import type { JSX } from 'preact';
import type { Person } from '../../core/people/people.ts';
import type { Session } from '../../core/session/session.ts';
import { Icon } from '../../ui/icons.tsx';
import { Identity } from '../../ui/identity.tsx';
import { useSpeech } from '../../ui/text.tsx';

/** Every person that aliases have made of several identities. */
export function PeopleView({
  session,
  onShow,
}: {
  readonly session: Session;
  readonly onShow: (key: number) => void;
}): JSX.Element {
  const { t } = useSpeech();
  const people = session.people.list();
  if (people.length === 0)
    return (
      <div class="state">
        <Icon name="identity" />
        <h2>{t('people_none_title')}</h2>
        <p>{t('people_none')}</p>
      </div>
    );
  return (
    <div class="cards scroll">
      {people.map((person) => (
        <PersonCard key={person.aliases[0]} person={person} session={session} onShow={onShow} />
      ))}
    </div>
  );
}

function PersonCard({
  person,
  session,
  onShow,
}: {
  readonly person: Person;
  readonly session: Session;
  readonly onShow: (key: number) => void;
}): JSX.Element {
  const { t, times } = useSpeech();
  const named = person.identities.filter(({ kind }) => kind === 'named').length;
  return (
    <article class="card" data-testid="person" data-identities={person.identities.length}>
      <h2>{t('person_title', String(person.identities.length), String(named))}</h2>
      <ul>
        {person.identities.map(({ id, kind }) => (
          <li key={id}>
            <Identity id={id} kind={kind} whole />
          </li>
        ))}
      </ul>
      <ul class="card-aliases">
        {person.aliases.map((key) => {
          const entry = session.entry(key);
          return (
            entry && (
              <li key={key}>
                <button type="button" class="link" onClick={() => onShow(key)}>
                  {t('person_alias', times.precise(entry.at))}
                </button>
                {'request' in entry && (
                  <div class="inline">
                    <Identity id={entry.request.p ?? ''} />
                    <span class="pair">⇄</span>
                    <Identity id={entry.request.n ?? ''} />
                  </div>
                )}
              </li>
            )
          );
        })}
      </ul>
    </article>
  );
}
