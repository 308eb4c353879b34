import type { JSX } from 'preact';
import type { Session } from '../../core/session/session.ts';
import { IdentityMark } from '../../ui/identity.tsx';
import { useSpeech } from '../../ui/text.tsx';
import type { Health } from '../health.ts';

/** Who the visitor is, under which key, and whether what is shown can be relied on. */
export function PanelHead({
  session,
  health,
}: {
  readonly session: Session;
  readonly health: Health;
}): JSX.Element {
  const { t } = useSpeech();
  const { identity, kind, apiKey, generation } = session.current();
  const healthText =
    health.state === 'watching' && health.queued > 0
      ? t('health_queueing', String(health.queued))
      : t(`health_${health.state.replace('-', '_')}`);
  return (
    <header class="head">
      <h1 class="visually-hidden">{t('panel_title')}</h1>
      <div class="head-identity">
        {identity === null && <span class="muted">{t('identity_none')}</span>}
        <bdi
          class="current"
          data-testid="current-identity"
          data-kind={kind}
          title={identity?.slice(0, 300)}
        >
          {identity ?? ''}
        </bdi>
        {kind !== 'none' && (
          <span class="chip" data-kind={kind}>
            <IdentityMark kind={kind} />
            {t(`kind_${kind}`)}
          </span>
        )}
      </div>
      <div class="head-meta">
        <span hidden={apiKey === null}>
          <span class="label">{t('api_key')}</span>
          <bdi class="mono" data-testid="api-key">
            {apiKey ?? ''}
          </bdi>
        </span>
        {generation && <span class="muted">{t(`generation_${generation}`)}</span>}
        <span class="health" data-testid="health" data-state={health.state} role="status">
          {healthText}
        </span>
      </div>
    </header>
  );
}
