import type { JSX } from 'preact';
import { visible } from '../../core/findings/shown.ts';
import type { RequestEntry } from '../../core/session/session.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { KindChip } from '../../ui/identity.tsx';
import { KindReasonLine } from '../../ui/kind-reason.tsx';
import { useKinds } from '../../ui/kinds.tsx';
import { LongText } from '../../ui/long-text.tsx';
import { useSpeech } from '../../ui/text.tsx';
import { type DetailsProps, IdentityOrNone } from './details-parts.tsx';

/** Characters of a name, and properties, that are drawn: a page can send megabytes. */
const NAME = 300;
const PROPERTY = 60;
const PROPERTIES = 6;

/** What an event or a request for properties says, and of whom: what one opens its details for. */
export function SaidHead({
  entry,
  onOptions,
}: Pick<DetailsProps, 'onOptions'> & { readonly entry: RequestEntry }): JSX.Element {
  const { p, unread } = entry.request;
  const kinds = useKinds();
  return (
    <section class="said">
      {entry.kind === 'event' ? <EventName entry={entry} /> : <PropertyNames entry={entry} />}
      <p class="said-of">
        <IdentityOrNone id={p} unread={unread} copy />
        {p && <KindChip kind={kinds.of(p)} />}
      </p>
      {p && <KindReasonLine id={p} onOptions={onOptions} />}
    </section>
  );
}

function EventName({ entry }: { readonly entry: RequestEntry }): JSX.Element {
  const { t } = useSpeech();
  const { n, unread } = entry.request;
  return (
    <h3 class="said-name">
      {n ? (
        <>
          <LongText text={n} limit={NAME} spaces />
          <CopyButton text={n} label={visible(n.slice(0, PROPERTY))} />
        </>
      ) : (
        <span class="muted">{t(unread === null ? 'absent' : 'not_known')}</span>
      )}
    </h3>
  );
}

/** The first names; the parameters below have all of them with their values. */
function PropertyNames({ entry }: { readonly entry: RequestEntry }): JSX.Element {
  const { t, times } = useSpeech();
  const names = entry.request.parameters
    .map(({ name }) => name)
    .filter((name) => !name.startsWith('_'));
  const more = names.length - PROPERTIES;
  return (
    <h3 class="said-name">
      {names.length === 0 && (
        <span class="muted">{t(entry.request.unread === null ? 'absent' : 'not_known')}</span>
      )}
      <bdi>
        {visible(
          names
            .slice(0, PROPERTIES)
            .map((name) => (name.length > PROPERTY ? `${name.slice(0, PROPERTY - 1)}…` : name))
            .join(', '),
        )}
      </bdi>
      {more > 0 && <span class="muted said-more">{t('properties_more', times.count(more))}</span>}
    </h3>
  );
}
