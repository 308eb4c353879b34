import { CLAIM_EVENT, HANDSHAKE, LIMITS, WATCHING } from '../protocol/claims.ts';
import { createIntake } from './intake.ts';
import { createOutbox } from './outbox.ts';
import { createTimings } from './timings.ts';

Reflect.set(globalThis, WATCHING, true);
const teardown = new AbortController();
const { signal } = teardown;
const line = document.createElement('i');
// `randomUUID` is not there on http pages.
const token = crypto.getRandomValues(new Uint32Array(4)).join('-');
let refusals = 0;

// The first answer comes after the first claim: until Kissmetrics shows, nothing is observed.
const send = createOutbox(() => teardown.abort());
const watchHosts = createTimings(
  (requests) => send({ type: 'timings', document: token, requests }),
  refused,
  signal,
);

const take = createIntake((claims, dropped) => {
  const message = { type: 'claims', document: token, claims, dropped } as const;
  void send(message).then(({ hosts }) => watchHosts(hosts));
});

/** The page's security rules refused a request: webRequest hears nothing of it. */
function refused(url: string, at: number, directive?: string): void {
  refusals += 1;
  if (refusals <= LIMITS.refusals)
    take(
      JSON.stringify({
        type: 'refused',
        id: refusals,
        at: performance.timeOrigin + at,
        url,
        directive,
      }),
    );
}

line.addEventListener(
  CLAIM_EVENT,
  (event) => {
    // The same listener again is one listener.
    addEventListener('securitypolicyviolation', violated, { signal });
    take((event as CustomEvent<unknown>).detail);
  },
  { signal },
);

function violated(event: SecurityPolicyViolationEvent): void {
  // A page can make and dispatch such events, but not trusted ones.
  if (event.isTrusted && event.disposition === 'enforce')
    refused(event.blockedURI, event.timeStamp, event.effectiveDirective);
}

// Whichever script starts first, the node reaches the probe before any script of the page runs;
// then nobody can ask for it any more.
const handshake = new AbortController();
const answer = (): void => {
  window.dispatchEvent(new MouseEvent(HANDSHAKE.answer, { relatedTarget: line }));
};
window.addEventListener(HANDSHAKE.ask, answer, { signal: handshake.signal });
line.addEventListener(HANDSHAKE.done, () => handshake.abort(), { once: true, signal });
answer();
