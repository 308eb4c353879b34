import type { JSX } from 'preact';
import { Icon } from '../../ui/icons.tsx';
import { useSpeech } from '../../ui/text.tsx';
import type { PanelViewProps } from './panel-props.ts';

/** Why there is nothing to see, and what to do about it. */
export function EmptyState({
  session,
  health,
  filter,
  onFilter,
  grid,
}: PanelViewProps & {
  /** The list without rows, for those who look for it. */
  readonly grid: JSX.Element;
}): JSX.Element {
  const { t } = useSpeech();
  if (session.entries.length > 0)
    return (
      <div class="state">
        {grid}
        <Icon name="search" />
        <h2>{t('empty_filtered_title')}</h2>
        <p>{t('empty_filtered', filter, String(session.entries.length))}</p>
        <button type="button" class="button" onClick={() => onFilter('')}>
          {t('clear_filter')}
        </button>
      </div>
    );
  const state = health.state.replace('-', '_');
  return (
    <div class="state">
      {grid}
      <Icon name={health.state === 'watching' ? 'alias' : 'info'} />
      <h2>{t(`empty_${state}_title`)}</h2>
      <p>{t(`empty_${state}`)}</p>
    </div>
  );
}
