/** Milliseconds before a message is sent again that the background did not answer. */
export const PAUSE_MS = 500;
/** Milliseconds of silence after which it counts as lost: a killed background may never answer. */
export const SILENCE_MS = 5_000;
/** Milliseconds that a request takes at least. */
export const LEAST_MS = 1;
