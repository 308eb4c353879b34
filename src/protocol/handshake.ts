/** Events by which the two injected scripts find each other before any script of the page runs. */

export const ask = 'km-identity?';
export const answer = 'km-identity!';
export const done = 'done';
