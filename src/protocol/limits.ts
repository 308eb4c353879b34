/*
 * Bounds on what a page can make the debugger hold, in characters. Constants of their own, so that
 * the injected scripts hold the numbers and nothing else.
 */

/** One string argument or identity; four times the longest identity that the vendor accepts. */
export const text = 1_024;
/** An object argument as JSON. */
export const object = 8_192;
/** What is kept of a cookie's value: as much as the longest identity that the vendor accepts. */
export const cookie = 256;
/** A call stack. */
export const stack = 4_096;
/** Arguments of one call. */
export const args = 8;
/** One claim as JSON. */
export const claim = 65_536;
/** Number of claims that one document may send in one batch. */
export const batch = 1_000;
/** All claims of one document in about a second, and in one batch. */
export const second = 4_194_304;
/** Requests that a document is a witness of, in one message. */
export const requests = 200;
/** Of those, what waits for the background at most. */
export const waiting = 20_000;
/** Refused requests of one document: a page can have them refused by the thousand. */
export const refusals = 1_000;
/** Depth and number of members up to which an object argument is copied. */
export const depth = 3;
export const members = 64;
/** Items of one queue, or of one `push`, that are looked at. */
export const items = 200;
/** Milliseconds that `KM.i()` may take; one that took longer is not asked again. */
export const patience = 100;
