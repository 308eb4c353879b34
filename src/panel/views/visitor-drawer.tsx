import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
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
  const drawer = useRef<HTMLElement>(null);
  const frame = useRef<HTMLIFrameElement>(null);
  const latest = useRef(onClose);
  latest.current = onClose;
  useLayoutEffect(() => {
    const opener = document.activeElement;
    close.current?.focus();
    return () => {
      const within = drawer.current?.contains(document.activeElement);
      if (within && opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  useEffect(() => {
    const end = new AbortController();
    const { signal } = end;
    // Keys pressed in the page of the frame are heard there only.
    const hear = (): void =>
      frame.current?.contentDocument?.addEventListener(
        'keydown',
        (event) => {
          if (event.key !== 'Escape' || event.defaultPrevented) return;
          event.stopPropagation();
          latest.current();
        },
        { signal },
      );
    hear();
    frame.current?.addEventListener('load', hear, { signal });
    return () => end.abort();
  }, []);
  return (
    <aside
      ref={drawer}
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
      <iframe ref={frame} src={url} title={t('visitor')} />
    </aside>
  );
}
