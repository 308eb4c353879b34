/** Events by which the two injected scripts find each other before any script of the page runs. */

/**
 * Whether scripts of the page may have run already: Firefox injects into the pages that are open
 * when the extension starts. They could overhear the two. Of other documents than a server's, a
 * frame's own `about:blank` is complete from the start.
 */
export const isLate = (): boolean =>
  location.protocol.startsWith('http') &&
  (document.readyState !== 'loading' || document.head !== null);

export const ask = 'km-identity?';
export const answer = 'km-identity!';
export const done = 'done';
