/** Pixels between what opens over the page and the edge of the window. */
const EDGE = 6;
/** Height that is left to it at least, in pixels: room for a few lines, which can be scrolled. */
const LEAST = 80;

/**
 * Moves an element sideways where it would stand over the edge of the window, and makes it lower
 * where it would stand over the bottom.
 */
export function keepInWindow(element: HTMLElement | null): void {
  if (!element) return;
  element.style.transform = '';
  element.style.maxHeight = '';
  const box = element.getBoundingClientRect();
  const over = Math.max(0, EDGE - box.left) - Math.max(0, box.right + EDGE - innerWidth);
  if (over !== 0) element.style.transform = `translateX(${over}px)`;
  const room = innerHeight - EDGE - box.top;
  if (box.height > room) element.style.maxHeight = `${Math.max(LEAST, room)}px`;
}
