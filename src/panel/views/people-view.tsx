import type { JSX } from 'preact';
import { worst } from '../../core/findings/gravity.ts';
import type { Person } from '../../core/people/people.ts';
import type { RequestEntry, Session } from '../../core/session/session.ts';
import { Icon } from '../../ui/icons.tsx';
import { Identity } from '../../ui/identity.tsx';
import { SeverityMark } from '../../ui/marks.tsx';
import { useSpeech } from '../../ui/text.tsx';
import { PersonGraph } from './person-graph.tsx';

/** People, and aliases of each, that are drawn; one shared name can join tens of thousands. */
const PEOPLE = 100;
const ALIASES = 40;

interface ViewProps {
  readonly session: Session;
  readonly onShow: (key: number) => void;
}

/** Every person that aliases have made of several identities. */
export function PeopleView({ session, onShow }: ViewProps): JSX.Element {
  const { t, times } = useSpeech();
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
      {people.slice(0, PEOPLE).map((person) => (
        <PersonCard key={person.aliases[0]} person={person} session={session} onShow={onShow} />
      ))}
      {people.length > PEOPLE && (
        <p class="muted">{t('people_more', times.count(people.length - PEOPLE))}</p>
      )}
    </div>
  );
}

function PersonCard({
  person,
  session,
  onShow,
}: ViewProps & { readonly person: Person }): JSX.Element {
  const { t, times } = useSpeech();
  const named = person.identities.filter(({ kind }) => kind === 'named').length;
  const aliases = person.aliases.flatMap((key) => {
    const entry = session.entry(key);
    return entry?.kind === 'alias' ? [entry] : [];
  });
  const severity = worst(aliases.flatMap(({ findings }) => findings));
  return (
    <article class="card" data-testid="person" data-identities={person.identities.length}>
      <header class="card-head">
        <h2>{t('person_title', times.count(person.identities.length), times.count(named))}</h2>
        {severity && <SeverityMark severity={severity} />}
        {session.apiKeys.length > 1 && (
          <span class="chip">
            <span class="label">{t('api_key')}</span>
            <bdi class="mono">{person.apiKey.slice(0, ALIASES)}</bdi>
          </span>
        )}
      </header>
      <PersonGraph person={person} aliases={aliases} />
      <h3>{t('person_aliases')}</h3>
      <ul class="card-aliases">
        {aliases.slice(0, ALIASES).map((entry) => (
          <AliasLine key={entry.key} entry={entry} onShow={onShow} />
        ))}
      </ul>
      {aliases.length > ALIASES && (
        <p class="muted">{t('person_more_aliases', times.count(aliases.length - ALIASES))}</p>
      )}
    </article>
  );
}

function AliasLine({
  entry,
  onShow,
}: Pick<ViewProps, 'onShow'> & { readonly entry: RequestEntry }): JSX.Element {
  const { t, times } = useSpeech();
  const severity = worst(entry.findings);
  return (
    <li>
      <button
        type="button"
        class="link"
        aria-label={t('person_alias', times.precise(entry.at))}
        title={t('show_row', times.precise(entry.at))}
        onClick={() => onShow(entry.key)}
      >
        {times.precise(entry.at)}
      </button>
      <span class="card-pair">
        <Identity id={entry.request.p ?? ''} />
        <span class="pair">⇄</span>
        <Identity id={entry.request.n ?? ''} />
      </span>
      {severity && <SeverityMark severity={severity} quiet />}
    </li>
  );
}
