import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { shown } from '../../core/findings/shown.ts';
import { identityKind } from '../../core/kissmetrics/identity.ts';
import type { Persona, SimulationStatus } from '../../protocol/rehearsal.ts';
import { Icon } from '../../ui/icons.tsx';
import { useSpeech } from '../../ui/text.tsx';
import { Personas, SavePersona } from './personas.tsx';
import type { PopupViewProps, Readable } from './popup-props.ts';
import { Preview } from './preview.tsx';

/** Who is simulated, since when, and the way back. */
export function SimulationOn({
  simulation,
  busy,
  onEnd,
  elsewhere = false,
}: {
  readonly simulation: SimulationStatus;
  readonly busy: boolean;
  readonly onEnd: () => void;
  /** It is another site's. */
  readonly elsewhere?: boolean;
}): JSX.Element {
  const { t, times } = useSpeech();
  const { persona, began, site, sandboxed, interrupted } = simulation;
  const whom = persona.name || persona.identity || t('persona_new');
  return (
    <section class="simulation-on" data-testid="simulation" data-interrupted={interrupted}>
      <p>
        <strong>
          {t(elsewhere ? 'simulation_elsewhere' : 'simulation_on', shown(whom), site)}
        </strong>{' '}
        <span class="muted">{t('simulation_since', times.minute(began))}</span>
      </p>
      {interrupted && <p>{t('simulation_interrupted')}</p>}
      {!sandboxed && (
        <p class="warning-text">
          <Icon name="warning" /> {t('simulation_unprotected')}
        </p>
      )}
      <button type="button" class="button" data-weight="strong" disabled={busy} onClick={onEnd}>
        {t(elsewhere ? 'simulation_restore' : 'simulation_end')}
      </button>
    </section>
  );
}

/** Chooses somebody to be, says what that would do, and does it. */
export function Simulate(props: PopupViewProps & { readonly page: Readable }): JSX.Element {
  const { page, busy, actions, personas } = props;
  const { t } = useSpeech();
  const [draft, setDraft] = useState<Persona>(NOBODY);
  const [insists, setInsists] = useState(false);
  const change = (part: Partial<Persona>): void => setDraft({ ...draft, ...part });
  // Without the library or its queue nobody can call `identify`; cookies alone make a visitor
  // anonymous.
  const impossible = draft.kind === 'named' && page.library === 'none';
  const empty = draft.kind === 'named' && draft.identity === '';
  const mistaken =
    draft.kind === 'anonymous' && draft.identity !== '' && identityKind(draft.identity) === 'named';
  return (
    <form
      class="simulate"
      onSubmit={(event) => {
        event.preventDefault();
        if (!impossible && !empty) actions.simulate({ ...draft, name: '' }, !insists);
      }}
    >
      <h2>{t('simulate_title')}</h2>
      {personas.length > 0 && (
        <Personas personas={personas} chosen={draft.name} onChoose={setDraft} actions={actions} />
      )}
      <div class="simulate-line">
        <label>
          <span class="visually-hidden">{t('identity')}</span>
          <input
            type="text"
            maxLength={1024}
            spellcheck={false}
            autocomplete="off"
            placeholder={t(`persona_${draft.kind}_example`)}
            value={draft.identity}
            onInput={(event) => change({ identity: event.currentTarget.value })}
          />
        </label>
        <button
          type="submit"
          class="button"
          data-weight="strong"
          disabled={busy || impossible || empty}
        >
          {t('simulate')}
        </button>
      </div>
      <div class="preview" aria-live="polite" data-testid="preview" data-empty={empty}>
        {impossible ? (
          t('simulate_impossible')
        ) : (
          <Preview
            page={page}
            people={props.session.people}
            persona={draft}
            protectedBy={!insists}
          />
        )}
        {mistaken && <p class="warning-text">{t('persona_not_anonymous')}</p>}
      </div>
      <details>
        <summary>{t('simulate_options')}</summary>
        <Options draft={draft} onChange={change} />
        <label class="check">
          <input
            type="checkbox"
            checked={insists}
            onChange={(event) => setInsists(event.currentTarget.checked)}
          />
          <span>{t('simulate_unprotected')}</span>
        </label>
        <SavePersona draft={draft} onSave={actions.savePersona} />
      </details>
      {insists && (
        <p class="warning-text" role="alert">
          <Icon name="warning" /> {t('simulate_unprotected_warning')}
        </p>
      )}
    </form>
  );
}

/** Kind and history of the visitor to be. */
function Options({
  draft,
  onChange,
}: {
  readonly draft: Persona;
  readonly onChange: (part: Partial<Persona>) => void;
}): JSX.Element {
  const { t } = useSpeech();
  return (
    <>
      <fieldset class="segments">
        <legend class="visually-hidden">{t('persona_kind')}</legend>
        {(['named', 'anonymous'] as const).map((kind) => (
          <label key={kind}>
            <input
              type="radio"
              name="kind"
              checked={draft.kind === kind}
              onChange={() => onChange({ kind })}
            />
            <span>{t(`kind_${kind}`)}</span>
          </label>
        ))}
      </fieldset>
      <label class="check">
        <input
          type="checkbox"
          checked={draft.returning}
          onChange={(event) => onChange({ returning: event.currentTarget.checked })}
        />
        <span>{t('persona_returning')}</span>
      </label>
    </>
  );
}

const NOBODY: Persona = { name: '', kind: 'named', identity: '', returning: false };
