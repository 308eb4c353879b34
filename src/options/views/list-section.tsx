import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { visible } from '../../core/findings/shown.ts';
import { TRACKING_HOSTS } from '../../core/kissmetrics/hosts.ts';
import { Icon } from '../../ui/icons.tsx';
import { useSpeech } from '../../ui/text.tsx';

export interface ListSectionProps {
  /** In the message keys, e.g. `list_NAME_title`. */
  readonly name: string;
  readonly items: readonly string[];
  readonly onRemove: (item: string) => void;
  /**
   * Adds what was typed; if it cannot be used, the message key of why, else null. Absent where
   * nothing is added here.
   */
  readonly onAdd?: (text: string) => string | null;
}

/** A list that the user keeps: what it is for, what is in it, and a way to add. */
export function ListSection({ name, items, onRemove, onAdd }: ListSectionProps): JSX.Element {
  const { t } = useSpeech();
  return (
    <section aria-labelledby={`${name}-title`}>
      <h2 id={`${name}-title`}>{t(`list_${name}_title`)}</h2>
      <p>{t(`list_${name}_help`)}</p>
      {items.length === 0 ? (
        <p>{t(`list_${name}_none`, TRACKING_HOSTS.join(', '))}</p>
      ) : (
        <ul>
          {items.map((item) => (
            <li key={item}>
              <bdi>{visible(item)}</bdi>
              <button
                type="button"
                class="button"
                data-weight="quiet"
                aria-label={t('remove', visible(item))}
                onClick={() => onRemove(item)}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {onAdd && <Add name={name} onAdd={onAdd} />}
    </section>
  );
}

function Add({
  name,
  onAdd,
}: {
  readonly name: string;
  readonly onAdd: (text: string) => string | null;
}): JSX.Element {
  const { t } = useSpeech();
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  return (
    <form
      class="add"
      onSubmit={(event) => {
        event.preventDefault();
        const problem = onAdd(text.trim());
        setWrong(problem);
        if (problem === null) setText('');
      }}
    >
      <label>
        <span class="visually-hidden">{t(`list_${name}_label`)}</span>
        <input
          type="text"
          spellcheck={false}
          autocomplete="off"
          placeholder={t(`list_${name}_example`)}
          value={text}
          aria-invalid={wrong !== null}
          aria-describedby={wrong ? `${name}-wrong` : undefined}
          onInput={(event) => {
            setText(event.currentTarget.value);
            setWrong(null);
          }}
        />
      </label>
      <button type="submit" class="button">
        {t('add')}
      </button>
      {wrong && (
        <p class="problem" id={`${name}-wrong`} role="alert">
          {t(wrong)}
        </p>
      )}
    </form>
  );
}
