import type { JSX, TargetedPointerEvent } from 'preact';

/** Percent of the space that either side keeps at least. */
const LEAST = 20;
const MOST = 80;
const STEP = 4;

const within = (share: number): number => Math.min(MOST, Math.max(LEAST, Math.round(share)));

/**
 * The movable line between two panes that share an element: with the mouse, with arrows, Home and
 * End. The share is the second pane's, in percent.
 */
export function Splitter({
  label,
  share,
  across,
  controls,
  onShare,
  onDone,
}: {
  readonly label: string;
  readonly share: number;
  /** The panes stand side by side, not one above the other. */
  readonly across: boolean;
  /** ID of the second pane. */
  readonly controls: string;
  readonly onShare: (share: number) => void;
  /** It has come to rest. */
  readonly onDone?: (share: number) => void;
}): JSX.Element {
  const drag = (event: TargetedPointerEvent<HTMLDivElement>): void => {
    const line = event.currentTarget;
    if (!line.hasPointerCapture(event.pointerId)) return;
    const box = line.parentElement?.getBoundingClientRect();
    if (!box) return;
    const part = across
      ? (box.right - event.clientX) / box.width
      : (box.bottom - event.clientY) / box.height;
    onShare(within(part * 100));
  };
  const keys: Record<string, number> = {
    [across ? 'ArrowLeft' : 'ArrowUp']: share + STEP,
    [across ? 'ArrowRight' : 'ArrowDown']: share - STEP,
    Home: MOST,
    End: LEAST,
  };
  return (
    <div
      class="splitter"
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={across ? 'vertical' : 'horizontal'}
      aria-controls={controls}
      aria-valuenow={share}
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={drag}
      onLostPointerCapture={() => onDone?.(share)}
      onKeyDown={(event) => {
        // Chromium opens the drawer of the developer tools for an Escape that gets further.
        if (event.key === 'Escape') event.stopPropagation();
        const next = keys[event.key];
        if (next === undefined) return;
        event.preventDefault();
        onShare(within(next));
        onDone?.(within(next));
      }}
    />
  );
}
