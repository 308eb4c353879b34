/** Pixels between what opens over the page and the edge of the window. */
const EDGE = 6;

/** Moves an element sideways where it would stand over the edge of the window. */
export function keepInWindow(element: HTMLElement | null): void {
  if (!element) return;
  element.style.transform = '';
  const box = element.getBoundingClientRect();
  const over = Math.max(0, EDGE - box.left) - Math.max(0, box.right + EDGE - innerWidth);
  if (over !== 0) element.style.transform = `translateX(${over}px)`;
}
