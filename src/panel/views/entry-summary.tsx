import type { ComponentChildren, JSX } from 'preact';
import { visible } from '../../core/findings/shown.ts';
import type { TrackingParameter, UnreadBody } from '../../core/kissmetrics/tracking-request.ts';
import type { Entry, IdentityEntry, RequestEntry } from '../../core/session/session.ts';
import { noteDetail } from '../../core/text/note-detail.ts';
import { callText } from '../../ui/call-text.ts';
import { Marked } from '../../ui/highlight.tsx';
import { Identity } from '../../ui/identity.tsx';
import { useSpeech } from '../../ui/text.tsx';
import { urlParts } from '../../ui/url-parts.ts';

/** Characters of a text, and properties, that one line draws: a page can send megabytes. */
const TEXT = 300;
const PROPERTY = 60;
const PROPERTIES = 8;

/** What an entry says, on one line. */
export function EntrySummary({ entry }: { readonly entry: Entry }): ComponentChildren {
  const { t } = useSpeech();
  switch (entry.kind) {
    case 'alias':
      return <Alias entry={entry} />;
    case 'event':
      return <Event entry={entry} />;
    case 'properties':
      return <Properties entry={entry} />;
    case 'call':
      return <Hits class="mono" text={callText(entry).slice(0, TEXT)} />;
    case 'identity':
      return <Change entry={entry} />;
    case 'navigation':
      return <Page url={entry.url.slice(0, TEXT)} />;
    case 'note':
      return <span>{t(`note_${entry.code}`, noteDetail(entry, t))}</span>;
  }
}

/** A text from outside with what the filter looks for marked in it. */
function Hits({
  text,
  class: name,
}: {
  readonly text: string;
  readonly class?: string;
}): JSX.Element {
  return (
    <bdi class={name}>
      <Marked text={text} />
    </bdi>
  );
}

function Alias({ entry }: { readonly entry: RequestEntry }): JSX.Element {
  const { t } = useSpeech();
  const { p, n, unread } = entry.request;
  return (
    <>
      <IdentityOrNone id={p} unread={unread} />
      <span class="pair fixed">⇄</span>
      <IdentityOrNone id={n} unread={unread} />
      {entry.cause.by === 'call' && (
        <span class="chip fixed cause">
          {t('caused_by', entry.cause.method.slice(0, PROPERTY))}
        </span>
      )}
      {entry.retryOf !== null && <span class="chip fixed">{t('retry')}</span>}
    </>
  );
}

function Event({ entry: { request, retryOf } }: { readonly entry: RequestEntry }): JSX.Element {
  const { t } = useSpeech();
  const properties = propertiesText(request.parameters);
  return (
    <>
      {request.n ? (
        <Hits class="event-name" text={visible(request.n.slice(0, TEXT))} />
      ) : (
        <span class="muted fixed">{t(request.unread === null ? 'absent' : 'not_known')}</span>
      )}
      {request.p && <Identity id={request.p} />}
      {retryOf !== null && <span class="chip fixed">{t('retry')}</span>}
      {properties && (
        <span class="least">
          <Hits class="muted" text={properties} />
        </span>
      )}
    </>
  );
}

function Properties({ entry }: { readonly entry: RequestEntry }): JSX.Element {
  const { t } = useSpeech();
  const text = propertiesText(entry.request.parameters);
  return (
    <>
      {text === '' && entry.request.unread !== null && (
        <span class="muted fixed">{t('not_known')}</span>
      )}
      <Hits text={text} />
      {entry.request.p && <Identity id={entry.request.p} />}
    </>
  );
}

function Change({ entry }: { readonly entry: IdentityEntry }): JSX.Element {
  const { t } = useSpeech();
  const { previous, identity, identityKind, cause } = entry;
  return (
    <>
      <IdentityOrNone id={previous} />
      <span class="fixed muted">→</span>
      {identity === null || identityKind === 'none' ? (
        <span class="muted">{t('identity_none')}</span>
      ) : (
        <Identity id={identity} kind={identityKind} />
      )}
      {cause && (
        <span class="chip fixed cause">{t('caused_by', cause.method.slice(0, PROPERTY))}</span>
      )}
    </>
  );
}

/** A page by its path, with its host behind: the path is what tells pages of one site apart. */
function Page({ url }: { readonly url: string }): JSX.Element {
  const { host, path } = urlParts(url);
  return (
    <>
      <Hits class="page-path" text={visible(path)} />
      {host !== '' && <Hits class="muted page-host" text={visible(host)} />}
    </>
  );
}

function IdentityOrNone({
  id,
  unread = null,
}: {
  readonly id: string | null;
  /** What of the request could not be read: it may be in there. */
  readonly unread?: UnreadBody | null;
}): JSX.Element {
  const { t } = useSpeech();
  if (id) return <Identity id={id} />;
  return <span class="muted fixed">{t(unread === null ? 'absent' : 'not_known')}</span>;
}

function propertiesText(parameters: readonly TrackingParameter[]): string {
  const own = parameters.filter(({ name }) => !name.startsWith('_')).slice(0, PROPERTIES);
  return visible(
    own
      .map(({ name, value }) => `${name.slice(0, PROPERTY)}: ${value.slice(0, PROPERTY)}`)
      .join(', '),
  );
}
