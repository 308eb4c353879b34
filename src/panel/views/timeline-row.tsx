import type { JSX } from 'preact';
import { worst } from '../../core/findings/gravity.ts';
import { findingKey } from '../../core/findings/text.ts';
import type { Entry } from '../../core/session/session.ts';
import { useClock } from '../../ui/clock.ts';
import { Icon } from '../../ui/icons.tsx';
import { DeliveryMark, FateMark, SeverityMark } from '../../ui/marks.tsx';
import { memo } from '../../ui/memo.ts';
import { useSpeech } from '../../ui/text.tsx';
import type { LaneRow } from '../lanes.ts';
import type { VisitHead } from '../outline.ts';
import { EntrySummary } from './entry-summary.tsx';
import { LaneCell } from './lane-cell.tsx';
import { BodyChips, FailureChip, PlaceChip } from './row-chips.tsx';
import { FoldButton, VisitHeld } from './visit-head.tsx';

export interface TimelineRowProps {
  readonly entry: Entry;
  /** Address of the document that it belongs to, as `placeUrl` gives it. */
  readonly place: string | null;
  /** Place among the rows that the filter lets through; -1 for a page that it does not. */
  readonly index: number;
  /** Distance from the top of the list, in pixels. */
  readonly top: number;
  /** What it is the head of. */
  readonly head: VisitHead | null;
  /** It stays at the top of the view. */
  readonly pinned: boolean;
  /** When its visit began, in milliseconds since 1970; not a number where that is not known. */
  readonly began: number;
  /** Times are told since then. */
  readonly relative: boolean;
  readonly selected: boolean;
  /** The one row that Tab reaches. */
  readonly active: boolean;
  /** The identities' lines beside it. */
  readonly lane: LaneRow | undefined;
  /** Whether a line belongs to what is pointed at. */
  readonly lit: (line: number) => boolean;
}

/** One entry in one line. The list hears the mouse and the keys for all of them. */
export const TimelineRow = memo(Row);

function Row(props: TimelineRowProps): JSX.Element {
  const { entry, head, index } = props;
  const { t, times } = useSpeech();
  const clocks = useClock();
  const kind = t(`entry_${entry.kind}`);
  const clock = clocks.precise(entry);
  const short = entry.time === undefined ? clock : clocks.short(entry);
  const since = times.since(entry.at - props.began);
  const relative = props.relative && !head;
  return (
    <div
      class="row"
      role="row"
      // A page that does not fit the filter is there for those below it, and is not one of the rows.
      data-testid={index < 0 ? 'visit' : 'timeline-row'}
      aria-rowindex={index < 0 ? undefined : index + 1}
      data-key={entry.key}
      data-kind={entry.kind}
      data-delivery={'delivery' in entry ? entry.delivery : undefined}
      data-head={head ? '' : undefined}
      data-context={index < 0 ? '' : undefined}
      data-pinned={props.pinned ? '' : undefined}
      data-lit={props.lane?.lines.some(props.lit) || undefined}
      aria-selected={props.selected}
      tabIndex={props.active ? 0 : -1}
      style={{ top: props.pinned ? '0' : `${props.top}px` }}
    >
      {props.lane ? <LaneCell row={props.lane} lit={props.lit} /> : <span aria-hidden="true" />}
      <span
        class="row-time"
        role="gridcell"
        data-time={entry.time}
        title={relative || entry.time !== undefined ? clock : since}
      >
        {relative ? since : short}
      </span>
      <span class="row-kind" role="gridcell" title={head ? undefined : kind}>
        {head ? <FoldButton entry={entry} folded={head.folded} /> : <Icon name={entry.kind} />}
        <span class="row-kind-word">{kind}</span>
      </span>
      <span class="row-main" role="gridcell">
        <EntrySummary entry={entry} />
        {'delivery' in entry && <FailureChip entry={entry} />}
        <PlaceChip entry={entry} url={props.place} />
        {'witness' in entry && entry.witness === 'devtools' && (
          <span class="chip fixed" data-witness="devtools" title={t('witness_devtools')}>
            {t('witness_devtools_short')}
          </span>
        )}
        {'request' in entry && entry.request.problems.length > 0 && (
          <span class="chip fixed" data-severity="error">
            {t('malformed')}
          </span>
        )}
        {'request' in entry && <BodyChips entry={entry} />}
        {head?.folded && head.rows > 0 && (
          <span class="chip fixed">{t('visit_rows', times.count(head.rows))}</span>
        )}
      </span>
      {head ? <VisitHeld held={head.held} /> : <Outcome entry={entry} />}
    </div>
  );
}

function Outcome({ entry }: Pick<TimelineRowProps, 'entry'>): JSX.Element {
  return (
    <>
      <span class="row-marks" role="gridcell">
        <Findings entry={entry} />
      </span>
      <span class="row-outcome" role="gridcell">
        {'delivery' in entry && <DeliveryMark delivery={entry.delivery} />}
        {entry.kind === 'call' && <FateMark fate={entry.fate} />}
      </span>
    </>
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
