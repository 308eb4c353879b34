/** Milliseconds after which nobody waits for a picture any more: a page out of sight draws none. */
const LONGEST_MS = 100;

/** Calls once what is rendered has been drawn, or soon where nothing is drawn; gives a way to stop. */
export function afterPaint(callback: () => void): () => void {
  let done = false;
  const run = (): void => {
    if (done) return;
    done = true;
    callback();
  };
  const drawing = typeof requestAnimationFrame === 'function';
  setTimeout(run, drawing ? LONGEST_MS : 0);
  // The task after a frame's callbacks comes after its picture.
  if (drawing) requestAnimationFrame(() => setTimeout(run, 0));
  return () => {
    done = true;
  };
}
