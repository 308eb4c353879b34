import type { JSX } from 'preact';
import type { RequestEntry } from '../../core/session/session.ts';
import { createClock } from '../../ui/clock.ts';
import { KindChip } from '../../ui/identity.tsx';
import { KindReasonLine } from '../../ui/kind-reason.tsx';
import { useKinds } from '../../ui/kinds.tsx';
import { type Speech, useSpeech } from '../../ui/text.tsx';
import { type DetailsProps, IdentityOrNone } from './details-parts.tsx';

/** The vendor's page on identities: merging, and that it may take six hours. */
const SOURCE = 'https://support.kissmetrics.io/docs/identities';

/** The pair, what joining it does, and until when that may not be visible. */
export function AliasDetails({
  entry,
  now,
  onOptions,
}: Pick<DetailsProps, 'onOptions'> & {
  readonly entry: RequestEntry;
  /** Milliseconds since 1970. */
  readonly now: number;
}): JSX.Element {
  const speech = useSpeech();
  const { t } = speech;
  const kinds = useKinds();
  const { p, n, unread } = entry.request;
  const joins = entry.joins ?? 'none';
  return (
    <section class="alias-details">
      <div class="joined" data-joins={joins}>
        <svg viewBox="0 0 22 52" width="22" height="52" aria-hidden="true">
          <path d="M0 13C9 13 4 26 13 26M0 39C9 39 4 26 13 26" />
          <circle cx="16.5" cy="26" r="3.5" />
        </svg>
        <ul>
          {[p, n].map((id, index) => (
            <li key={index}>
              <IdentityOrNone id={id} unread={unread} copy />
              {id && <KindChip kind={kinds.of(id)} />}
              {id && <KindReasonLine id={id} onOptions={onOptions} />}
            </li>
          ))}
        </ul>
      </div>
      <p>
        {t(`joins_${joins}`)}
        {entry.wouldJoin && ` ${t(`would_join_${entry.wouldJoin}`)}`}
      </p>
      {joins !== 'none' && joins !== 'unknown' && (
        <p class="muted">
          {mergeText(entry, now, speech)}{' '}
          <a href={SOURCE} target="_blank" rel="noreferrer">
            {t('merge_source')}
          </a>
        </p>
      )}
    </section>
  );
}

/** Until when it may not be visible, or that this is over, as far as its time is known. */
function mergeText({ mergeBy, time }: RequestEntry, now: number, speech: Speech): string {
  const { t, times } = speech;
  if (mergeBy === undefined) return t('merge_time_unknown');
  if (time !== undefined)
    return t('merge_until', createClock(speech).precise({ at: mergeBy, time }));
  return t(now < mergeBy ? 'merge_until' : 'merge_over', times.minute(mergeBy));
}
