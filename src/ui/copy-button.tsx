import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { writeClipboard } from './clipboard.ts';
import { Icon } from './icons.tsx';
import { useSpeech } from './text.tsx';

const ICONS = { copied: 'delivered', failed: 'failed' } as const;

/** Puts a text on the clipboard and says so, in its own place. `label` names what is copied. */
export function CopyButton({
  text,
  label,
}: {
  readonly text: string;
  readonly label: string;
}): JSX.Element {
  const { t } = useSpeech();
  const [done, setDone] = useState<'copied' | 'failed' | null>(null);
  const copy = (): void => {
    writeClipboard(text).then(
      () => setDone('copied'),
      () => setDone('failed'),
    );
  };
  return (
    <button
      type="button"
      class="button copy"
      data-weight="quiet"
      data-done={done}
      aria-label={t('copy', label)}
      title={t(done ? `copy_${done}` : 'copy', label)}
      onClick={copy}
      onBlur={() => setDone(null)}
      onPointerLeave={() => setDone(null)}
    >
      <Icon name={done === null ? 'copy' : ICONS[done]} />
      <span class="visually-hidden" role="status">
        {done ? t(`copy_${done}`) : ''}
      </span>
    </button>
  );
}
