import { CLAIM_EVENT, type Claim, HANDSHAKE, LIMITS } from '../protocol/claims.ts';
import { apply, bare, stringify } from './primitives.ts';

const EventOf = CustomEvent;
const { addEventListener, removeEventListener, dispatchEvent } = EventTarget.prototype;
const relatedTarget = Object.getOwnPropertyDescriptor(MouseEvent.prototype, 'relatedTarget')?.get;

/**
 * Finds the content script, before any script of the page runs, and returns what sends it claims.
 * Claims travel as events on a detached node that only the two scripts know: nothing on the page
 * can hear, forge or remove them.
 */
export function connect(): (claim: Claim) => void {
  let line: EventTarget | null = null;
  const answered = (event: Event): void => {
    event.stopImmediatePropagation();
    line = relatedTarget ? apply(relatedTarget, event, []) : null;
    apply(removeEventListener, window, [HANDSHAKE.answer, answered, true]);
    if (line) apply(dispatchEvent, line, [new EventOf(HANDSHAKE.done)]);
  };
  apply(addEventListener, window, [HANDSHAKE.answer, answered, true]);
  apply(dispatchEvent, window, [new EventOf(HANDSHAKE.ask)]);
  return (claim) => {
    const detail = stringify(bare(claim));
    if (line && detail.length <= LIMITS.claim)
      apply(dispatchEvent, line, [new EventOf(CLAIM_EVENT, { detail })]);
  };
}
