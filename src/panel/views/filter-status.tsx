import type { JSX } from 'preact';
import { useSpeech } from '../../ui/text.tsx';
import type { PanelViewProps } from './panel-props.ts';

/** How many rows the filter hides, and the way to see them; nothing if it hides none. */
export function FilterStatus({
  session,
  rows,
  searching,
  onFilter,
}: Pick<PanelViewProps, 'session' | 'rows' | 'searching' | 'onFilter'>): JSX.Element | null {
  const { t, times } = useSpeech();
  const hidden = session.entries.length - rows.length;
  // With no row left the list itself says so.
  if (hidden === 0 || (rows.length === 0 && !searching)) return null;
  return (
    <div class="filter-status">
      <span role="status">
        {searching ? t('filter_searching') : t('filter_hidden', times.count(hidden))}
      </span>
      <button type="button" class="link" onClick={() => onFilter('')}>
        {t('show_all')}
      </button>
    </div>
  );
}
