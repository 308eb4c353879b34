import type { JSX, TargetedPointerEvent } from 'preact';
import { useRef } from 'preact/hooks';

/** Pixels that an arrow key moves by. */
const STEP = 8;

/** How wide a column may be, in pixels. */
export interface ColumnWidths {
  readonly least: number;
  readonly most: number;
  /** Until the user moves the line. */
  readonly initial: number;
}

/**
 * The movable line at the edge of a column: with the mouse, with arrows, Home and End; a double
 * press, or Enter, makes the column as wide as it was.
 */
export function ColumnResizer({
  label,
  width,
  widths,
  before,
  onWidth,
  onDone,
}: {
  readonly label: string;
  readonly width: number;
  readonly widths: ColumnWidths;
  /** It stands before its column, which grows towards the start. */
  readonly before: boolean;
  readonly onWidth: (width: number) => void;
  /** The line has come to rest. */
  readonly onDone: (width: number) => void;
}): JSX.Element {
  /** Where the pointer was, and how wide the column, when it was taken. */
  const taken = useRef({ x: 0, width: 0 });
  const within = (next: number): number =>
    Math.min(widths.most, Math.max(widths.least, Math.round(next)));
  const towards = before ? -1 : 1;
  const set = (next: number): void => {
    onWidth(within(next));
    onDone(within(next));
  };
  const keys: Record<string, number> = {
    ArrowLeft: width - towards * STEP,
    ArrowRight: width + towards * STEP,
    Home: widths.least,
    End: widths.most,
    Enter: widths.initial,
  };
  const drag = (event: TargetedPointerEvent<HTMLElement>): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    onWidth(within(taken.current.width + towards * (event.clientX - taken.current.x)));
  };
  return (
    <span
      class="column-resizer"
      data-before={before || undefined}
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation="vertical"
      aria-valuenow={width}
      aria-valuemin={widths.least}
      aria-valuemax={widths.most}
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        taken.current = { x: event.clientX, width };
      }}
      onPointerMove={drag}
      onLostPointerCapture={() => onDone(width)}
      onDblClick={() => set(widths.initial)}
      onKeyDown={(event) => {
        // Chromium opens the drawer of the developer tools for an Escape that gets further.
        if (event.key === 'Escape') event.stopPropagation();
        const next = keys[event.key];
        if (next === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        set(next);
      }}
    />
  );
}
