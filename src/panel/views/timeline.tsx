import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { beganOf } from '../../ui/clock.ts';
import { Icon } from '../../ui/icons.tsx';
import { useShortcuts } from '../../ui/shortcuts.ts';
import { useSpeech } from '../../ui/text.tsx';
import { useVirtualRows } from '../../ui/virtual-rows.ts';
import { ColumnHeader, columnStyle } from './columns.tsx';
import { EmptyState } from './empty-state.tsx';
import { focusRow, useKeptFocus } from './focus-row.ts';
import { Introduction } from './introduction.tsx';
import { LaneTip } from './lane-tip.tsx';
import type { PanelViewProps } from './panel-props.ts';
import { litLines, type Pointed, pointedAt, samePointed } from './pointed.ts';
import { placeUrl } from './row-chips.tsx';
import { TimelineRow } from './timeline-row.tsx';
import { nextFit, typed } from './type-ahead.ts';

/** Height of a row in pixels; the same as `--row`. */
const ROW = 24;
/** Rows that PageUp and PageDown move by. */
const PAGE = 15;

interface TimelineProps extends PanelViewProps {
  /** Goes on from the selected row to what is known of it. */
  readonly onEnter: () => void;
}

/**
 * The list of entries, grouped by visit: only the rows in view are drawn, the newest stay in view,
 * and the page of the rows in view stays above them. Rows are counted whether folded or not.
 */
