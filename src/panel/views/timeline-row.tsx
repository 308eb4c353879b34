import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { worst } from '../../core/findings/gravity.ts';
import { findingKey } from '../../core/findings/text.ts';
import type { Entry, Session } from '../../core/session/session.ts';
import { Icon } from '../../ui/icons.tsx';
import { DeliveryMark, FateMark, SeverityMark } from '../../ui/marks.tsx';
import { useSpeech } from '../../ui/text.tsx';
import type { LaneRow } from '../lanes.ts';
import { EntrySummary } from './entry-summary.tsx';
import { LaneCell } from './lane-cell.tsx';
import { FailureChip, PlaceChip } from './row-chips.tsx';

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
  /** The identities' lines beside it. */
  readonly lane: LaneRow | undefined;
  /** Whether a line belongs to what is pointed at. */
  readonly lit: (line: number) => boolean;
  readonly onPoint: (key: number) => void;
}

/** One entry in one line. */
export function TimelineRow(props: TimelineRowProps): JSX.Element {
  const { entry, session, selected, active, onSelect } = props;
  const { t, times } = useSpeech();
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Focus follows the selection only where it was in the list already.
    if (selected && row.current?.parentElement?.contains(document.activeElement))
      row.current.focus({ preventScroll: true });
  }, [selected]);
  const kind = t(`entry_${entry.kind}`);
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
      data-lit={props.lane?.lines.some(props.lit) || undefined}
      onMouseEnter={() => props.onPoint(entry.key)}
      onClick={() => onSelect(entry.key)}
      onKeyDown={undefined}
    >
      {props.lane ? <LaneCell row={props.lane} lit={props.lit} /> : <span aria-hidden="true" />}
      <span class="row-time" role="gridcell">
        {times.precise(entry.at)}
      </span>
      <span class="row-kind" role="gridcell" title={kind}>
        <Icon name={entry.kind} />
        <span class="row-kind-word">{kind}</span>
      </span>
      <span class="row-main" role="gridcell">
        <EntrySummary entry={entry} />
      </span>
      <span class="row-marks" role="gridcell">
        <PlaceChip entry={entry} session={session} />
        {'delivery' in entry && <FailureChip entry={entry} />}
        {'request' in entry && entry.request.problems.length > 0 && (
          <span class="chip" data-severity="error">
            {t('malformed')}
          </span>
        )}
        <Findings entry={entry} />
      </span>
      <span class="row-outcome" role="gridcell">
        {'delivery' in entry && <DeliveryMark delivery={entry.delivery} />}
        {entry.kind === 'call' && <FateMark fate={entry.fate} />}
      </span>
    </div>
  );
}

/** The gravest of an entry's findings as a mark; all of them in its tooltip. */
function Findings({ entry: { findings } }: { readonly entry: Entry }): JSX.Element | null {
  const { t } = useSpeech();
  const severity = worst(findings);
  if (severity === undefined) return null;
  const titles = findings.map(({ rule }) => t(findingKey(rule, 'title')));
  return <SeverityMark severity={severity} quiet title={titles.join('\n')} />;
}
