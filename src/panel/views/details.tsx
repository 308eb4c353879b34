import type { JSX } from 'preact';
import { visible } from '../../core/findings/shown.ts';
import { noteDetail } from '../../core/text/note-detail.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { FindingCard } from '../../ui/finding-card.tsx';
import { Icon } from '../../ui/icons.tsx';
import { KindReasonLine } from '../../ui/kind-reason.tsx';
import { LongText } from '../../ui/long-text.tsx';
import { useSpeech } from '../../ui/text.tsx';
import { CallDetails } from './call-details.tsx';
import { CookieDetails } from './cookie-details.tsx';
import { CopyMenu } from './copy-menu.tsx';
import { type DetailsProps, EntryLink, IdentityOrNone, Section } from './details-parts.tsx';
import { RequestDetails } from './request-details.tsx';

/** Everything that is known of one entry. */
export function Details(props: DetailsProps): JSX.Element {
  const { entry, session, onClose } = props;
  const { t, times } = useSpeech();
  const frameUrl = entry.frameId === 0 ? null : session.current(entry.frameId).url;
  return (
    <aside
      id="details"
      class="details scroll"
      data-testid="details"
      aria-label={t('details')}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        // Chromium opens the drawer of the developer tools for an Escape that gets further.
        event.stopPropagation();
        onClose();
      }}
    >
      <div class="details-head" data-kind={entry.kind}>
        <Icon name={entry.kind} />
        <h2>{t(`entry_${entry.kind}`)}</h2>
        {entry.frameId !== 0 && (
          <span class="chip" title={visible(frameUrl ?? '')}>
            {t('frame')}
          </span>
        )}
        <time class="muted" dateTime={isoTime(entry.at)}>
          {times.full(entry.at)}
        </time>
        <SincePage since={times.since(entry.at - props.began)} />
        <CopyMenu entry={entry} session={session} />
        <button
          type="button"
          class="button"
          data-weight="quiet"
          aria-label={t('close')}
          title={t('close')}
          onClick={onClose}
        >
          <Icon name="close" />
        </button>
      </div>
      {entry.findings.length > 0 && (
        <section class="details-findings">
          {entry.findings.map((finding, index) => (
            <FindingCard key={index} finding={finding} />
          ))}
        </section>
      )}
      {'witness' in entry && entry.witness === 'devtools' && (
        <p class="muted remark">{t('witness_devtools')}</p>
      )}
      <Body {...props} />
      <CookieDetails entry={entry} session={session} />
    </aside>
  );
}

/** How long after its page it was; in words where there is room, and always for who hears it. */
function SincePage({ since }: { readonly since: string }): JSX.Element {
  const { t } = useSpeech();
  const words = t('detail_since_page', since);
  return (
    <span class="muted since" title={words}>
      <span class="since-short" aria-hidden="true">
        {since}
      </span>
      <span class="since-words">{words}</span>
    </span>
  );
}

function Body(props: DetailsProps): JSX.Element | null {
  const { entry, onShow } = props;
  const { t } = useSpeech();
  switch (entry.kind) {
    case 'alias':
    case 'event':
    case 'properties':
      return <RequestDetails {...props} entry={entry} />;
    case 'call':
      return <CallDetails {...props} entry={entry} />;
    case 'identity':
      return (
        <Section title={t('identity_change')}>
          <Facts
            items={[
              [t('identity_before'), <IdentityOrNone key="b" id={entry.previous} copy />],
              [
                t('identity_now'),
                <>
                  <IdentityOrNone key="n" id={entry.identity} copy />
                  {entry.identity && (
                    <KindReasonLine id={entry.identity} onOptions={props.onOptions} />
                  )}
                </>,
              ],
              [t('identity_source'), t(`source_${entry.source}`)],
              entry.cause
                ? [
                    t('cause'),
                    <EntryLink key="c" to={entry.cause.call} onShow={onShow}>
                      {t('caused_by', entry.cause.method)}
                    </EntryLink>,
                  ]
                : null,
            ]}
          />
        </Section>
      );
    case 'navigation':
      return (
        <Section title={t('page')} action={<CopyButton text={entry.url} label={t('page')} />}>
          <code class="raw">
            <LongText text={entry.url} />
          </code>
        </Section>
      );
    case 'note':
      return (
        <Section title={t('entry_note')}>
          <p>{t(`note_${entry.code}`, noteDetail(entry, t))}</p>
        </Section>
      );
  }
}

/** A file may hold times that no calendar has. */
function isoTime(at: number): string | undefined {
  return Math.abs(at) <= 8.64e15 ? new Date(at).toISOString() : undefined;
}
