import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { COOKIE_UNSENT } from '../../core/kissmetrics/names.ts';
import { useSpeech } from '../../ui/text.tsx';
import type { PopupViewProps, Readable } from './popup-props.ts';

/** What can be done, with the message keys of its name and of what it does. */
const RESETS = [
  { action: 'log-out', name: 'log_out', does: 'log_out_does' },
  { action: 'new-visitor', name: 'new_visitor', does: 'new_visitor_does' },
  { action: 'forget-queue', name: 'forget_queue', does: 'forget_queue_does' },
] as const;

/** The resets, each with what it does, and whether the page is loaded again afterwards. */
export function Resets({
  page,
  busy,
  actions,
}: Pick<PopupViewProps, 'busy' | 'actions'> & { readonly page: Readable }): JSX.Element {
  const { t } = useSpeech();
  const [reload, setReload] = useState(false);
  const nothingUnsent = !page.cookies.some(({ name, value }) => name === COOKIE_UNSENT && value);
  return (
    <section class="resets">
      <div class="actions">
        {RESETS.map(({ action, name, does }) => (
          <button
            key={action}
            type="button"
            class="button"
            disabled={busy || (action === 'forget-queue' && nothingUnsent)}
            title={t(does)}
            onClick={() => actions.act(action, reload)}
          >
            {t(name)}
          </button>
        ))}
      </div>
      <label class="check">
        <input
          type="checkbox"
          checked={reload}
          onChange={(event) => setReload(event.currentTarget.checked)}
        />
        <span>{t('reload_after')}</span>
      </label>
    </section>
  );
}
