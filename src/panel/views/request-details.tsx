import { Fragment, type JSX } from 'preact';
import { parameterMeaning } from '../../core/kissmetrics/parameters.ts';
import type { RequestEntry } from '../../core/session/session.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { DeliveryMark } from '../../ui/marks.tsx';
import { useSpeech } from '../../ui/text.tsx';
import { type DetailsProps, EntryLink, IdentityOrNone, Section, Stack } from './details-parts.tsx';

/** Parameters, and characters of each, that are drawn: a page can send megabytes. */
const DRAWN = 100;
const LONGEST = 4_000;

type Props = DetailsProps & { readonly entry: RequestEntry };

/** A tracking request: what it joins, why it was sent, how it ended, and everything in it. */
export function RequestDetails(props: Props): JSX.Element {
  const { entry, session } = props;
  const { request, cause } = entry;
  const { t, times } = useSpeech();
  const call = cause.by === 'call' || cause.by === 'form' ? session.entry(cause.call) : undefined;
  return (
    <>
      {entry.kind === 'alias' && <Joined {...props} />}
      <Section title={t('what_became')}>
        <Facts
          items={[
            [t('cause'), <CauseText key="c" {...props} />],
            [
              t('delivery'),
              <span key="d" class="inline">
                <DeliveryMark delivery={entry.delivery} />
                {entry.status !== undefined && <span>HTTP {entry.status}</span>}
                {entry.error !== undefined && <code class="mono">{entry.error}</code>}
              </span>,
            ],
            entry.endedAt === undefined
              ? null
              : [t('duration'), t('milliseconds', String(Math.round(entry.endedAt - entry.at)))],
            request.time === null ? null : [t('sent_time'), times.full(request.time * 1000)],
            [t('transport'), `${entry.method} ${entry.transport ?? ''}`],
            entry.documentUrl === undefined
              ? null
              : [t('page'), <bdi key="u">{entry.documentUrl}</bdi>],
          ]}
        />
        {entry.kind === 'alias' && entry.delivery === 'delivered' && (
          <p class="muted">{t('answer_proves_nothing')}</p>
        )}
      </Section>
      <Section title={t('parameters')}>
        <dl class="facts">
          {request.parameters.slice(0, DRAWN).map(({ name, value, broken }, index) => (
            // A name can come twice: its place tells the two apart.
            <Fragment key={index}>
              <dt>
                <code class="mono">{name.slice(0, LONGEST)}</code>
                <div>{t(parameterMeaning(entry.kind, name))}</div>
              </dt>
              <dd>
                <bdi>{value.slice(0, LONGEST)}</bdi>
                {broken && <em> {t('broken_encoding')}</em>}
                {value !== '' && <CopyButton text={value} label={name.slice(0, 40)} />}
              </dd>
            </Fragment>
          ))}
        </dl>
        {request.problems.map((problem) => (
          <p key={problem}>{t(`problem_${problem.replaceAll('-', '_')}`)}</p>
        ))}
      </Section>
      {call?.kind === 'call' && call.stack !== undefined && <Stack text={call.stack} />}
      <Section title={t('raw_url')}>
        <code class="raw" data-testid="raw-url">
          {entry.url}
        </code>
        <CopyButton text={entry.url} label={t('raw_url')} />
      </Section>
    </>
  );
}

/** The pair, what joining it does, and until when that may not be visible. */
function Joined({ entry, now }: Props): JSX.Element {
  const { t, times } = useSpeech();
  const { p, n } = entry.request;
  return (
    <section>
      <div class="joined">
        <IdentityOrNone id={p} />
        <span class="pair" aria-hidden="true">
          ⇅
        </span>
        <IdentityOrNone id={n} />
      </div>
      <p>{t(`joins_${entry.joins ?? 'none'}`)}</p>
      {entry.joins !== 'none' && entry.mergeBy !== undefined && (
        <p class="muted">
          {now < entry.mergeBy
            ? t('merge_until', times.minute(entry.mergeBy))
            : t('merge_over', times.minute(entry.mergeBy))}
        </p>
      )}
    </section>
  );
}

function CauseText({ entry, session, onShow }: Props): JSX.Element {
  const { t } = useSpeech();
  const { cause } = entry;
  switch (cause.by) {
    case 'call':
      return (
        <EntryLink to={cause.call} onShow={onShow}>
          {t('caused_by', cause.method)}
        </EntryLink>
      );
    case 'form':
      return (
        <EntryLink to={cause.call} onShow={onShow}>
          {t('cause_form')}
        </EntryLink>
      );
    case 'queue':
      return session.entry(cause.first) ? (
        <EntryLink to={cause.first} onShow={onShow}>
          {t('cause_queue')}
        </EntryLink>
      ) : (
        <span>{t('cause_queue')}</span>
      );
    default:
      return <span>{t(`cause_${cause.by}`)}</span>;
  }
}
