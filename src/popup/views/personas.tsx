import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { visible } from '../../core/findings/shown.ts';
import type { Persona } from '../../protocol/rehearsal.ts';
import { Icon } from '../../ui/icons.tsx';
import { IdentityMark } from '../../ui/identity.tsx';
import { useSpeech } from '../../ui/text.tsx';
import type { PopupActions } from './popup-props.ts';

/** Saved personas to choose from, and a name to save the one at hand under. */
export function Personas({
  personas,
  draft,
  onChoose,
  actions,
}: {
  readonly personas: readonly Persona[];
  readonly draft: Persona;
  readonly onChoose: (persona: Persona) => void;
  readonly actions: Pick<PopupActions, 'savePersona' | 'forgetPersona'>;
}): JSX.Element {
  const { t } = useSpeech();
  const [naming, setNaming] = useState(false);
  const save = (): void => {
    if (draft.name.trim() === '') return;
    actions.savePersona({ ...draft, name: draft.name.trim() });
    setNaming(false);
  };
  return (
    <div class="personas">
      {personas.map((persona) => (
        <span key={persona.name} class="persona">
          <button
            type="button"
            class="button"
            aria-pressed={persona.name === draft.name}
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
      {naming ? (
        <span class="persona-naming">
          <input
            type="text"
            aria-label={t('persona_name')}
            placeholder={t('persona_name')}
            maxLength={80}
            value={draft.name}
            ref={(input) => input?.focus()}
            onInput={(event) => onChoose({ ...draft, name: event.currentTarget.value })}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' && event.key !== 'Escape') return;
              event.preventDefault();
              event.stopPropagation();
              if (event.key === 'Enter') save();
              else setNaming(false);
            }}
          />
          <button type="button" class="button" disabled={draft.name.trim() === ''} onClick={save}>
            {t('save')}
          </button>
        </span>
      ) : (
        <button type="button" class="link" onClick={() => setNaming(true)}>
          {t('persona_save')}
        </button>
      )}
    </div>
  );
}
