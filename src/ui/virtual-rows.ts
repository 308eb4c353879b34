import {
  defaultRangeExtractor,
  elementScroll,
  observeElementOffset,
  observeElementRect,
  type Range,
  type VirtualItem,
  Virtualizer,
} from '@tanstack/virtual-core';
import type { RefObject } from 'preact';
import { useLayoutEffect, useReducer, useState } from 'preact/hooks';

/** Rows drawn beyond those in view, on either side. */
const OVERSCAN = 4;
/** So few rows are all drawn: a short list can be searched and read out as a whole. */
const FEW = 50;

export interface VirtualRows {
  /** The rows to draw now. */
  readonly items: readonly VirtualItem[];
  /** The row that stays at the top while what belongs to it is scrolled through; -1 for none. */
  readonly pinned: number;
  /** Height of all rows, in pixels. */
  readonly height: number;
  /** Height of the part in view, in pixels. */
  readonly viewHeight: number;
  show(index: number): void;
  /** Whether the last row is in view. */
  atEnd(): boolean;
}

/**
 * Rows of one height in a scrolling element, of which only those in view are drawn.
 * @param kept a row that is drawn wherever it is, so that it keeps the focus; -1 for none
 * @param headOf the row that stays above a row while that is the first in view; -1 for none
 */
export function useVirtualRows(
  scroller: RefObject<HTMLDivElement | null>,
  count: number,
  rowHeight: number,
  kept: number,
  headOf: (index: number) => number,
): VirtualRows {
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const options = {
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: count <= FEW ? FEW : OVERSCAN,
    rangeExtractor: (range: Range) => {
      const drawn = defaultRangeExtractor(range);
      const more = [kept, headOf(range.startIndex)].filter(
        (one) => one >= 0 && one < count && !drawn.includes(one),
      );
      return more.length === 0 ? drawn : [...new Set([...drawn, ...more])].sort((a, b) => a - b);
    },
    initialRect: { width: 600, height: 600 },
    observeElementRect,
    observeElementOffset,
    scrollToFn: elementScroll,
    onChange: () => redraw(undefined as never),
  };
  const [virtualizer] = useState(() => new Virtualizer<HTMLElement, HTMLElement>(options));
  virtualizer.setOptions(options);
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => virtualizer._willUpdate());
  const items = virtualizer.getVirtualItems();
  const first = virtualizer.range?.startIndex ?? -1;
  return {
    items,
    pinned: first < 0 || first >= count ? -1 : headOf(first),
    height: virtualizer.getTotalSize(),
    viewHeight: virtualizer.scrollRect?.height ?? 0,
    // Rows of one height need no measuring: one look at the layout instead of several.
    show(index) {
      const element = scroller.current;
      if (!element) return;
      const top = index * rowHeight;
      const { scrollTop, clientHeight } = element;
      if (top + rowHeight > scrollTop + clientHeight)
        element.scrollTop = top + rowHeight - clientHeight;
      // What is scrolled to is not hidden behind the row that stays at the top.
      else if (top < scrollTop + rowHeight) element.scrollTop = top - rowHeight;
    },
    atEnd() {
      const element = scroller.current;
      if (!element) return true;
      return element.scrollHeight - element.scrollTop - element.clientHeight < rowHeight;
    },
  };
}
