import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from '../../ui/icons.tsx';
import { useSpeech } from '../../ui/text.tsx';

/** Every key that does something, by where it does it. Keys of one line are alternatives. */
const SHORTCUTS = [
  {
    place: 'anywhere',
    keys: [
      [['/'], 'filter'],
      [['?'], 'sheet'],
      [['Tab'], 'next'],
    ],
  },
  {
    place: 'list',
    keys: [
      [['↑', '↓'], 'row'],
      [['Page Up', 'Page Down'], 'page'],
      [['Home', 'End'], 'ends'],
      [['←', '→'], 'fold'],
      [['A … Z'], 'type'],
      [['+'], 'times'],
      [['Enter'], 'details'],
      [['Esc'], 'unselect'],
    ],
  },
  { place: 'details', keys: [[['Esc'], 'close']] },
  { place: 'people', keys: [[['Esc'], 'unchoose']] },
  {
    place: 'filter',
    keys: [
      [['↑', '↓'], 'completion'],
      [['Enter'], 'take'],
      [['Esc'], 'clear'],
    ],
  },
  { place: 'tabs', keys: [[['←', '→', 'Home', 'End'], 'tab']] },
  {
    place: 'menu',
    keys: [
      [['↑', '↓', 'Home', 'End'], 'item'],
      [['Esc'], 'leave'],
    ],
  },
  {
    place: 'browser',
    keys: [
      [['Alt+Shift+K'], 'popup'],
      [['Alt+Shift+S'], 'sandbox'],
    ],
  },
  { place: 'divider', keys: [[['←', '→', '↑', '↓'], 'divide']] },
  {
    place: 'column',
    keys: [
      [['←', '→', 'Home', 'End'], 'widen'],
      [['Enter'], 'reset_width'],
    ],
  },
] as const;

/** The sheet of all keys, over the panel. */
export function Shortcuts({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const { t } = useSpeech();
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      class="sheet"
      aria-labelledby="sheet-title"
      onClose={onClose}
      onKeyDown={(event) => event.stopPropagation()}
      // A press beside it closes it: what it covers is the dialog's own box, without its content.
      onClick={(event) => event.target === event.currentTarget && dialog.current?.close()}
    >
      <div class="sheet-head">
        <h2 id="sheet-title">{t('shortcuts')}</h2>
        <button
          type="button"
          class="button"
          data-weight="quiet"
          aria-label={t('close')}
          title={t('close')}
          onClick={() => dialog.current?.close()}
        >
          <Icon name="close" />
        </button>
      </div>
      <div class="sheet-body">
        {SHORTCUTS.map(({ place, keys }) => (
          <section key={place}>
            <h3>{t(`shortcuts_${place}`)}</h3>
            <dl>
              {keys.map(([names, does]) => (
                <div key={does}>
                  <dt>
                    {names.map((name) => (
                      <kbd key={name}>{name}</kbd>
                    ))}
                  </dt>
                  <dd>{t(`shortcut_${does}`)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </dialog>
  );
}
