import { useEffect } from 'preact/hooks';

/** Fields where a key is a letter. */
const TYPED_IN = 'input, textarea, select, [contenteditable]';

/**
 * Does something for keys pressed anywhere in the page, also where nothing has the focus, unless
 * the user is typing or holds a key that makes it another shortcut.
 */
export function useShortcuts(actions: Readonly<Record<string, () => void>>): void {
  useEffect(() => {
    const end = new AbortController();
    const hear = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (event.target instanceof Element && event.target.matches(TYPED_IN)) return;
      if (!Object.hasOwn(actions, event.key)) return;
      event.preventDefault();
      actions[event.key]?.();
    };
    document.addEventListener('keydown', hear, { signal: end.signal });
    return () => end.abort();
  });
}
