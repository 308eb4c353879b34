import type { JSX } from 'preact';
import { Icon } from '../../ui/icons.tsx';
import { useSpeech } from '../../ui/text.tsx';
import type { PanelViewProps } from './panel-props.ts';

type Props = Pick<PanelViewProps, 'pause' | 'onPause'>;

/** Lets the view stand still while recording goes on. */
export function PauseButton({ pause, onPause }: Props): JSX.Element {
  const { t } = useSpeech();
  return (
    <button
      type="button"
      class="button toggle"
      data-weight="quiet"
      aria-pressed={pause.on}
      title={t('pause_title')}
      onClick={() => onPause(!pause.on)}
    >
      <Icon name={pause.on ? 'play' : 'held'} />
      <span class="button-word">{t('pause')}</span>
    </button>
  );
}

/** That the view stands still, and how much has come meanwhile. */
export function PauseNotice({ pause, onPause }: Props): JSX.Element | null {
  const { t, times } = useSpeech();
  if (!pause.on) return null;
  return (
    <div class="banner" data-state="paused">
      <Icon name="held" />
      <span role="status">
        {t('paused')}{' '}
        <b data-testid="paused-rows">{t('paused_rows', times.count(pause.waiting))}</b>
      </span>
      <button type="button" class="button" onClick={() => onPause(false)}>
        {t('resume')}
      </button>
    </div>
  );
}
