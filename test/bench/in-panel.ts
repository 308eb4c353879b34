import type { ExtensionView } from '../browser/extension-view.ts';

// Sent as source: each function that is evaluated has to stand alone.

/** Memory of the panel after garbage collection, in MB; needs `MEASURING`. */
export function heapOf(panel: ExtensionView): Promise<number> {
  return panel.evaluate(() => {
    const { gc, performance } = globalThis as unknown as {
      gc(): void;
      performance: { memory: { usedJSHeapSize: number } };
    };
    gc();
    return performance.memory.usedJSHeapSize / 1024 / 1024;
  });
}

/** Elements and texts in the panel's document. */
export function nodesOf(panel: ExtensionView): Promise<number> {
  return panel.evaluate(() => {
    const walker = document.createTreeWalker(document, NodeFilter.SHOW_ALL);
    let count = 1;
    while (walker.nextNode()) count += 1;
    return count;
  });
}

/** Chromium's arguments for `heapOf`. */
export const MEASURING = ['--enable-precise-memory-info', '--js-flags=--expose-gc'];

/** Milliseconds from a letter in the filter on. */
interface FilterTimes {
  /** Until the first frame that shows other rows has been painted. */
  readonly first: number;
  /** Until the one that shows all that were found. */
  readonly all: number;
}

/** Puts a text into the filter as typing does. It has to change which rows are drawn. */
export function filterToPaint(panel: ExtensionView, text: string): Promise<FilterTimes> {
  return panel.evaluate(async (value) => {
    const field = document.querySelector<HTMLInputElement>('[data-testid=filter]');
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
    if (!field || !set) throw new Error('There is no filter.');
    const timeline = () => document.querySelector<HTMLElement>('[data-testid=timeline]');
    const rows = () =>
      [...(timeline()?.querySelectorAll<HTMLElement>('[data-key]') ?? [])]
        .map(({ dataset }) => dataset.key)
        .join();
    // What a frame's callback posts comes after that frame was painted.
    const painted = () =>
      new Promise<void>((resolve) => {
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve();
          port2.postMessage(null);
        });
      });
    // From one frame's beginning on, so that runs differ by the work and not by the wait.
    await new Promise(requestAnimationFrame);
    const before = rows();
    const start = performance.now();
    // Asked for before the panel asks for its own frames: its next step is not in the time.
    let frame = painted();
    set.call(field, value);
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    for (let first: number | null = null; ; frame = painted()) {
      await frame;
      const took = performance.now() - start;
      if (first === null && rows() !== before) first = took;
      if (first !== null && timeline()?.ariaBusy === 'false') return { first, all: took };
    }
  }, text);
}

/** Scrolls the timeline through from top to end, a page a frame; the longest task, in ms. */
export function longestTaskWhileScrolling(panel: ExtensionView): Promise<number> {
  return panel.evaluate(async () => {
    const list = document.querySelector<HTMLElement>('[data-testid=timeline]');
    if (!list) throw new Error('There is no timeline.');
    let longest = 0;
    const take = (entries: PerformanceEntryList): void => {
      for (const { duration } of entries) longest = Math.max(longest, duration);
    };
    const observer = new PerformanceObserver((seen) => take(seen.getEntries()));
    observer.observe({ type: 'longtask' });
    const steps = 120;
    for (let step = 0; step <= steps; step += 1) {
      list.scrollTop = ((list.scrollHeight - list.clientHeight) * step) / steps;
      await new Promise(requestAnimationFrame);
    }
    for (let step = 0; step < steps; step += 1) {
      list.scrollTop -= list.clientHeight;
      await new Promise(requestAnimationFrame);
    }
    take(observer.takeRecords());
    observer.disconnect();
    return longest;
  });
}

/**
 * Notes in the panel when it shows as many aliases as will come, the last with its answer.
 * `settledAt` then gives that time.
 */
export function awaitAliases(panel: ExtensionView, total: number): Promise<void> {
  return panel.evaluate((count) => {
    const state = globalThis as unknown as { settledAt?: number };
    delete state.settledAt;
    const observer = new MutationObserver(() => {
      const shown = document.querySelector('[data-testid=count-alias]')?.textContent;
      if (shown !== String(count)) return;
      const rows = document.querySelectorAll('[data-testid=timeline-row]');
      if ([...rows].some((row) => row.getAttribute('data-delivery') === 'pending')) return;
      state.settledAt ??= Date.now();
    });
    observer.observe(document.body, {
      ...{ subtree: true, childList: true, characterData: true },
      attributes: true,
    });
  }, total);
}

/** When the panel showed everything, in milliseconds since 1970. */
export function settledAt(panel: ExtensionView): Promise<number> {
  return panel.waitFor('all aliases', () => {
    return (globalThis as unknown as { settledAt?: number }).settledAt;
  });
}
