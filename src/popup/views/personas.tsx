import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { visible } from '../../core/findings/shown.ts';
import type { Persona } from '../../protocol/rehearsal.ts';
import { Icon } from '../../ui/icons.tsx';
import { IdentityMark } from '../../ui/identity.tsx';
import { useSpeech } from '../../ui/text.tsx';
import type { PopupActions } from './popup-props.ts';

/** Saved personas to choose from. */
export function Personas({
  personas,
  chosen,
  onChoose,
  actions,
}: {
  readonly personas: readonly Persona[];
  /** Name of the one at hand. */
  readonly chosen: string;
  readonly onChoose: (persona: Persona) => void;
  readonly actions: Pick<PopupActions, 'forgetPersona'>;
}): JSX.Element {
  const { t } = useSpeech();
  return (
    <div class="personas">
      {personas.map((persona) => (
        <span key={persona.name} class="persona">
          <button
            type="button"
            class="button"
            aria-pressed={persona.name === chosen}
            title={visible(persona.identity)}
            onClick={() => onChoose(persona)}
          >
            <IdentityMark kind={persona.kind} label={t(`kind_${persona.kind}`)} />
            <bdi>{visible(persona.name)}</bdi>
          </button>
          <button
            type="button"
            class="button"
            data-weight="quiet"
            aria-label={t('persona_forget', visible(persona.name))}
            onClick={() => actions.forgetPersona(persona.name)}
          >
            <Icon name="close" />
          </button>
        </span>
      ))}
    </div>
  );
}

/** Saves the persona at hand under a name. */
export function SavePersona({
  draft,
  onSave,
}: {
  readonly draft: Persona;
  readonly onSave: (persona: Persona) => void;
}): JSX.Element {
  const { t } = useSpeech();
  const [name, setName] = useState('');
  const trimmed = name.trim();
  const save = (): void => {
    if (trimmed === '') return;
    onSave({ ...draft, name: trimmed });
    setName('');
  };
  return (
    <div class="simulate-line">
      <label>
        <span class="visually-hidden">{t('persona_name')}</span>
        <input
          type="text"
          placeholder={t('persona_name')}
          maxLength={80}
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            // Enter here saves; it does not simulate.
            event.preventDefault();
            save();
          }}
        />
      </label>
      <button type="button" class="button" disabled={trimmed === ''} onClick={save}>
        {t('persona_save')}
      </button>
    </div>
  );
}
