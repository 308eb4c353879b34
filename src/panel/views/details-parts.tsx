import type { ComponentChildren, JSX } from 'preact';
import { visible } from '../../core/findings/shown.ts';
import { shortIdentity } from '../../core/kissmetrics/identity.ts';
import type { UnreadBody } from '../../core/kissmetrics/tracking-request.ts';
import type { Entry, Session } from '../../core/session/session.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Identity } from '../../ui/identity.tsx';
import { parseStack } from '../../ui/stack.ts';
import { useSpeech } from '../../ui/text.tsx';

/** Characters of a tooltip: a page can send megabytes. */
const TOOLTIP = 300;

export interface DetailsProps {
  readonly entry: Entry;
  readonly session: Session;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Goes to another entry. */
  /** When the visit that it belongs to began, in milliseconds since 1970. */
  readonly began: number;
  readonly onShow: (key: number) => void;
  readonly onClose: () => void;
  /** Opens the options. */
  readonly onOptions: () => void;
  /** Shows a place of a script in the developer tools; null where there are none. */
  readonly onOpenSource: OpenSource | null;
}

/** Shows a place of a script; line and column are counted from 1. */
export type OpenSource = (url: string, line: number, column: number) => void;

/** A headed part of the details. */
export function Section({
  title,
  action,
  children,
}: {
  readonly title: string;
  /** What can be done with the part as a whole. */
  readonly action?: ComponentChildren;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <section>
      <div class="section-head">
        <h3>{title}</h3>
        {action}
      </div>
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
export function IdentityOrNone({
  id,
  copy = false,
  unread = null,
}: {
  readonly id: string | null;
  /** With a button that copies it. */
  readonly copy?: boolean;
  /** What of the request could not be read: it may be in there. */
  readonly unread?: UnreadBody | null;
}): JSX.Element {
  const { t } = useSpeech();
  if (!id) return <span class="muted">{t(unread === null ? 'absent' : 'not_known')}</span>;
  if (!copy) return <Identity id={id} whole />;
  return (
    <span class="copied-value">
      <Identity id={id} whole />
      <CopyButton text={id} label={visible(shortIdentity(id))} />
    </span>
  );
}

/** A call stack, without the lines of extensions. */
export function Stack({
  text,
  onOpen,
}: {
  readonly text: string;
  readonly onOpen: OpenSource | null;
}): JSX.Element | null {
  const { t } = useSpeech();
  const frames = parseStack(text);
  if (frames.length === 0) return null;
  return (
    <Section title={t('stack')}>
      <ol class="stack">
        {frames.map(({ name, url, line, column }, i) => (
          <li key={i}>
            <bdi>{visible(name) || t('stack_anonymous')}</bdi>
            {onOpen ? (
              <button
                type="button"
                class="link"
                title={t('open_source', visible(url.slice(0, TOOLTIP)))}
                onClick={() => onOpen(url, line, column)}
              >
                <bdi>
                  {visible(fileOf(url))}:{line}:{column}
                </bdi>
              </button>
            ) : (
              <bdi class="muted" title={visible(url.slice(0, TOOLTIP))}>
                {visible(fileOf(url))}:{line}:{column}
              </bdi>
            )}
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** The last part of a script's address: its folder and host are in the tooltip. */
function fileOf(url: string): string {
  const path = url.replace(/[?#].*$/s, '');
  return path.slice(path.lastIndexOf('/') + 1) || url;
}
