import type { JSX } from 'preact';
import type { Finding } from '../../core/findings/finding.ts';
import { gravestFirst } from '../../core/findings/gravity.ts';
import type { ActionReport, PageAction, PageState } from '../../protocol/api.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { FindingCard } from '../../ui/finding-card.tsx';
import { Icon } from '../../ui/icons.tsx';
import { IdentityMark } from '../../ui/identity.tsx';
import { useSpeech } from '../../ui/text.tsx';
import { Cookies } from './cookies.tsx';
import { Report } from './report.tsx';

/** Findings that the popup shows; the panel shows all. */
const SHOWN = 3;

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
  return (
    <main class="popup" aria-busy={page === null || props.busy}>
      <header class="popup-head">
        <h1>{t('popup_title')}</h1>
        <span class="health" data-testid="health" data-state={healthState(page)} role="status">
          {t(`popup_health_${healthState(page).replace('-', '_')}`)}
        </span>
      </header>
      {page?.state === 'readable' && <Readable {...props} page={page} />}
      {page !== null && page.state !== 'readable' && <Unreadable state={page.state} />}
    </main>
  );
}

function healthState(page: PageState | null): 'watching' | 'no-access' | 'no-kissmetrics' {
  if (page?.state === 'no-access') return 'no-access';
  const nothing = page?.state === 'readable' && page.library === 'none' && page.identity === null;
  return page?.state === 'browser-page' || nothing ? 'no-kissmetrics' : 'watching';
}

function Unreadable({ state }: { readonly state: 'no-access' | 'browser-page' }): JSX.Element {
  const { t } = useSpeech();
  const key = state.replace('-', '_');
  return (
    <div class="state">
      <Icon name="info" />
      <h2>{t(`popup_${key}_title`)}</h2>
      <p>{t(`popup_${key}`)}</p>
    </div>
  );
}

function Readable({
  page,
  findings,
  report,
  busy,
  onAct,
}: PopupViewProps & {
  readonly page: Extract<PageState, { state: 'readable' }>;
}): JSX.Element {
  const { t } = useSpeech();
  if (page.library === 'none' && page.identity === null && page.cookies.length === 0)
    return (
      <>
        {report && <Report report={report} />}
        <div class="state">
          <Icon name="identity" />
          <h2>{t('empty_no_kissmetrics_title')}</h2>
          <p>{t('popup_no_kissmetrics')}</p>
        </div>
      </>
    );
  return (
    <>
      <section class="who" aria-label={t('identity_now')}>
        <div class="who-line">
          {page.identity === null && <span class="muted">{t('identity_none')}</span>}
          <bdi class="current" data-testid="current-identity" data-kind={page.kind}>
            {page.identity ?? ''}
          </bdi>
          {page.identity !== null && <CopyButton text={page.identity} label={t('identity_now')} />}
        </div>
        <div class="who-meta">
          {page.kind !== 'none' && (
            <span class="chip">
              <IdentityMark kind={page.kind} />
              {t(`kind_${page.kind}`)}
            </span>
          )}
          <span hidden={page.apiKey === null}>
            {t('api_key')}{' '}
            <bdi class="mono" data-testid="api-key">
              {page.apiKey ?? ''}
            </bdi>
          </span>
          {page.library !== 'loaded' && (
            <span>
              {page.library === 'queueing'
                ? t('popup_queueing', String(page.queued))
                : t('popup_no_library')}
            </span>
          )}
        </div>
      </section>
      <div class="actions">
        <button type="button" class="button" disabled={busy} onClick={() => onAct('log-out')}>
          {t('log_out')}
        </button>
        <button type="button" class="button" disabled={busy} onClick={() => onAct('new-visitor')}>
          {t('new_visitor')}
        </button>
      </div>
      <div class="live" aria-live="polite">
        {report && <Report report={report} />}
      </div>
      {findings.length > 0 && (
        <section>
          <h2>{t('popup_findings', String(findings.length))}</h2>
          <div class="popup-findings">
            {gravestFirst(findings)
              .slice(0, SHOWN)
              .map((finding) => (
                <FindingCard
                  key={`${finding.entry}${finding.rule}${finding.identities.join()}`}
                  finding={finding}
                  brief
                />
              ))}
          </div>
        </section>
      )}
      <Cookies cookies={page.cookies} />
    </>
  );
}
