import type { JSX } from 'preact';
import { visible } from '../../core/findings/shown.ts';
import type { Health } from '../../core/session/health.ts';
import type { Session } from '../../core/session/session.ts';
import type { Rehearsal } from '../../protocol/rehearsal.ts';
import { HealthLine } from '../../ui/health-line.tsx';
import { HiddenCharacters, KindChip } from '../../ui/identity.tsx';
import { useSpeech } from '../../ui/text.tsx';
import type { SourcesView } from './panel-props.ts';
import { RehearsalChip } from './rehearsal-chip.tsx';
import { StoryLine } from './story-line.tsx';

/** Characters of a tooltip: a page can send megabytes. */
const TOOLTIP = 300;

/** Who the visitor is, under which key, and whether what is shown can be relied on. */
export function PanelHead({
  session,
  health,
  sources,
  rehearsal,
  earlierRows,
  onShow,
}: {
  readonly session: Session;
  readonly health: Health;
  readonly sources: Pick<SourcesView, 'shown' | 'imported'>;
  readonly rehearsal: Rehearsal | null;
  /** Rows of pages before the one that is shown. */
  readonly earlierRows: number;
  /** Goes to an entry. */
  readonly onShow: (key: number) => void;
}): JSX.Element {
  const { t } = useSpeech();
  const { identity, kind, apiKey, generation } = session.current();
  const isEarlier = sources.imported.some(
    ({ id, format }) => id === sources.shown && format === 'earlier',
  );
  return (
    <header class="head">
      <h1 class="visually-hidden">{t('panel_title')}</h1>
      <div class="head-identity">
        {identity === null && (
          <span class="muted">
            {t(sources.shown === 0 ? 'identity_none' : 'identity_not_recorded')}
          </span>
        )}
        <bdi
          class="current"
          data-testid="current-identity"
          data-kind={kind}
          title={visible((identity ?? '').slice(0, TOOLTIP))}
        >
          {identity ?? ''}
        </bdi>
        {kind !== 'none' && <KindChip kind={kind} />}
        {identity !== null && <HiddenCharacters id={identity} />}
      </div>
      <div class="head-meta">
        <span class="head-key" hidden={apiKey === null}>
          <span class="label">{t('api_key')}</span>
          <bdi class="mono" data-testid="api-key">
            {apiKey ?? ''}
          </bdi>
        </span>
        {sources.shown === 0 && <RehearsalChip rehearsal={rehearsal} />}
        {generation && <span class="muted">{t(`generation_${generation}`)}</span>}
        <HealthLine
          health={health}
          file={sources.shown === 0 ? null : isEarlier ? 'earlier' : 'imported'}
        />
      </div>
      <StoryLine session={session} isPart={earlierRows > 0} onShow={onShow} />
    </header>
  );
}
