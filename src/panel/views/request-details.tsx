import type { JSX } from 'preact';
import { visible } from '../../core/findings/shown.ts';
import type { RequestEntry } from '../../core/session/session.ts';
import { useClock } from '../../ui/clock.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { LongText } from '../../ui/long-text.tsx';
import { DeliveryMark } from '../../ui/marks.tsx';
import { useSpeech } from '../../ui/text.tsx';
import { AliasDetails } from './alias-details.tsx';
import { type DetailsProps, EntryLink, Section, Stack } from './details-parts.tsx';
import { Parameters } from './parameters.tsx';
import { FailureChip, failureText, frameUrl } from './row-chips.tsx';
import { SaidHead } from './said-head.tsx';

/** Characters of an address that are drawn at once. */
const LONGEST = 20_000;

/** Browsers give up after 20 redirects. */
const MOST_HOPS = 30;

type Props = DetailsProps & { readonly entry: RequestEntry };

/** A tracking request: what it joins, why it was sent, how it ended, and everything in it. */
export function RequestDetails(props: Props): JSX.Element {
  const { entry, session } = props;
  const { cause } = entry;
  const { t } = useSpeech();
  const call = cause.by === 'call' || cause.by === 'form' ? session.entry(cause.call) : undefined;
  const stack = entry.stack ?? (call?.kind === 'call' ? call.stack : undefined);
  return (
    <>
      {entry.kind === 'alias' ? (
        <AliasDetails entry={entry} now={props.now} onOptions={props.onOptions} />
      ) : (
        <SaidHead entry={entry} onOptions={props.onOptions} />
      )}
      <Section title={t('what_became')}>
        <Outcome {...props} />
      </Section>
      <Parameters entry={entry} />
      {stack !== undefined && <Stack text={stack} onOpen={props.onOpenSource} />}
      <Section title={t('raw_url')} action={<CopyButton text={entry.url} label={t('raw_url')} />}>
        <code class="raw" data-testid="raw-url">
          {entry.url.slice(0, LONGEST)}
        </code>
        {entry.url.length > LONGEST && (
          <p class="muted">{t('text_cut', String(entry.url.length))}</p>
        )}
      </Section>
      {entry.body !== undefined && (
        <Section
          title={t('raw_body')}
          action={<CopyButton text={entry.body} label={t('raw_body')} />}
        >
          {entry.bodyEncoding !== undefined && (
            <p class="muted">{t(`body_encoding_${entry.bodyEncoding}`)}</p>
          )}
          <code class="raw">
            <LongText text={entry.body} />
          </code>
        </Section>
      )}
    </>
  );
}

function Outcome(props: Props): JSX.Element {
  const { entry } = props;
  const { t, times } = useSpeech();
  const clock = useClock();
  const why = failureText(entry, t);
  return (
    <>
      <Facts
        items={[
          [t('cause'), <CauseText key="c" {...props} />],
          [
            t('delivery'),
            <span key="d" class="inline">
              <DeliveryMark delivery={entry.delivery} />
              {entry.status !== undefined && <span>HTTP {entry.status}</span>}
              {entry.error !== undefined && <code class="mono">{entry.error}</code>}
              <FailureChip entry={entry} />
            </span>,
          ],
          [t('sent_at'), clock.precise(entry)],
          entry.endedAt === undefined || entry.time === 'unknown'
            ? null
            : [t(`ended_at_${entry.delivery}`), clock.precise({ ...entry, at: entry.endedAt })],
          entry.endedAt === undefined || entry.delivery !== 'delivered'
            ? null
            : [
                t('duration'),
                t('milliseconds', times.count(Math.max(0, Math.round(entry.endedAt - entry.at)))),
              ],
          entry.request.time === null
            ? null
            : [t('sent_time'), times.full(entry.request.time * 1000)],
          ...hopFacts(entry, t),
          [t('transport'), `${entry.method} ${entry.transport ?? ''}`],
          batchFact(entry, t, times),
          senderFact(props, t),
          entry.documentUrl === undefined
            ? null
            : [t('page'), <LongText key="u" text={entry.documentUrl} />],
        ]}
      />
      {why !== '' && (
        <p class="remark" data-testid="failure">
          {why}
        </p>
      )}
      {entry.answeredBy === 'worker' && <p class="remark">{t('answered_by_worker')}</p>}
      {entry.kind === 'alias' && entry.delivery === 'delivered' && (
        <p class="muted remark">{t('answer_proves_nothing')}</p>
      )}
    </>
  );
}

/** Where it was sent on, hop by hop. */
function hopFacts(
  { hops = [] }: RequestEntry,
  t: ReturnType<typeof useSpeech>['t'],
): (readonly [string, JSX.Element])[] {
  return hops.slice(0, MOST_HOPS).flatMap(({ key, sentOn, status, to }, index) => {
    const next = to ?? hops[index + 1]?.url;
    if (sentOn === undefined || next === undefined) return [];
    const how = t(`sent_on_${sentOn}`, status?.toString() ?? '');
    return [[how, <LongText key={key} text={next} />]];
  });
}

/** Which item of a batch it is, and whose. */
function batchFact(
  { request: { batch } }: RequestEntry,
  t: ReturnType<typeof useSpeech>['t'],
  times: ReturnType<typeof useSpeech>['times'],
): readonly [string, JSX.Element] | null {
  if (batch === null) return null;
  const place =
    batch.of === null || batch.of === 0
      ? ''
      : t('batch_item', times.count(batch.index + 1), times.count(batch.of));
  return [
    t('batch'),
    <span key="b">
      {place} <LongText text={t('batch_product', visible(batch.product))} />
    </span>,
  ];
}

/** Which frame or worker sent it, if not the page itself. */
function senderFact(
  { entry, session }: Props,
  t: ReturnType<typeof useSpeech>['t'],
): readonly [string, JSX.Element | string] | null {
  if (entry.worker !== undefined) return [t('sender'), t(`worker_${entry.worker}`)];
  if (entry.frameId === 0) return null;
  const url = frameUrl(entry, session);
  return [
    t('sender'),
    url === null ? t('frame') : <LongText key="f" text={t('frame_label', visible(url))} />,
  ];
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
