import type { JSX } from 'preact';
import type { Severity } from '../core/findings/finding.ts';
import type { Delivery } from '../core/session/observation.ts';
import type { CallFate } from '../core/session/session.ts';
import { Icon, type IconName } from './icons.tsx';
import { useSpeech } from './text.tsx';

/** How a request ended, in shape, colour and word. */
export function DeliveryMark({ delivery }: { readonly delivery: Delivery }): JSX.Element {
  return <Outcome outcome={delivery} icon={delivery} text={`delivery_${delivery}`} />;
}

const FATE_ICONS: Readonly<Record<CallFate, IconName>> = {
  queued: 'pending',
  waiting: 'pending',
  sent: 'sent',
  'not-sent': 'failed',
  'nothing-to-send': 'nothing',
};

/** What became of a call, in shape, colour and word. */
export function FateMark({ fate }: { readonly fate: CallFate }): JSX.Element {
  const text = `fate_${fate.replaceAll('-', '_')}`;
  return <Outcome outcome={fate} icon={FATE_ICONS[fate]} text={text} />;
}

function Outcome(props: {
  readonly outcome: Delivery | CallFate;
  readonly icon: IconName;
  readonly text: string;
}): JSX.Element {
  const { t } = useSpeech();
  const word = t(props.text);
  return (
    // The word may be cut off where room is short.
    <span class="outcome" data-outcome={props.outcome} title={word}>
      <Icon name={props.icon} />
      <span class="outcome-word">{word}</span>
    </span>
  );
}

/** How grave a finding is, in shape and colour, with its word beside it or for screen readers. */
export function SeverityMark({
  severity,
  quiet = false,
  title,
}: {
  readonly severity: Severity;
  readonly quiet?: boolean;
  /** A tooltip. */
  readonly title?: string;
}): JSX.Element {
  const { t } = useSpeech();
  const word = t(`severity_${severity}`);
  return (
    <span class="severity" data-severity={severity} title={title}>
      <Icon name={severity} />
      {quiet ? <span class="visually-hidden">{word}</span> : word}
    </span>
  );
}
