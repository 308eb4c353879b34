import { CLAIM_EVENT, HANDSHAKE, WATCHING } from '../protocol/claims.ts';
import { createIntake } from './intake.ts';
import { createOutbox } from './outbox.ts';
import { createRefusals } from './refusals.ts';
import { createTimings } from './timings.ts';

const early = !HANDSHAKE.isLate();
if (early) Reflect.set(globalThis, WATCHING, true);
const teardown = new AbortController();
const { signal } = teardown;
const line = document.createElement('i');
// `randomUUID` is not there on http pages.
const token = crypto.getRandomValues(new Uint32Array(4)).join('-');

// The first answer comes after the first claim: until Kissmetrics shows, nothing is observed.
const send = createOutbox(() => teardown.abort());
const refusals = createRefusals(
  (part) => void send({ type: 'refused', document: token, ...part }),
  signal,
);
const watchHosts = createTimings(
  (requests) => send({ type: 'timings', document: token, requests }),
  refusals,
  signal,
);

const take = createIntake((claims, dropped) => {
  const message = { type: 'claims', document: token, claims, dropped } as const;
  void send(message).then(({ hosts }) => watchHosts(hosts));
});

line.addEventListener(
  CLAIM_EVENT,
  (event) => {
    refusals.begin();
    take((event as CustomEvent<unknown>).detail);
  },
  { signal },
);

// Whichever script starts first, the node reaches the probe before any script of the page runs;
// then nobody can ask for it any more.
const handshake = new AbortController();
const answer = (): void => {
  window.dispatchEvent(new MouseEvent(HANDSHAKE.answer, { relatedTarget: line }));
};
if (early) {
  window.addEventListener(HANDSHAKE.ask, answer, { signal: handshake.signal });
  line.addEventListener(HANDSHAKE.done, () => handshake.abort(), { once: true, signal });
  answer();
}
