import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../../ui/icons.tsx';
import { useSpeech } from '../../ui/text.tsx';

/** The popup's page beside the panel: the same actions, without leaving DevTools. */
export function VisitorDrawer({
  url,
  onClose,
}: {
  /** Of the popup's page for the tab. */
  readonly url: string;
  readonly onClose: () => void;
}): JSX.Element {
  const { t } = useSpeech();
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => close.current?.focus(), []);
  return (
    <aside
      id="visitor-drawer"
      class="visitor-drawer"
      aria-label={t('visitor')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        // Chromium opens the drawer of the developer tools for an Escape that gets further.
        event.stopPropagation();
        onClose();
      }}
    >
      <header>
        <h2>{t('visitor')}</h2>
        <button
          ref={close}
          type="button"
          class="button"
          data-weight="quiet"
          aria-label={t('close')}
          onClick={onClose}
        >
          <Icon name="close" />
        </button>
      </header>
      <iframe src={url} title={t('visitor')} />
    </aside>
  );
}
