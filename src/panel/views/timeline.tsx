import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../../ui/icons.tsx';
import { useSpeech } from '../../ui/text.tsx';
import { useVirtualRows } from '../../ui/virtual-rows.ts';
import { EmptyState } from './empty-state.tsx';
import type { PanelViewProps } from './panel-props.ts';
import { TimelineRow } from './timeline-row.tsx';

/** Height of a row in pixels; the same as `--row`. */
const ROW = 24;
/** Rows that PageUp and PageDown move by. */
const PAGE = 15;

interface TimelineProps extends PanelViewProps {
  /** Goes on from the selected row to what is known of it. */
  readonly onEnter: () => void;
}

/** The list of entries: only the rows in view are drawn, the newest stay in view. */
export function Timeline(props: TimelineProps): JSX.Element {
  const { session, rows, lanes, selected, onSelect } = props;
  const { t, times } = useSpeech();
  const scroller = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const [seen, setSeen] = useState(rows.length);
  /** Key of the entry that is pointed at. */
  const [pointed, setPointed] = useState<number | null>(null);
  const lit = litLines(props, pointed ?? selected);
  const at = selected === null ? -1 : positionOf(session.indexOf(selected) ?? -1, rows);
  const active = at >= 0 ? at : rows.length - 1;
  const virtual = useVirtualRows(scroller, rows.length, ROW, active);

  useLayoutEffect(() => {
    if (following.current && rows.length > 0) virtual.show(rows.length - 1);
  }, [rows.length]);
  useLayoutEffect(() => {
    // Details that open below take room from the list.
    if (at >= 0) virtual.show(at);
    else if (following.current) virtual.show(rows.length - 1);
  }, [selected, virtual.viewHeight]);

  const scrolled = (): void => {
    following.current = virtual.atEnd();
    if (following.current) setSeen(rows.length);
  };
  const go = (index: number): void => {
    const position = rows[Math.max(0, Math.min(rows.length - 1, index))];
    const entry = position === undefined ? undefined : session.entries[position];
    if (!entry) return;
    onSelect(entry.key);
    virtual.show(index);
  };
  const keys: Record<string, () => void> = {
    ArrowDown: () => go(at < 0 ? active : at + 1),
    ArrowUp: () => go(at < 0 ? active : at - 1),
    PageDown: () => go(active + PAGE),
    PageUp: () => go(active - PAGE),
    Home: () => go(0),
    End: () => go(rows.length - 1),
    Enter: () => (at < 0 ? go(active) : props.onEnter()),
    Escape: () => onSelect(null),
  };
  const newer = following.current ? 0 : rows.length - seen;

  if (rows.length === 0)
    return (
      <EmptyState
        {...props}
        grid={
          <div
            class="visually-hidden"
            role="grid"
            data-testid="timeline"
            aria-rowcount={0}
            aria-label={t('tab_timeline')}
          />
        }
      />
    );
  return (
    <div class="timeline-box">
      <div
        ref={scroller}
        class="timeline"
        role="grid"
        data-testid="timeline"
        aria-label={t('tab_timeline')}
        aria-rowcount={rows.length}
        onScroll={scrolled}
        onMouseLeave={() => setPointed(null)}
        onKeyDown={(event) => {
          const act = keys[event.key];
          if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
          event.preventDefault();
          // The developer tools have a use of their own for Escape.
          event.stopPropagation();
          act();
        }}
      >
        <div role="rowgroup" style={{ height: `${virtual.height}px` }}>
          {virtual.items.map(({ index, start }) => {
            const entry = session.entries[rows[index] ?? -1];
            return (
              entry && (
                <TimelineRow
                  key={entry.key}
                  entry={entry}
                  session={session}
                  index={index}
                  top={start}
                  selected={entry.key === selected}
                  active={index === active}
                  onSelect={onSelect}
                  lane={lanes.at(rows[index] ?? -1)}
                  lit={lit}
                  onPoint={setPointed}
                />
              )
            );
          })}
        </div>
      </div>
      {newer > 0 && (
        <button
          type="button"
          class="button newer"
          onClick={() => {
            following.current = true;
            setSeen(rows.length);
            virtual.show(rows.length - 1);
          }}
        >
          <Icon name="down" />
          {t('newer', times.count(newer))}
        </button>
      )}
    </div>
  );
}

/** Says of a line whether it belongs to the person of the entry that is pointed at or selected. */
function litLines(
  { session, lanes }: Pick<PanelViewProps, 'session' | 'lanes'>,
  key: number | null,
): (line: number) => boolean {
  const index = key === null ? undefined : session.indexOf(key);
  const lines = index === undefined ? [] : (lanes.at(index)?.lines ?? []);
  const wholes = new Set(lines.map((line) => lanes.whole(line)));
  return (line) => wholes.has(lanes.whole(line));
}

/** Where an entry stands among the rows; -1 if it is filtered away. Rows ascend, so halving finds it. */
function positionOf(index: number, rows: readonly number[]): number {
  let low = 0;
  let high = rows.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const value = rows[middle] ?? 0;
    if (value === index) return middle;
    if (value < index) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
