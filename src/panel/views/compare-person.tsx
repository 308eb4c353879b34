import type { JSX } from 'preact';
import type { PersonChange } from '../../core/compare/person-facts.ts';
import { shown } from '../../core/findings/shown.ts';
import type { Person, PersonIdentity } from '../../core/people/people.ts';
import { Identity } from '../../ui/identity.tsx';
import { useSpeech } from '../../ui/text.tsx';
import { Change } from './compare-change.tsx';

/** Identities that are drawn: one shared name can join tens of thousands. */
const DRAWN = 12;

/** The identities of a person, and how many more there are. */
export function PersonNames({
  identities,
}: {
  readonly identities: readonly PersonIdentity[];
}): JSX.Element {
  const { t, times } = useSpeech();
  return (
    <div class="compare-names">
      {identities.slice(0, DRAWN).map(({ id, kind }) => (
        <Identity key={id} id={id} kind={kind} />
      ))}
      {identities.length > DRAWN && (
        <span class="muted">
          {t('person_more_identities', times.count(identities.length - DRAWN))}
        </span>
      )}
    </div>
  );
}

/** The identities that a person gained and lost. */
export function PersonDifferences({
  before,
  after,
  difference: { gained, lost, key },
}: {
  readonly before: Person;
  readonly after: Person;
  readonly difference: PersonChange;
}): JSX.Element {
  const { t } = useSpeech();
  return (
    <>
      {gained.length > 0 && (
        <div class="change-line" data-change="added">
          <span class="label">{t('compare_gained')}</span> <PersonNames identities={gained} />
        </div>
      )}
      {lost.length > 0 && (
        <div class="change-line" data-change="missing">
          <span class="label">{t('compare_lost')}</span> <PersonNames identities={lost} />
        </div>
      )}
      {key && (
        <Change
          label={t('compare_alias_apiKey')}
          before={shown(before.apiKey)}
          after={shown(after.apiKey)}
        />
      )}
    </>
  );
}
