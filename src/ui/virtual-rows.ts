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

export interface VirtualRows {
  /** The rows to draw now. */
  readonly items: readonly VirtualItem[];
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
 */
export function useVirtualRows(
  scroller: RefObject<HTMLDivElement | null>,
  count: number,
  rowHeight: number,
  kept: number,
): VirtualRows {
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const options = {
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    rangeExtractor: (range: Range) => {
      const drawn = defaultRangeExtractor(range);
      return kept < 0 || kept >= count || drawn.includes(kept)
        ? drawn
        : [...drawn, kept].sort((a, b) => a - b);
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
  return {
    items: virtualizer.getVirtualItems(),
    height: virtualizer.getTotalSize(),
    viewHeight: virtualizer.scrollRect?.height ?? 0,
    show: (index) => virtualizer.scrollToIndex(index, { align: 'auto' }),
    atEnd() {
      const element = scroller.current;
      if (!element) return true;
      return element.scrollHeight - element.scrollTop - element.clientHeight < rowHeight;
    },
  };
}
