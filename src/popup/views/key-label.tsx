import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { isTestHost, KEY_COLOURS, type KeyColour, type KeyLabel } from '../../protocol/api-keys.ts';
import { Icon } from '../../ui/icons.tsx';
import { useSpeech } from '../../ui/text.tsx';
import type { PopupViewProps, Readable } from './popup-props.ts';

/** The API key with what the user calls it, and a warning where a production key meets a test host. */
export function KeyLine({
  page,
  keyLabels,
  testHosts,
  actions,
}: Pick<PopupViewProps, 'keyLabels' | 'testHosts' | 'actions'> & {
  readonly page: Readable;
}): JSX.Element {
  const { t } = useSpeech();
  const [editing, setEditing] = useState(false);
  const label = keyLabels.find(({ key }) => key === page.apiKey);
  const host = new URL(page.url).hostname;
  return (
    <>
      <span class="who-key" hidden={page.apiKey === null}>
        <span class="label">{t('api_key')}</span>
        {label && (
          <span class="key-label" data-colour={label.colour}>
            {label.label}
          </span>
        )}
        <bdi class="mono" data-testid="api-key">
          {page.apiKey ?? ''}
        </bdi>
        <button
          type="button"
          class="link"
          aria-expanded={editing}
          onClick={() => setEditing(!editing)}
        >
          {t(label ? 'key_label_change' : 'key_label_add')}
        </button>
      </span>
      {editing && page.apiKey !== null && (
        <KeyForm
          initial={label ?? { key: page.apiKey, label: '', colour: 'blue', production: false }}
          onSave={(next) => {
            actions.labelKey(next);
            setEditing(false);
          }}
        />
      )}
      {label?.production && isTestHost(host, testHosts) && (
        <p class="warning-text key-warning" role="alert" data-testid="key-warning">
          <Icon name="warning" /> {t('key_on_test_host', label.label, host)}
        </p>
      )}
    </>
  );
}

function KeyForm({
  initial,
  onSave,
}: {
  readonly initial: KeyLabel;
  readonly onSave: (label: KeyLabel) => void;
}): JSX.Element {
  const { t } = useSpeech();
  const [draft, setDraft] = useState(initial);
  return (
    <form
      class="key-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (draft.label.trim() !== '') onSave({ ...draft, label: draft.label.trim() });
      }}
    >
      <label class="field">
        <span class="field-name">{t('key_label')}</span>
        <input
          type="text"
          maxLength={40}
          placeholder={t('key_label_example')}
          value={draft.label}
          onInput={(event) => setDraft({ ...draft, label: event.currentTarget.value })}
        />
      </label>
      <label class="field">
        <span class="field-name">{t('key_colour')}</span>
        <select
          value={draft.colour}
          onChange={(event) =>
            setDraft({ ...draft, colour: event.currentTarget.value as KeyColour })
          }
        >
          {KEY_COLOURS.map((colour) => (
            <option key={colour} value={colour}>
              {t(`colour_${colour}`)}
            </option>
          ))}
        </select>
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={draft.production}
          onChange={(event) => setDraft({ ...draft, production: event.currentTarget.checked })}
        />
        <span>{t('key_production')}</span>
      </label>
      <button type="submit" class="button" disabled={draft.label.trim() === ''}>
        {t('save')}
      </button>
    </form>
  );
}
