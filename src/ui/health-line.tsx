import type { JSX } from 'preact';
import type { Health } from '../core/session/health.ts';
import type { Translate } from '../core/text/catalogue.ts';
import { useSpeech } from './text.tsx';

/** The health of a tab in one line, or the word that a file is shown. */
export function HealthLine({
  health,
  file = null,
}: {
  readonly health: Health;
  /** What is shown instead is complete as it is: nothing watches, nothing can break off. */
  readonly file?: 'imported' | 'earlier' | null;
}): JSX.Element {
  const { t, times } = useSpeech();
  const { state, queued, since, withheld, unwatched, kept } = health;
  const imported = file !== null;
  const watching = state === 'watching' && !imported;
  return (
    <span class="health-line">
      <span
        class="health"
        data-testid="health"
        data-state={imported ? 'imported' : state}
        data-queued={queued > 0 || undefined}
        data-withheld={imported ? undefined : withheld}
        data-unwatched={(unwatched && !imported) || undefined}
        data-without-library={(health.withoutLibrary && !imported) || undefined}
        data-kept={imported ? undefined : kept}
        role="status"
      >
        {file !== null ? t(`health_${file}`) : healthText(health, t, times.count)}
      </span>
      {watching && since !== undefined && (
        // Beside the live region: when the log began is no news.
        <span class="health-since">{t('health_since', times.minute(since))}</span>
      )}
    </span>
  );
}

/** What is so, and what more there is to know of it. */
function healthText(health: Health, t: Translate, count: (value: number) => string): string {
  const { state, queued, withheld, unwatched, withoutLibrary, kept } = health;
  const parts = [
    state === 'no-access' && withheld === 'tracking'
      ? t('health_withheld_tracking')
      : state === 'watching' && unwatched
        ? t('health_unwatched')
        : state === 'watching' && queued > 0
          ? t('health_queueing', count(queued))
          : state === 'watching' && withoutLibrary
            ? t('health_without_library')
            : t(`health_${state.replace('-', '_')}`),
  ];
  if (state === 'watching' && withheld === 'frames') parts.push(t('health_withheld_frames'));
  if (kept !== undefined && state !== 'invalidated') parts.push(t(`health_kept_${kept}`));
  return parts.join(' · ');
}
