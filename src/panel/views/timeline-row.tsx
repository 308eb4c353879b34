import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { worst } from '../../core/findings/gravity.ts';
import type { Entry, RequestEntry, Session } from '../../core/session/session.ts';
import { callText } from '../../ui/call-text.ts';
import { Icon } from '../../ui/icons.tsx';
import { Identity } from '../../ui/identity.tsx';
import { DeliveryMark, SeverityMark } from '../../ui/marks.tsx';
import { useSpeech } from '../../ui/text.tsx';

export interface TimelineRowProps {
  readonly entry: Entry;
  readonly session: Session;
  readonly index: number;
  /** Distance from the top of the list, in pixels. */
  readonly top: number;
  readonly selected: boolean;
  /** The one row that Tab reaches. */
  readonly active: boolean;
  readonly onSelect: (key: number) => void;
}

/** One entry in one line. */
export function TimelineRow(props: TimelineRowProps): JSX.Element {
  const { entry, selected, active, onSelect } = props;
  const { t, times } = useSpeech();
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Focus follows the selection only where it was in the list already.
    if (selected && row.current?.parentElement?.contains(document.activeElement))
      row.current.focus({ preventScroll: true });
  }, [selected]);
  const severity = worst(entry.findings);
  return (
    <div
      ref={row}
      class="row"
      role="row"
      data-testid="timeline-row"
      data-kind={entry.kind}
      data-delivery={'delivery' in entry ? entry.delivery : undefined}
      aria-rowindex={props.index + 1}
      aria-selected={selected}
      tabIndex={active ? 0 : -1}
      style={{ top: `${props.top}px` }}
      onClick={() => onSelect(entry.key)}
      onKeyDown={undefined}
    >
      <span class="row-time" role="gridcell">
        {times.precise(entry.at)}
      </span>
      <span class="row-icon" role="gridcell">
        <Icon name={entry.kind} />
        <span class="visually-hidden">{t(`entry_${entry.kind}`)}</span>
      </span>
      <span class="row-kind" role="gridcell" aria-hidden="true">
        {t(`entry_${entry.kind}`)}
      </span>
      <span class="row-main" role="gridcell">
        <Summary {...props} />
      </span>
      <span class="row-end" role="gridcell">
        {entry.frameId !== 0 && <span class="chip">{t('frame')}</span>}
        {severity && <SeverityMark severity={severity} quiet />}
        {'delivery' in entry && <DeliveryMark delivery={entry.delivery} />}
        {entry.kind === 'call' && (
          <span class="muted">{t(`fate_${entry.fate.replaceAll('-', '_')}`)}</span>
        )}
      </span>
    </div>
  );
}

function Summary({ entry }: TimelineRowProps): ComponentChildren {
  const { t } = useSpeech();
  switch (entry.kind) {
    case 'alias':
      return <AliasSummary entry={entry} />;
    case 'event':
      return (
        <>
          <strong>{entry.request.n?.slice(0, 200) ?? t('absent')}</strong>
          {entry.request.p && <Identity id={entry.request.p} />}
        </>
      );
    case 'properties':
      return (
        <>
          <span>
            {entry.request.parameters
              .filter(({ name }) => !name.startsWith('_'))
              .slice(0, 8)
              .map(({ name, value }) => `${name.slice(0, 60)}: ${value.slice(0, 60)}`)
              .join(', ')}
          </span>
          {entry.request.p && <Identity id={entry.request.p} />}
        </>
      );
    case 'call':
      return <span class="mono">{callText(entry)}</span>;
    case 'identity':
      return (
        <>
          {entry.previous !== null ? (
            <Identity id={entry.previous} />
          ) : (
            <span class="muted fixed">{t('absent')}</span>
          )}
          <span class="fixed muted">→</span>
          {entry.identity === null || entry.identityKind === 'none' ? (
            <span class="muted">{t('identity_none')}</span>
          ) : (
            <Identity id={entry.identity} kind={entry.identityKind} />
          )}
          {entry.cause && (
            <span class="chip fixed cause">{t('caused_by', entry.cause.method)}</span>
          )}
        </>
      );
    case 'navigation':
      return <bdi>{entry.url.slice(0, 500)}</bdi>;
    case 'note':
      return <span>{t(`note_${entry.code}`, entry.detail ?? '')}</span>;
  }
}

function AliasSummary({ entry }: { readonly entry: RequestEntry }): JSX.Element {
  const { t } = useSpeech();
  const { p, n } = entry.request;
  const absent = <span class="muted">{t('absent')}</span>;
  return (
    <>
      {p ? <Identity id={p} /> : absent}
      <span class="pair fixed">⇄</span>
      {n ? <Identity id={n} /> : absent}
      {entry.cause.by === 'call' && (
        <span class="chip fixed cause">{t('caused_by', entry.cause.method)}</span>
      )}
      {entry.retryOf !== null && <span class="chip fixed">{t('retry')}</span>}
    </>
  );
}
