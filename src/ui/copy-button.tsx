import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Icon } from './icons.tsx';
import { useSpeech } from './text.tsx';

/** Puts a text on the clipboard and says so. `label` names what is copied. */
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
      class="button"
      data-weight="quiet"
      aria-label={t('copy', label)}
      onClick={copy}
      onBlur={() => setDone(null)}
    >
      <Icon name={done === 'copied' ? 'delivered' : 'copy'} />
      <span role="status">{done ? t(`copy_${done}`) : ''}</span>
    </button>
  );
}

async function writeClipboard(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // DevTools panels are frames without clipboard permission in Chromium; the old way works there.
    const area = document.createElement('textarea');
    area.value = text;
    area.style.position = 'fixed';
    area.style.opacity = '0';
    document.body.append(area);
    area.select();
    const copied = document.execCommand('copy');
    area.remove();
    if (!copied) throw new Error('copying is not allowed here');
  }
}
