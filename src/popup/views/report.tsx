import type { JSX } from 'preact';
import { shown, visible } from '../../core/findings/shown.ts';
import type { ActionReport, PageState } from '../../protocol/api.ts';
import { Icon } from '../../ui/icons.tsx';
import { useSpeech } from '../../ui/text.tsx';
import type { SetBack } from '../set-back.ts';
import { type Difference, differences } from './differences.ts';

/** Characters of an identity that a report draws. */
const LONGEST = 400;

/** What an action did: identity and cookies before and after, and what it cannot do. */
export function Report({
  report,
  setBack,
  busy,
  onUndo,
  onReload,
}: {
  readonly report: ActionReport;
  /** The site itself undid it. */
  readonly setBack: SetBack | null;
  readonly busy: boolean;
  /** Absent where there is nothing to take back. */
  readonly onUndo?: () => void;
  readonly onReload: () => void;
}): JSX.Element {
  const { action, before, after, verified, unseen } = report;
  const { t } = useSpeech();
  const key = action.replaceAll('-', '_');
  const reset = action === 'log-out' || action === 'new-visitor';
  const changed = differences(before, after);
  const all = action === 'new-visitor' || action === 'end-simulation' || action === 'undo';
  const result = verified ? (unseen > 0 && all ? 'cookies' : 'done') : 'not_done';
  const advice = unseen > 0 ? t('report_unseen', String(unseen)) : t('report_try_reload');
  return (
    <section class="report" data-testid="report" data-verified={String(verified)}>
      <h2>
        <Icon name={verified ? 'delivered' : 'error'} />
        {t(`report_${key}_${result}`)}
      </h2>
      {all && result !== 'done' && (
        <div class="advice">
          <p data-testid="report-unseen">{advice}</p>
          <button type="button" class="button" disabled={busy} onClick={onReload}>
            {t('page_reload')}
          </button>
        </div>
      )}
      <dl class="diff">
        <div>
          <dt>{t('identity')}</dt>
          <dd class="removed">
            <Sign of="before" />
            <span data-testid="identity-before">
              <WhoWas page={before} />
            </span>
          </dd>
          <dd class="added">
            <Sign of="after" />
            <span data-testid="identity-after">
              <WhoWas page={after} />
            </span>
          </dd>
        </div>
        {changed.map((difference) => (
          <Line key={difference.name} {...difference} />
        ))}
      </dl>
      {setBack && (
        <p class="warning-text" data-testid="set-back">
          <Icon name="warning" />{' '}
          {setBack.method === null
            ? t('set_back', shown(setBack.identity))
            : t('set_back_by', shown(setBack.identity), setBack.method)}
        </p>
      )}
      {reset && <p class="muted">{t('cannot_undo')}</p>}
      {onUndo && (
        <button type="button" class="button" disabled={busy} onClick={onUndo}>
          {t('undo')}
        </button>
      )}
    </section>
  );
}

/** A sign of the usual kind for a difference, and its word for who does not see it. */
function Sign({ of }: { readonly of: 'before' | 'after' }): JSX.Element {
  const { t } = useSpeech();
  return (
    <>
      <span class="sign" aria-hidden="true">
        {of === 'before' ? '−' : '+'}
      </span>
      <span class="visually-hidden">{t(of)} </span>
    </>
  );
}

function Line({ name, before, after }: Difference): JSX.Element {
  const { t } = useSpeech();
  return (
    <div>
      <dt>
        <code class="mono">{name}</code>
      </dt>
      <dd class="removed">
        <Sign of="before" />
        {before === undefined ? <i>{t('cookie_absent')}</i> : <bdi>{shown(before)}</bdi>}
      </dd>
      <dd class="added">
        <Sign of="after" />
        {after === undefined ? <i>{t('cookie_absent')}</i> : <bdi>{shown(after)}</bdi>}
      </dd>
    </div>
  );
}

function WhoWas({ page }: { readonly page: PageState }): JSX.Element {
  const { t } = useSpeech();
  return page.state === 'readable' && page.identity !== null ? (
    <bdi>{visible(page.identity.slice(0, LONGEST))}</bdi>
  ) : (
    <i>{t('identity_none')}</i>
  );
}
