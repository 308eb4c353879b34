import type { JSX } from 'preact';
import type { Finding } from '../../core/findings/finding.ts';
import { gravestFirst, worst } from '../../core/findings/gravity.ts';
import type { ActionReport, PageAction, PageState } from '../../protocol/api.ts';
import { FindingCard } from '../../ui/finding-card.tsx';
import { Icon, type IconName } from '../../ui/icons.tsx';
import { useSpeech } from '../../ui/text.tsx';
import { Cookies } from './cookies.tsx';
import { Report } from './report.tsx';
import { type Readable, Who } from './who.tsx';

/** Findings that the popup shows; the panel shows all. */
const SHOWN = 3;

/** What can be done, with the message keys of its name and of what it does. */
const ACTIONS = [
  { action: 'log-out', name: 'log_out', does: 'log_out_does' },
  { action: 'new-visitor', name: 'new_visitor', does: 'new_visitor_does' },
] as const;

export interface PopupViewProps {
  /** null while the page has not answered yet. */
  readonly page: PageState | null;
  readonly findings: readonly Finding[];
  /** What the last action did. */
  readonly report: ActionReport | null;
  /** An action is under way. */
  readonly busy: boolean;
  readonly onAct: (action: PageAction) => void;
}

/** The whole popup. It draws and calls back. */
export function PopupView(props: PopupViewProps): JSX.Element {
  const { page } = props;
  const { t } = useSpeech();
  const state = healthState(page);
  return (
    <main class="popup" aria-busy={page === null || props.busy}>
      <header class="popup-head">
        <h1>{t('popup_title')}</h1>
        {page && (
          <span class="health" data-testid="health" data-state={state} role="status">
            {t(`popup_health_${state.replace('-', '_')}`)}
          </span>
        )}
      </header>
      {page === null && <p class="loading">{t('popup_loading')}</p>}
      {page?.state === 'readable' && <ReadablePage {...props} page={page} />}
      {page?.state === 'no-access' && <Nothing name="no_access" icon="blocked" />}
      {page?.state === 'browser-page' && <Nothing name="browser_page" icon="info" />}
    </main>
  );
}

function healthState(page: PageState | null): 'watching' | 'no-access' | 'no-kissmetrics' {
  if (page?.state === 'no-access') return 'no-access';
  const nothing = page?.state === 'readable' && page.library === 'none' && page.identity === null;
  return page?.state === 'browser-page' || nothing ? 'no-kissmetrics' : 'watching';
}

/** Why there is no visitor to show. */
function Nothing({
  name,
  icon,
}: {
  readonly name: 'no_access' | 'browser_page' | 'no_kissmetrics';
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

function ReadablePage({
  page,
  findings,
  report,
  busy,
  onAct,
}: PopupViewProps & { readonly page: Readable }): JSX.Element {
  const { t } = useSpeech();
  const live = (
    <div class="live" aria-live="polite">
      {report && <Report report={report} />}
    </div>
  );
  if (page.library === 'none' && page.identity === null && page.cookies.length === 0)
    return (
      <>
        {live}
        <Nothing name="no_kissmetrics" icon="search" />
      </>
    );
  return (
    <>
      <Who page={page} />
      <div class="actions">
        {ACTIONS.map(({ action, name, does }) => (
          <button
            key={action}
            type="button"
            class="button"
            disabled={busy}
            title={t(does)}
            onClick={() => onAct(action)}
          >
            {t(name)}
          </button>
        ))}
      </div>
      {live}
      {findings.length > 0 && <TopFindings findings={findings} />}
      <Cookies cookies={page.cookies} />
    </>
  );
}

/** The gravest findings of the tab; of several of one rule only the first. */
function TopFindings({ findings }: Pick<PopupViewProps, 'findings'>): JSX.Element {
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
