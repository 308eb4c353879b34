/**
 * A copy of a setting that can be read at once, where the browser's background is a page: there a
 * listener has to be there before anything is awaited. Null elsewhere, or if nothing is stored.
 */
export function readMirror(name: string): unknown {
  try {
    return JSON.parse(globalThis.localStorage?.getItem(name) ?? 'null');
  } catch {
    return null;
  }
}

/** Keeps the copy; does nothing where the background is a worker. */
export function writeMirror(name: string, value: unknown): void {
  try {
    globalThis.localStorage?.setItem(name, JSON.stringify(value));
  } catch {
    // Without room for it the copy is of no use.
  }
}
