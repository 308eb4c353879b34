import type { JSX } from 'preact';
import { visible } from '../../core/findings/shown.ts';
import type { UnreadBody } from '../../core/kissmetrics/tracking-request.ts';
import { failureKey, failureOf } from '../../core/session/failure.ts';
import type { Entry, RequestEntry, Session } from '../../core/session/session.ts';
import { placeText } from '../../core/text/place.ts';
import { useSpeech } from '../../ui/text.tsx';

/** Characters of a tooltip: a page can send megabytes. */
const TOOLTIP = 300;

/** Where an entry comes from, if not from the page itself: which frame, or a worker. */
export function PlaceChip({
  entry,
  url,
}: {
  readonly entry: Entry;
  /** As `placeUrl` gives it. */
  readonly url: string | null;
}): JSX.Element | null {
  const { t } = useSpeech();
  if ('worker' in entry && entry.worker !== undefined)
    return (
      <span class="chip" data-place="" title={t(`worker_${entry.worker}`)}>
        {t('worker')}
      </span>
    );
  if ('prerendered' in entry && entry.prerendered !== undefined)
    return (
      <span
        class="chip"
        data-place=""
        title={t('prerendered_title', visible((url ?? '').slice(0, TOOLTIP)))}
      >
        {t('prerendered')}
      </span>
    );
  if (entry.frameId === 0) return null;
  // The address of a frame's own page is in its row.
  if (url === null || entry.kind === 'navigation')
    return (
      <span class="chip" data-place="">
        {t('frame')}
      </span>
    );
  const shown = visible(url.slice(0, TOOLTIP));
  return (
    <span class="chip" data-place="" title={t('frame_label', shown)}>
      <bdi>{visible(placeText(url.slice(0, TOOLTIP)))}</bdi>
    </span>
  );
}

/** Address of the document that an entry belongs to where that is not the page itself, if known. */
export function placeUrl(entry: Entry, session: Session): string | null {
  return entry.frameId !== 0 || 'prerendered' in entry ? frameUrl(entry, session) : null;
}

/** Address of the document in a subframe that an entry belongs to. */
export function frameUrl(entry: Entry, session: Session): string | null {
  const own = 'request' in entry ? entry.documentUrl : undefined;
  return own ?? session.current(entry.frameId).url;
}

/** What kept a request from its answer, with the sentence in the tooltip. */
export function FailureChip({ entry }: { readonly entry: RequestEntry }): JSX.Element | null {
  const { t } = useSpeech();
  const failure = failureOf(entry);
  if (failure === null) return null;
  const byStatus = failure.reason === 'http-client' || failure.reason === 'http-server';
  return (
    <span class="chip fixed failure" data-failure={failure.reason} title={failureText(entry, t)}>
      {byStatus ? `HTTP ${failure.value}` : t(failureKey(failure.reason))}
    </span>
  );
}

/** That a request's body could not be read, and that it is one of a batch. */
export function BodyChips({ entry }: { readonly entry: RequestEntry }): JSX.Element {
  const { t, times } = useSpeech();
  const { unread, batch } = entry.request;
  return (
    <>
      {batch !== null && batch.of !== null && batch.of > 0 && (
        <span class="chip fixed" data-batch="">
          {t('batch_item', times.count(batch.index + 1), times.count(batch.of))}
        </span>
      )}
      {unread !== null && unread.reason !== 'form' && (
        <span class="chip fixed" data-unread={unread.reason} title={unreadText(unread, t, times)}>
          {t('unreadable')}
        </span>
      )}
    </>
  );
}

/** Why a body could not be read, with its size where that is known. */
export function unreadText(
  { reason, size }: UnreadBody,
  t: ReturnType<typeof useSpeech>['t'],
  times: ReturnType<typeof useSpeech>['times'],
): string {
  const why = t(`unread_${reason.replaceAll('-', '_')}`);
  return size === null ? why : `${why} ${t('unread_size', times.count(size))}`;
}

/** What became of a request and what to do, in a sentence or two; empty where nothing is known. */
export function failureText(entry: RequestEntry, t: ReturnType<typeof useSpeech>['t']): string {
  const failure = failureOf(entry);
  if (failure === null) return '';
  const key = `finding_not_delivered_message_${failure.reason.replaceAll('-', '_')}`;
  return t(key, visible(failure.value.slice(0, TOOLTIP)));
}
