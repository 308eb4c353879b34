import type { JSX } from 'preact';
import type { IdentityKind } from '../../core/kissmetrics/identity.ts';
import type { IdentityActivity } from '../../core/people/activity.ts';
import { Identity } from '../../ui/identity.tsx';
import { useSpeech } from '../../ui/text.tsx';

/** An identity to choose, with what the session holds under it. */
export function IdentityToggle({
  id,
  kind,
  place,
  current,
  activity,
  onToggle,
}: {
  readonly id: string;
  readonly kind: IdentityKind;
  /** Whether it is the first or second chosen; 0 if it is neither. */
  readonly place: number;
  /** Whether it is who the visitor is now. */
  readonly current: boolean;
  readonly activity: IdentityActivity;
  readonly onToggle: () => void;
}): JSX.Element {
  const { t, times } = useSpeech();
  const { events, properties, firstSeen } = activity;
  const facts = [
    events > 0 ? t('identity_events', times.count(events)) : '',
    properties > 0 ? t('identity_properties', times.count(properties)) : '',
    events + properties === 0 ? t('identity_no_events') : '',
    firstSeen === null ? '' : t('identity_since', times.precise(firstSeen).slice(0, 8)),
  ];
  return (
    <div class="identity-line">
      <button
        type="button"
        class="identity-toggle"
        data-testid="identity-toggle"
        aria-pressed={place > 0}
        data-place={place || undefined}
        title={t(place > 0 ? 'identity_unchoose' : 'identity_choose')}
        onClick={onToggle}
      >
        <Identity id={id} kind={kind} />
        {place > 0 && <span class="place">{place}</span>}
      </button>
      <span class="identity-facts">
        {current && <span class="chip now-chip">{t('identity_is_current')}</span>}
        <span class="muted">{facts.filter(Boolean).join(' · ')}</span>
      </span>
    </div>
  );
}
