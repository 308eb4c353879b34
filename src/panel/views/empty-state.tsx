import type { JSX } from 'preact';
import { unknownIn } from '../../core/filter/unknown.ts';
import { shown } from '../../core/findings/shown.ts';
import type { HealthState } from '../../core/session/health.ts';
import { HealthHelp, troubleOf } from '../../ui/health-help.tsx';
import { Icon, type IconName } from '../../ui/icons.tsx';
import { useSpeech } from '../../ui/text.tsx';
import { Introduction } from './introduction.tsx';
import type { PanelViewProps } from './panel-props.ts';

const ICONS: Readonly<Record<HealthState, IconName>> = {
  watching: 'alias',
  'no-kissmetrics': 'search',
  'no-access': 'blocked',
  interrupted: 'pending',
  invalidated: 'warning',
};

/** Why there is nothing to see, and what to do about it. */
export function EmptyState({
  session,
  health,
  sources,
  filter,
  searching,
  onFilter,
  browser,
  onGrant,
  onReload,
  introduction,
  onIntroduction,
  pause,
  grid,
}: PanelViewProps & {
  /** The list without rows, for those who look for it. */
  readonly grid: JSX.Element;
}): JSX.Element {
  const { t, times } = useSpeech();
  // The first rows that fit are a moment away.
  if (searching) return <div class="state">{grid}</div>;
  if (session.entries.length > 0)
    return (
      <div class="state">
        {grid}
        <Icon name="search" />
        <h2>{t('empty_filtered_title')}</h2>
        <UnknownWord filter={filter} />
        <p>{t('empty_filtered', filter, times.count(session.entries.length))}</p>
        <button type="button" class="button" onClick={() => onFilter('')}>
          {t('clear_filter')}
        </button>
      </div>
    );
  if (sources.shown !== 0)
    return (
      <div class="state">
        {grid}
        <Icon name="file" />
        <h2>{t('empty_imported_title')}</h2>
        <p>{t('empty_imported')}</p>
      </div>
    );
  const isPaused = health.state === 'watching' && pause.on;
  const state = isPaused ? 'paused' : health.state.replace('-', '_');
  const helped = troubleOf(health) !== null && health.state !== 'interrupted';
  return (
    <section class="state scroll" aria-label={t(`empty_${state}_title`)} tabIndex={0}>
      {grid}
      <Icon name={isPaused ? 'held' : ICONS[health.state]} />
      <h2>{t(`empty_${state}_title`)}</h2>
      {helped ? (
        <div class="state-help">
          <HealthHelp health={health} browser={browser} onGrant={onGrant} onReload={onReload} />
        </div>
      ) : (
        <p>{t(`empty_${state}`)}</p>
      )}
      {health.state === 'watching' && !isPaused && <Legend />}
      {introduction && <Introduction onClose={() => onIntroduction(false)} />}
    </section>
  );
}

/** Which word of a filter no entry can fit, and what could stand there. */
function UnknownWord({ filter }: { readonly filter: string }): JSX.Element | null {
  const { t } = useSpeech();
  const unknown = unknownIn(filter);
  if (unknown === null) return null;
  const known = unknown.known.join(', ');
  if (unknown.what === 'field')
    return <p>{t('empty_unknown_field', shown(unknown.field), known)}</p>;
  const key = unknown.field === 'status' ? 'empty_unknown_status' : 'empty_unknown_value';
  return <p>{t(key, unknown.field, shown(unknown.value), known)}</p>;
}

/** What each kind of row will mean: the panel is new to most who open it. */
function Legend(): JSX.Element {
  const { t } = useSpeech();
  return (
    <ul class="legend" aria-label={t('legend')}>
      {(['call', 'alias', 'identity', 'event', 'properties'] as const).map((kind) => (
        <li key={kind} data-kind={kind}>
          <Icon name={kind} />
          <b>{t(`entry_${kind}`)}</b>
          <span>{t(`legend_${kind}`)}</span>
        </li>
      ))}
    </ul>
  );
}
