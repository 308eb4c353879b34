import type { Health } from '../../core/session/health.ts';
import type { JSX } from 'preact';
import { Icon } from '../../ui/icons.tsx';
import { useSpeech } from '../../ui/text.tsx';

/** Why nothing new may come, above what has come so far; nothing while all is well. */
export function Banner({ health: { state } }: { readonly health: Health }): JSX.Element | null {
  const { t } = useSpeech();
  if (state === 'watching' || state === 'no-kissmetrics') return null;
  return (
    <p class="banner" data-state={state}>
      <Icon name={state === 'invalidated' ? 'error' : 'warning'} />
      <span>{t(`empty_${state.replace('-', '_')}`)}</span>
    </p>
  );
}
