import { CLAIM_EVENT, type ClaimDraft, HANDSHAKE, LIMITS, LOOK } from '../protocol/claims.ts';
import { apply, bare, now, stringify } from './primitives.ts';

const EventOf = CustomEvent;
const { addEventListener: listen, dispatchEvent } = EventTarget.prototype;
const relatedTarget = Object.getOwnPropertyDescriptor(MouseEvent.prototype, 'relatedTarget')?.get;

/** Characters claimed in the second of the moment. */
let spent = 0;
let second = 0;

/** Whether this document has claimed as much in about a second as it may. */
export function isFull(): boolean {
  const present = now() >> 10;
  if (present !== second) spent = 0;
  second = present;
  return spent > LIMITS.second;
}

/**
 * Finds the content script, before any script of the page runs, and returns what sends it claims,
 * and the numbers of those that were left out. They travel as events on a detached node that only
 * the two scripts know: nothing on the page can hear, forge or remove them.
 * @param onLook the content script asks to look at the identity again
 */
export function connect(onLook: () => void): (claim: ClaimDraft | number) => void {
  let line: EventTarget | null | undefined;
  const answered = (event: Event): void => {
    event.stopImmediatePropagation();
    line = relatedTarget && apply(relatedTarget, event, []);
    if (!line) return;
    apply(listen, line, [LOOK, onLook]);
    apply(dispatchEvent, line, [new EventOf(HANDSHAKE.done)]);
  };
  addEventListener(HANDSHAKE.answer, answered, { capture: true, once: true });
  dispatchEvent(new EventOf(HANDSHAKE.ask));
  return (claim) => {
    const detail = stringify(bare(claim));
    spent += detail.length;
    if (line && detail.length <= LIMITS.claim)
      apply(dispatchEvent, line, [new EventOf(CLAIM_EVENT, bare({ detail }))]);
  };
}
