import type { JSX } from 'preact';
import { type SandboxStrength, STRENGTHS } from '../../protocol/rehearsal.ts';
import { useSpeech } from '../../ui/text.tsx';
import type { PopupViewProps } from './popup-props.ts';

/** Keeps the tab from Kissmetrics, and always says whether it does. */
export function SandboxSwitch({
  rehearsal,
  busy,
  actions,
}: Pick<PopupViewProps, 'rehearsal' | 'busy' | 'actions'>): JSX.Element {
  const { t } = useSpeech();
  const { sandbox, simulation } = rehearsal;
  const on = sandbox !== null;
  const bySimulation = sandbox?.scope === 'site';
  return (
    <section class="sandbox" data-on={on}>
      <label class="switch">
        <input
          type="checkbox"
          role="switch"
          data-testid="sandbox"
          checked={on}
          aria-checked={on}
          disabled={busy || bySimulation}
          onChange={(event) => actions.sandbox(event.currentTarget.checked ? 'everything' : null)}
        />
        <span class="switch-track" aria-hidden="true" />
        <strong>{t('sandbox')}</strong>
      </label>
      <p id="sandbox-says">
        {sandbox
          ? t(`sandbox_${sandbox.scope}_${sandbox.strength}`, simulation?.site ?? '')
          : t('sandbox_off')}
      </p>
      {sandbox && !bySimulation && (
        <fieldset class="segments" disabled={busy}>
          <legend class="visually-hidden">{t('sandbox_strength')}</legend>
          {STRENGTHS.map((strength: SandboxStrength) => (
            <label key={strength}>
              <input
                type="radio"
                name="strength"
                checked={sandbox.strength === strength}
                onChange={() => actions.sandbox(strength)}
              />
              <span>{t(`sandbox_hold_${strength}`)}</span>
            </label>
          ))}
        </fieldset>
      )}
    </section>
  );
}
