import type { JSX } from 'preact';
import { useSpeech } from '../../ui/text.tsx';
import type { PanelViewProps } from './panel-props.ts';

/** How many rows are not to be seen and by what, with the way to see them; nothing if all are. */
export function HiddenRows({
  session,
  rows,
  searching,
  outline,
  earlierRows,
  options,
  onFilter,
  onOptions,
}: Pick<
  PanelViewProps,
  | 'session'
  | 'rows'
  | 'searching'
  | 'outline'
  | 'earlierRows'
  | 'options'
  | 'onFilter'
  | 'onOptions'
>): JSX.Element | null {
  const { t, times } = useSpeech();
  const filtered = session.entries.length - rows.length;
  const hidden = [
    {
      by: 'filter',
      count: filtered,
      text: searching ? t('filter_searching') : t('filter_hidden', times.count(filtered)),
      action: t('show_all'),
      // With no row left the list itself says so.
      said: rows.length > 0 || searching,
      show: () => onFilter(''),
    },
    {
      by: 'folded',
      count: outline.foldedRows,
      text: t('folded_hidden', times.count(outline.foldedRows)),
      action: t('expand_all'),
      said: true,
      show: () => outline.foldAll(false),
    },
    {
      by: 'earlier',
      count: earlierRows,
      text: t('earlier_hidden', times.count(earlierRows)),
      action: t('earlier_show'),
      said: true,
      show: () => onOptions({ ...options, clearOnNavigation: false }),
    },
  ].filter(({ count, said }) => count > 0 && said);
  if (hidden.length === 0) return null;
  return (
    <div class="hidden-rows">
      {hidden.map(({ by, text, action, show }) => (
        <span key={by} data-by={by}>
          {/* What is told must be what the user did: pages go on growing while they are collapsed. */}
          <span role={by === 'filter' ? 'status' : undefined}>{text}</span>{' '}
          <button type="button" class="link" onClick={show}>
            {action}
          </button>
        </span>
      ))}
    </div>
  );
}
