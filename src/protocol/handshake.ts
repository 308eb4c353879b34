/* Events by which the two injected scripts find each other before any script of the page runs. */

export const ask = 'km-identity:ask';
export const answer = 'km-identity:answer';
export const done = 'done';
