import type { JSX } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import { ActivityIndex } from '../../core/people/activity.ts';
import type { IdentityRef } from '../../core/people/explain.ts';
import type { Session } from '../../core/session/session.ts';
import { Icon } from '../../ui/icons.tsx';
import { useSpeech } from '../../ui/text.tsx';
import { ChainView } from './chain-view.tsx';
import { type IdentityChoice, placeOf, toggled } from './identity-choice.ts';
import { IdentityToggle } from './identity-toggle.tsx';
import { PersonCard } from './person-card.tsx';
import { gravestPeople } from './person-order.ts';

/** People that are drawn; a log can have tens of thousands. */
const PEOPLE = 60;

interface ViewProps {
  readonly session: Session;
  readonly choice: IdentityChoice;
  readonly onChoose: (change: (choice: IdentityChoice) => IdentityChoice) => void;
  readonly onShow: (key: number) => void;
}

/** Every person that aliases have made of several identities, and the visitor if they are none yet. */
export function PeopleView({ session, choice, onChoose, onShow }: ViewProps): JSX.Element {
  const { t, times } = useSpeech();
  const activity = useMemo(() => new ActivityIndex(), [session]);
  activity.update(session.entries);
  const list = session.people.list();
  const people = useMemo(() => gravestPeople(session), [session, list, session.findings]);
  const current = currentOf(session);
  const lone = current && !session.people.of(current.apiKey, current.id) ? current : null;
  const box = useRef<HTMLDivElement>(null);
  const clear = (): void => {
    // The button for it, or a link in what is explained, goes away with it.
    const explained = document.activeElement?.closest('.chain');
    if (explained) box.current?.querySelector<HTMLElement>('[aria-pressed=true]')?.focus();
    onChoose(() => []);
  };
  const toggle = (one: IdentityRef): void => onChoose((old) => toggled(old, one));
  if (people.length === 0 && lone === null)
    return (
      <div class="state">
        <Icon name="identity" />
        <h2>{t('people_none_title')}</h2>
        <p>{t('people_none')}</p>
      </div>
    );
  return (
    <div
      ref={box}
      class="people"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || choice.length === 0) return;
        // Chromium opens the drawer of the developer tools for an Escape that gets further.
        event.stopPropagation();
        clear();
      }}
    >
      <div class="people-list scroll">
        <div class="cards">
          {lone && (
            <article class="card" data-testid="lone-identity">
              <header class="card-head">
                <h2>{t('lone_title')}</h2>
              </header>
              <IdentityToggle
                id={lone.id}
                kind={lone.kind}
                current
                place={placeOf(choice, lone)}
                activity={activity.of(lone.apiKey, lone.id)}
                onToggle={() => toggle(lone)}
              />
              <p class="muted">{t(`lone_${lone.kind}`)}</p>
            </article>
          )}
          {people.slice(0, PEOPLE).map(({ person, finding }) => (
            <PersonCard
              key={person.aliases[0]}
              person={person}
              finding={finding}
              session={session}
              current={current}
              choice={choice}
              activity={activity}
              onToggle={toggle}
              onShow={onShow}
            />
          ))}
        </div>
        {people.length > PEOPLE && (
          <p class="muted people-more">{t('people_more', times.count(people.length - PEOPLE))}</p>
        )}
      </div>
      {/* Below the cards, so that none of them moves between two choices. */}
      {(people.length > 0 || choice.length > 0) && (
        <ChainView session={session} choice={choice} onShow={onShow} onClear={clear} />
      )}
    </div>
  );
}

/** Who the visitor is in the top frame; null for nobody. */
function currentOf(session: Session) {
  const { identity, kind, apiKey } = session.current();
  if (identity === null || kind === 'none') return null;
  return { id: identity, kind, apiKey: apiKey ?? '' };
}
