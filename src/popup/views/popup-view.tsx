import type { JSX } from 'preact';
import type { Finding } from '../../core/findings/finding.ts';
import { gravestFirst, worst } from '../../core/findings/gravity.ts';
import { PAGE_ACTIONS } from '../../protocol/api.ts';
import type { UndoStatus } from '../../protocol/rehearsal.ts';
import { FindingCard } from '../../ui/finding-card.tsx';
import { HealthHelp, troubleOf } from '../../ui/health-help.tsx';
import { HealthLine } from '../../ui/health-line.tsx';
import { Icon, type IconName } from '../../ui/icons.tsx';
import { KindsProvider } from '../../ui/kinds.tsx';
import { useSpeech } from '../../ui/text.tsx';
import { setBackBySite } from '../set-back.ts';
import { Cookies } from './cookies.tsx';
import { LastAliases } from './last-aliases.tsx';
import type { PopupViewProps, Readable } from './popup-props.ts';
import { Report } from './report.tsx';
import { Resets } from './resets.tsx';
import { SandboxSwitch } from './sandbox-switch.tsx';
import { Simulate, SimulationOn } from './simulation.tsx';
import { Who } from './who.tsx';

/** Findings that the popup shows; the panel shows all. */
const SHOWN = 3;

/** The whole popup. It draws and calls back. */
export function PopupView(props: PopupViewProps): JSX.Element {
  const { page } = props;
  const { t } = useSpeech();
  const { actions, browser, health } = props;
  const trouble = troubleOf(health);
  return (
    <KindsProvider value={props.session.kinds}>
      <main class="popup" aria-busy={page === null || props.busy}>
        <header class="popup-head">
          <h1>{t('popup_title')}</h1>
          {(page || trouble !== null) && <HealthLine health={props.health} />}
        </header>
        {trouble !== null && (
          <div class="popup-trouble" data-trouble={trouble}>
            <Icon name={trouble === 'invalidated' ? 'error' : 'warning'} />
            <HealthHelp
              {...{ health, browser }}
              onGrant={actions.grant}
              onReload={actions.reload}
            />
          </div>
        )}
        {page === null && trouble === null && <p class="loading">{t('popup_loading')}</p>}
        {page?.state === 'readable' && <ReadablePage {...props} page={page} />}
        {page?.state === 'browser-page' && <Nothing name="browser_page" icon="info" />}
        {props.failed && (
          <p class="warning-text" role="alert">
            <Icon name="error" /> {t('action_failed')}
          </p>
        )}
        {props.rehearsal.elsewhere.map((simulation) => (
          <SimulationOn
            key={simulation.site}
            simulation={simulation}
            busy={props.busy}
            elsewhere
            onEnd={() => props.actions.endSimulation(simulation.site)}
          />
        ))}
        {page !== null && (
          <footer>
            <button type="button" class="link" onClick={props.actions.openWindow}>
              {t('open_window')}
            </button>
            <button type="button" class="link" onClick={props.actions.openOptions}>
              {t('options')}
            </button>
          </footer>
        )}
      </main>
    </KindsProvider>
  );
}

/** The popup where there is no tab to speak of. */
export function BrowserPage(): JSX.Element {
  const { t } = useSpeech();
  return (
    <main class="popup">
      <header class="popup-head">
        <h1>{t('popup_title')}</h1>
      </header>
      <Nothing name="browser_page" icon="info" />
    </main>
  );
}

/** Why there is no visitor to show. */
function Nothing({
  name,
  icon,
}: {
  readonly name: 'browser_page' | 'no_kissmetrics';
  readonly icon: IconName;
}): JSX.Element {
  const { t } = useSpeech();
  return (
    <div class="state">
      <Icon name={icon} />
      <h2>{t(`popup_${name}_title`)}</h2>
      <p>{t(`popup_${name}`)}</p>
    </div>
  );
}

function ReadablePage(props: PopupViewProps & { readonly page: Readable }): JSX.Element {
  const { page, session, rehearsal, report, busy, actions } = props;
  const { simulation } = rehearsal;
  const nothing = page.library === 'none' && page.identity === null && page.cookies.length === 0;
  return (
    <>
      {nothing ? <Nothing name="no_kissmetrics" icon="search" /> : <Who {...props} />}
      {simulation && (
        <SimulationOn simulation={simulation} busy={busy} onEnd={() => actions.endSimulation()} />
      )}
      <SandboxSwitch {...props} />
      {!nothing && <Resets {...props} />}
      {rehearsal.undo && !(report && isReset(report.action)) && (
        <UndoLine undo={rehearsal.undo} busy={busy} onUndo={actions.undo} />
      )}
      <div class="live" aria-live="polite">
        {report && (
          <Report
            report={report}
            setBack={setBackBySite(session, report)}
            busy={busy}
            onReload={actions.reload}
            {...(isReset(report.action) && rehearsal.undo !== null && { onUndo: actions.undo })}
          />
        )}
      </div>
      {!nothing && <Simulate {...props} />}
      <LastAliases session={session} />
      {session.findings.length > 0 && <TopFindings findings={session.findings} />}
      <Cookies cookies={page.cookies} />
    </>
  );
}

const isReset = (action: string): boolean => (PAGE_ACTIONS as readonly string[]).includes(action);

/** A reset from before, which can still be taken back. */
function UndoLine({
  undo,
  busy,
  onUndo,
}: {
  readonly undo: UndoStatus;
  readonly busy: boolean;
  readonly onUndo: () => void;
}): JSX.Element {
  const { t, times } = useSpeech();
  return (
    <p class="undo-line">
      <span>{t('undo_offer', t(undo.action.replace('-', '_')), times.minute(undo.at))}</span>
      <button type="button" class="button" disabled={busy} onClick={onUndo}>
        {t('undo')}
      </button>
    </p>
  );
}

/** The gravest findings of the tab; of several of one rule only the first. */
function TopFindings({ findings }: { readonly findings: readonly Finding[] }): JSX.Element {
  const { t, times } = useSpeech();
  const rules = new Map(
    gravestFirst(findings)
      .reverse()
      .map((one) => [one.rule, one]),
  );
  const top = [...rules.values()].reverse().slice(0, SHOWN);
  const rest = findings.length - top.length;
  return (
    <section class="popup-findings">
      <h2>
        {t('popup_findings')}{' '}
        <span class="badge" data-severity={worst(findings)}>
          {findings.length}
        </span>
      </h2>
      {top.map((finding) => (
        <FindingCard key={finding.rule} finding={finding} brief />
      ))}
      {rest > 0 && <p class="muted">{t('popup_findings_more', times.count(rest))}</p>}
    </section>
  );
}
