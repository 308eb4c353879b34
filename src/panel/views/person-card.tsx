import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Finding } from '../../core/findings/finding.ts';
import { worst } from '../../core/findings/gravity.ts';
import { findingKey } from '../../core/findings/text.ts';
import type { ActivityIndex } from '../../core/people/activity.ts';
import type { IdentityRef } from '../../core/people/explain.ts';
import type { Person } from '../../core/people/people.ts';
import type { RequestEntry, Session } from '../../core/session/session.ts';
import { useClock } from '../../ui/clock.ts';
import { Identity } from '../../ui/identity.tsx';
import { DeliveryMark, SeverityMark } from '../../ui/marks.tsx';
import { useSpeech } from '../../ui/text.tsx';
import { type IdentityChoice, placeOf } from './identity-choice.ts';
import { IdentityToggle } from './identity-toggle.tsx';
import { PersonGraph } from './person-graph.tsx';

/** Aliases of one person that are listed, and drawn as arcs; one shared name can join thousands. */
const LISTED = 12;
const DRAWN = 400;
/** Characters of an API key. */
const KEY = 40;

interface CardProps {
  readonly person: Person;
  /** The gravest about its aliases. */
  readonly finding: Finding | null;
  readonly session: Session;
  readonly current: IdentityRef | null;
  readonly choice: IdentityChoice;
  readonly activity: ActivityIndex;
  readonly onToggle: (one: IdentityRef) => void;
  readonly onShow: (key: number) => void;
}

/** A person: what is wrong, its identities with the aliases drawn, the aliases in words. */
export function PersonCard(props: CardProps): JSX.Element {
  const { person, finding, session } = props;
  const { t, times } = useSpeech();
  const named = useMemo(
    () => person.identities.filter(({ kind }) => kind === 'named').length,
    [person],
  );
  return (
    <article class="card" data-testid="person" data-identities={person.identities.length}>
      <header class="card-head">
        <h2>{t('person_title', times.count(person.identities.length), times.count(named))}</h2>
        {session.apiKeys.length > 1 && (
          <span class="chip">
            <span class="label">{t('api_key')}</span>
            <bdi class="mono">{person.apiKey.slice(0, KEY)}</bdi>
          </span>
        )}
      </header>
      {finding && (
        <p class="card-finding" data-severity={finding.severity}>
          <SeverityMark severity={finding.severity} quiet />
          <button type="button" class="link" onClick={() => props.onShow(finding.entry)}>
            {t(findingKey(finding.rule, 'title'))}
          </button>
        </p>
      )}
      <Identities {...props} />
      <Aliases {...props} />
    </article>
  );
}

function Identities({
  person,
  session,
  current,
  choice,
  activity,
  onToggle,
  onShow,
}: CardProps): JSX.Element {
  const { t } = useSpeech();
  const clock = useClock();
  const { apiKey, identities } = person;
  const aliases = useMemo(
    () =>
      aliasesOf(session, person, DRAWN).map((entry) => ({
        ...{ key: entry.key, p: entry.request.p ?? '', n: entry.request.n ?? '' },
        title: t('show_row', clock.precise(entry)),
      })),
    [session, person],
  );
  return (
    <PersonGraph
      identities={identities}
      aliases={aliases}
      onShow={onShow}
      line={({ id, kind }) => (
        <IdentityToggle
          id={id}
          kind={kind}
          current={current?.id === id && current.apiKey === apiKey}
          place={placeOf(choice, { apiKey, id })}
          activity={activity.of(apiKey, id)}
          onToggle={() => onToggle({ apiKey, id })}
        />
      )}
    />
  );
}

function Aliases({ person, session, onShow }: CardProps): JSX.Element {
  const { t, times } = useSpeech();
  const more = person.aliases.length - LISTED;
  return (
    <>
      <h3>{t('person_aliases')}</h3>
      <ul class="card-aliases">
        {aliasesOf(session, person, LISTED).map((entry) => (
          <AliasLine key={entry.key} entry={entry} onShow={onShow} />
        ))}
      </ul>
      {more > 0 && <p class="muted">{t('person_more_aliases', times.count(more))}</p>}
    </>
  );
}

/** The first aliases of a person. */
function aliasesOf(session: Session, { aliases }: Person, most: number): RequestEntry[] {
  return aliases.slice(0, most).flatMap((key) => {
    const entry = session.entry(key);
    return entry?.kind === 'alias' ? [entry] : [];
  });
}

function AliasLine({
  entry,
  onShow,
}: Pick<CardProps, 'onShow'> & { readonly entry: RequestEntry }): JSX.Element {
  const { t } = useSpeech();
  const clock = useClock();
  const severity = worst(entry.findings);
  return (
    <li>
      <button
        type="button"
        class="link"
        aria-label={t('person_alias', clock.precise(entry))}
        title={t('show_row', clock.precise(entry))}
        onClick={() => onShow(entry.key)}
      >
        {clock.precise(entry)}
      </button>
      <span class="card-pair">
        <Identity id={entry.request.p ?? ''} />
        <span class="pair">⇄</span>
        <Identity id={entry.request.n ?? ''} />
      </span>
      {entry.delivery !== 'delivered' && <DeliveryMark delivery={entry.delivery} />}
      {severity && <SeverityMark severity={severity} quiet />}
    </li>
  );
}
