import type { JSX } from 'preact';
import { worst } from '../../core/findings/gravity.ts';
import type { RequestEntry, Session } from '../../core/session/session.ts';
import { Identity } from '../../ui/identity.tsx';
import { SeverityMark } from '../../ui/marks.tsx';
import { useSpeech } from '../../ui/text.tsx';

/** Aliases that the popup shows; the panel shows all. */
const SHOWN = 3;

/** The latest aliases, newest first: who was joined with whom, and what became of it. */
export function LastAliases({ session }: { readonly session: Session }): JSX.Element | null {
  const { t, times } = useSpeech();
  const last: RequestEntry[] = [];
  for (let index = session.entries.length - 1; index >= 0 && last.length < SHOWN; index -= 1) {
    const entry = session.entries[index];
    if (entry?.kind === 'alias' && entry.retryOf === null) last.push(entry);
  }
  if (last.length === 0) return null;
  return (
    <section class="last-aliases">
      <h2>
        {t('last_aliases')} <span class="badge">{session.counts.alias}</span>
      </h2>
      <ul>
        {last.map((entry) => {
          const gravest = worst(entry.findings);
          return (
            <li key={entry.key} data-delivery={entry.delivery}>
              <span class="pair">
                <Known id={entry.request.p} entry={entry} />
                <span aria-hidden="true">↔</span>
                <span class="visually-hidden">{t('joined_with')}</span>
                <Known id={entry.request.n} entry={entry} />
              </span>
              <span class="muted">
                {times.precise(entry.at)} · {t(`delivery_${entry.delivery}`)}
              </span>
              {gravest && <SeverityMark severity={gravest} />}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** An identity, or the word for one in a part that could not be read. */
function Known({
  id,
  entry,
}: {
  readonly id: string | null;
  readonly entry: RequestEntry;
}): JSX.Element {
  const { t } = useSpeech();
  if (!id && entry.request.unread !== null) return <span class="muted">{t('not_known')}</span>;
  return <Identity id={id ?? ''} />;
}
