import type { JSX } from 'preact';
import { shown } from '../../core/findings/shown.ts';
import type { Rehearsal } from '../../protocol/rehearsal.ts';
import { Icon } from '../../ui/icons.tsx';
import { useSpeech } from '../../ui/text.tsx';

/** Says that requests are held, and who is simulated; nothing while all is as usual. */
export function RehearsalChip({
  rehearsal,
}: {
  readonly rehearsal: Rehearsal | null;
}): JSX.Element | null {
  const { t } = useSpeech();
  const { sandbox = null, simulation = null } = rehearsal ?? {};
  if (!sandbox && !simulation) return null;
  const whom = simulation && (simulation.persona.name || simulation.persona.identity);
  return (
    <span class="rehearsal-chip" data-testid="rehearsal" data-held={sandbox !== null}>
      <Icon name={sandbox ? 'held' : 'warning'} />
      {sandbox ? t(`chip_${sandbox.strength}`) : t('chip_unprotected')}
      {simulation && ` · ${t('chip_simulating', shown(whom || t('persona_new')))}`}
    </span>
  );
}
