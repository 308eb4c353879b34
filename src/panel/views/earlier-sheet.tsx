import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { visible } from '../../core/findings/shown.ts';
import type { Translate } from '../../core/text/catalogue.ts';
import type { KeptLog } from '../../protocol/kept.ts';
import { Icon } from '../../ui/icons.tsx';
import { useSpeech } from '../../ui/text.tsx';
import type { Times } from '../../ui/times.ts';
import type { EarlierActions, EarlierView } from './panel-props.ts';

const KB = 1_000;

/** The sheet of the sessions of closed tabs, over the panel. */
export function EarlierSheet({
  earlier,
  onEarlier,
  onClose,
}: {
  readonly earlier: EarlierView;
  readonly onEarlier: EarlierActions;
  readonly onClose: () => void;
}): JSX.Element {
  const { t, times } = useSpeech();
  const dialog = useRef<HTMLDialogElement>(null);
  /** Which one was deleted: the focus goes to the one in its place. */
  const deleted = useRef<number | null>(null);
  const { list, failed, keep } = earlier;
  useLayoutEffect(() => {
    dialog.current?.showModal();
    onEarlier.refresh();
  }, []);
  useLayoutEffect(() => {
    if (deleted.current === null) return;
    const buttons = dialog.current?.querySelectorAll<HTMLElement>('.earlier-delete') ?? [];
    const next = buttons[Math.min(deleted.current, buttons.length - 1)];
    (next ?? dialog.current?.querySelector('button'))?.focus();
    deleted.current = null;
  }, [list]);
  const close = (): void => dialog.current?.close();
  return (
    <dialog
      ref={dialog}
      class="sheet"
      aria-labelledby="earlier-title"
      onClose={onClose}
      onKeyDown={(event) => event.stopPropagation()}
      onClick={(event) => event.target === event.currentTarget && close()}
    >
      <div class="sheet-head">
        <h2 id="earlier-title">{t('earlier_title')}</h2>
        <button
          type="button"
          class="button"
          data-weight="quiet"
          aria-label={t('close')}
          title={t('close')}
          onClick={close}
        >
          <Icon name="close" />
        </button>
      </div>
      <div class="earlier">
        {failed && <p role="alert">{t('earlier_failed')}</p>}
        {list?.logs.length === 0 && <p data-testid="earlier-none">{t('earlier_none')}</p>}
        {list && list.logs.length > 0 && (
          <ul>
            {list.logs.map((log, index) => (
              <li key={log.logId} data-testid="earlier-log">
                <Open
                  log={log}
                  onOpen={() => {
                    close();
                    onEarlier.open(log, nameOf(log, t, times));
                  }}
                />
                <button
                  type="button"
                  class="button earlier-delete"
                  data-weight="quiet"
                  aria-label={t('earlier_delete', nameOf(log, t, times))}
                  title={t('earlier_delete', nameOf(log, t, times))}
                  onClick={() => {
                    deleted.current = index;
                    onEarlier.remove(log.logId);
                  }}
                >
                  <Icon name="delete" />
                </button>
              </li>
            ))}
          </ul>
        )}
        {list?.evicted && (
          <p>
            {t('earlier_evicted', times.count(list.evicted.count), times.full(list.evicted.at))}
          </p>
        )}
        <p>
          {t(`earlier_kept_${keep}`)}{' '}
          <button type="button" class="link" onClick={onEarlier.options}>
            {t('earlier_change')}
          </button>
        </p>
      </div>
    </dialog>
  );
}

function Open({
  log,
  onOpen,
}: {
  readonly log: KeptLog;
  readonly onOpen: () => void;
}): JSX.Element {
  const { t, times } = useSpeech();
  return (
    <button type="button" class="earlier-open" title={visible(log.page)} onClick={onOpen}>
      <bdi class="earlier-hosts">{visible(log.hosts.join(', ')) || t('earlier_unknown')}</bdi>
      <span class="earlier-when">{times.range(log.began, log.grew)}</span>
      <span class="earlier-facts">
        <span>{t('earlier_rows', times.count(log.count))}</span>
        <span>{t('earlier_size', times.count(Math.ceil(log.size / KB)))}</span>
        {log.apiKey !== null && (
          <span>
            {t('api_key')} <bdi class="mono">{visible(log.apiKey)}</bdi>
          </span>
        )}
      </span>
    </button>
  );
}

/** What an earlier session is called beside others. */
function nameOf(log: KeptLog, t: Translate, times: Times): string {
  return t('earlier_name', visible(log.hosts[0] ?? t('earlier_unknown')), times.full(log.began));
}