export function Timeline(props: TimelineProps): JSX.Element {
  const { session, rows, lanes, outline, layout, selected, onSelect } = props;
  const { t, times } = useSpeech();
  const scroller = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  /** As it is before this drawing, which may remove the row that has the focus. */
  const focused = scroller.current?.contains(document.activeElement) === true;
  const word = useRef({ text: '', at: 0 });
  /** Key of the row that was selected last: closing its details leads back to it. */
  const place = useRef<number | null>(null);
  if (selected !== null) place.current = selected;
  else if (session.entries.length === 0) place.current = null;
  const folding = useRef(false);
  const [seen, setSeen] = useState(rows.length);
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const [moved, setMoved] = useState(layout.columns);
  const widths = { ...layout.columns, ...moved };
  const lit = litLines(props, pointed);
  useKeptFocus();
  const positionOf = (key: number | null): number =>
    key === null ? -1 : (session.indexOf(key) ?? -1);
  const index = positionOf(selected);
  const at = outline.lineOf(index);
  const unseen = at >= 0 && outline.line(at)?.index !== index;
  const length = outline.length;
  /** The line that keys go on from; -1 before any was selected. */
  const from = at >= 0 ? at : outline.lineOf(positionOf(place.current));
  const active = from >= 0 ? from : length - 1;
  const virtual = useVirtualRows(scroller, length, ROW, active, outline.headLine);
  const entryAt = (line: number) => session.entries[outline.line(line)?.index ?? -1];

  useLayoutEffect(() => {
    if (following.current && length > 0) virtual.show(length - 1);
  }, [rows.length]);
  useLayoutEffect(() => {
    // A visit that was unfolded is not scrolled past by the next row.
    if (folding.current) following.current = virtual.atEnd();
    folding.current = false;
  }, [length]);
  useLayoutEffect(() => {
    // Details that open below take room from the list.
    if (at >= 0) virtual.show(at);
    else if (following.current) virtual.show(length - 1);
  }, [selected, virtual.viewHeight]);
  useLayoutEffect(() => {
    // What is gone to from elsewhere is not left hidden.
    if (unseen) outline.fold(index, false);
  }, [selected]);
  useLayoutEffect(() => {
    // Focus follows the selection only where it was in the list already.
    if (focused) focusRow();
  }, [selected, unseen]);

  const setRelative = (relativeTimes: boolean) => props.onLayout({ ...layout, relativeTimes });
  useShortcuts({ '+': () => setRelative(!layout.relativeTimes) });

  const scrolled = (): void => {
    following.current = virtual.atEnd();
    if (following.current) setSeen(rows.length);
  };
  const point = (next: Pointed | null): void => {
    if (!samePointed(next, pointed)) setPointed(next);
  };
  const go = (line: number): void => {
    const to = Math.max(0, Math.min(length - 1, line));
    const entry = entryAt(to);
    if (!entry) return;
    onSelect(entry.key);
    virtual.show(to);
  };
  const fold = (line: number, folded: boolean): void => {
    folding.current = true;
    outline.fold(outline.line(line)?.index ?? -1, folded);
  };
  const foldAt = (): void => {
    const head = outline.line(active)?.head;
    if (head && !head.folded) fold(active, true);
    else if (!head && outline.headLine(active) >= 0) go(outline.headLine(active));
  };
  const unfoldAt = (): void => {
    const head = outline.line(active)?.head;
    if (head?.folded) fold(active, false);
    else if (head && head.rows > 0) go(active + 1);
  };
  const keys: Record<string, () => void> = {
    ArrowDown: () => go(from < 0 ? active : from + 1),
    ArrowUp: () => go(from < 0 ? active : from - 1),
    ArrowLeft: foldAt,
    ArrowRight: unfoldAt,
    PageDown: () => go(active + PAGE),
    PageUp: () => go(active - PAGE),
    Home: () => go(0),
    End: () => go(length - 1),
    Enter: () => (at < 0 ? go(active) : props.onEnter()),
    Escape: () => onSelect(null),
  };
  const type = (key: string, now: number): boolean => {
    const text = typed(word.current, key, now);
    if (text === null) return false;
    word.current = { text, at: now };
    const found = nextFit(text, active, length, entryAt);
    if (found >= 0) go(found);
    return true;
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
            aria-busy={props.searching}
            aria-label={t('tab_timeline')}
          />
        }
      />
    );
  return (
    <div class="timeline-box" style={columnStyle(widths)}>
      <ColumnHeader
        widths={widths}
        relative={layout.relativeTimes}
        onWidths={setMoved}
        onDone={(columns) => {
          setMoved(columns);
          props.onLayout({ ...layout, columns });
        }}
        onRelative={setRelative}
      />
      <div
        ref={scroller}
        class="timeline"
        role="grid"
        data-testid="timeline"
        data-lighting={pointed !== null || undefined}
        aria-label={t('tab_timeline')}
        aria-rowcount={rows.length}
        aria-busy={props.searching}
        onScroll={scrolled}
        onMouseMove={(event) => point(pointedAt(event, props))}
        onMouseLeave={() => point(null)}
        onMouseDown={(event) => {
          // The focus stays where it is.
          if (pressed(event.target)?.fold) event.preventDefault();
        }}
        onClick={(event) => {
          const on = pressed(event.target);
          if (!on) return;
          if (!on.fold) return onSelect(on.key);
          const line = outline.lineOf(session.indexOf(on.key) ?? -1);
          fold(line, outline.line(line)?.head?.folded === false);
        }}
        onKeyDown={(event) => {
          if (event.ctrlKey || event.metaKey || event.altKey) return;
          const act = keys[event.key];
          if (!act && !type(event.key, event.timeStamp)) return;
          event.preventDefault();
          // The developer tools have a use of their own for Escape.
          event.stopPropagation();
          act?.();
        }}
      >
        <div role="rowgroup" style={{ height: `${virtual.height}px` }}>
          {virtual.items.map(({ index: at, start }) => {
            const line = outline.line(at);
            const entry = line && session.entries[line.index];
            return (
              entry && (
                <TimelineRow
                  key={entry.key}
                  entry={entry}
                  place={placeUrl(entry, session)}
                  index={line.row}
                  head={line.head}
                  top={start}
                  pinned={at === virtual.pinned}
                  began={beganOf(session.entries[outline.visitStart(line.index)] ?? entry, entry)}
                  relative={layout.relativeTimes}
                  selected={entry.key === selected}
                  active={at === active}
                  lane={lanes.at(line.index)}
                  lit={lit}
                />
              )
            );
          })}
        </div>
      </div>
      {props.introduction && <Introduction onClose={() => props.onIntroduction(false)} />}
      {pointed?.line !== undefined && <LaneTip pointed={pointed} lanes={lanes} />}
      {newer > 0 && (
        <button
          type="button"
          class="button newer"
          onClick={() => {
            following.current = true;
            // Who goes to the newest row goes on from there, unless another is selected.
            place.current = selected;
            setSeen(rows.length);
            virtual.show(length - 1);
          }}
        >
          <Icon name="down" />
          {t('newer', times.count(newer))}
        </button>
      )}
    </div>
  );
}

/** The row that something is in, and whether it is its button for folding. */
function pressed(target: EventTarget | null): { key: number; fold: boolean } | null {
  if (!(target instanceof Element)) return null;
  const key = target.closest<HTMLElement>('[role=row]')?.dataset.key;
  if (key === undefined) return null;
  return { key: Number(key), fold: target.closest('[data-fold]') !== null };
}
