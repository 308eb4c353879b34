import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { Icon } from '../../ui/icons.tsx';
import { useSpeech } from '../../ui/text.tsx';
import type { SourceActions } from './panel-props.ts';

/** Opens the browser's own choice of files. */
export function ImportButton({ open }: Pick<SourceActions, 'open'>): JSX.Element {
  const { t } = useSpeech();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        class="button"
        data-weight="quiet"
        title={t('import_title')}
        onClick={() => input.current?.click()}
      >
        <Icon name="open" />
        <span class="button-word">{t('import_button')}</span>
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept=".har,.json,application/json"
        data-testid="import-file"
        aria-label={t('import_file')}
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          // The same file chosen again is a change again.
          currentTarget.value = '';
          if (files.length > 0) open(files);
        }}
      />
    </>
  );
}
