import type { JSX } from 'preact';
import type { Severity } from '../core/findings/finding.ts';
import type { Delivery } from '../core/session/observation.ts';
import { Icon } from './icons.tsx';
import { useSpeech } from './text.tsx';

/** How a request ended, in shape, colour and word. */
export function DeliveryMark({ delivery }: { readonly delivery: Delivery }): JSX.Element {
  const { t } = useSpeech();
  return (
    <span class="delivery" data-delivery={delivery}>
      <Icon name={delivery} />
      {t(`delivery_${delivery}`)}
    </span>
  );
}

/** How grave a finding is, in shape and colour, with its word beside it or for screen readers. */
export function SeverityMark({
  severity,
  quiet = false,
}: {
  readonly severity: Severity;
  readonly quiet?: boolean;
}): JSX.Element {
  const { t } = useSpeech();
  const word = t(`severity_${severity}`);
  return (
    <span class="severity" data-severity={severity}>
      <Icon name={severity} />
      {quiet ? <span class="visually-hidden">{word}</span> : word}
    </span>
  );
}
