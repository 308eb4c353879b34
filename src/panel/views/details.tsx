import type { ComponentChildren, JSX } from 'preact';
import type { Entry, Session } from '../../core/session/session.ts';
import { Facts } from '../../ui/facts.tsx';
import { FindingCard } from '../../ui/finding-card.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Identity } from '../../ui/identity.tsx';
import { parseStack } from '../../ui/stack.ts';
import { useSpeech } from '../../ui/text.tsx';
import { CallDetails } from './call-details.tsx';
import { RequestDetails } from './request-details.tsx';

export interface DetailsProps {
  readonly entry: Entry;
  readonly session: Session;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Goes to another entry. */
  readonly onShow: (key: number) => void;
  readonly onClose: () => void;
}

/** Everything that is known of one entry. */
export function Details(props: DetailsProps): JSX.Element {
  const { entry, onClose } = props;
  const { t, times } = useSpeech();
  return (
    <aside class="details scroll" data-testid="details" aria-label={t('details')}>
      <div class="details-head">
        <h2>{t(`entry_${entry.kind}`)}</h2>
        <span class="muted">{times.full(entry.at)}</span>
        <button
          type="button"
          class="button"
          data-weight="quiet"
          aria-label={t('close')}
          onClick={onClose}
        >
          <Icon name="close" />
        </button>
      </div>
      {entry.findings.length > 0 && (
        <section>
          {entry.findings.map((finding) => (
            <FindingCard key={`${finding.rule}${finding.identities.join()}`} finding={finding} />
          ))}
        </section>
      )}
      <Body {...props} />
    </aside>
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
              [t('identity_before'), <IdentityOrNone key="b" id={entry.previous} />],
              [t('identity_now'), <IdentityOrNone key="n" id={entry.identity} />],
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
        <Section title={t('page')}>
          <code class="raw">{entry.url}</code>
        </Section>
      );
    case 'note':
      return (
        <Section title={t('entry_note')}>
          <p>{t(`note_${entry.code}`, entry.detail ?? '')}</p>
        </Section>
      );
  }
}

/** A headed part of the details. */
export function Section({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <section>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** A way to another entry. */
export function EntryLink({
  to,
  onShow,
  children,
}: {
  readonly to: number;
  readonly onShow: (key: number) => void;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <button type="button" class="link" onClick={() => onShow(to)}>
      {children}
    </button>
  );
}

/** An identity in full, or the words for none. */
export function IdentityOrNone({ id }: { readonly id: string | null }): JSX.Element {
  const { t } = useSpeech();
  return id ? <Identity id={id} whole /> : <span class="muted">{t('absent')}</span>;
}

/** A call stack, without the lines of extensions. */
export function Stack({ text }: { readonly text: string }): JSX.Element | null {
  const { t } = useSpeech();
  const frames = parseStack(text);
  if (frames.length === 0) return null;
  return (
    <Section title={t('stack')}>
      <ol class="stack">
        {frames.map(({ name, url, line, column }, i) => (
          <li key={i}>
            <b>{name || t('stack_anonymous')}</b>{' '}
            <span class="muted">
              {url}:{line}:{column}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
