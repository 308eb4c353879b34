import { CLAIM_EVENT, HANDSHAKE, LIMITS } from '../protocol/claims.ts';
import { createOutbox } from './outbox.ts';
import { createRefusals } from './refusals.ts';
import { createTimings } from './timings.ts';

const teardown = new AbortController();
const { signal } = teardown;
const line = document.createElement('i');
// `randomUUID` is not there on http pages.
const token = crypto.getRandomValues(new Uint32Array(4)).join('-');
let batch: string[] = [];
let dropped = 0;

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

function flush(): void {
  const message = { type: 'claims', document: token, claims: batch, dropped } as const;
  void send(message).then(({ hosts }) => watchHosts(hosts));
  batch = [];
  dropped = 0;
}

line.addEventListener(
  CLAIM_EVENT,
  (event) => {
    const { detail } = event as CustomEvent<unknown>;
    if (typeof detail !== 'string' || detail.length > LIMITS.claim) return;
    refusals.begin();
    if (batch.length >= LIMITS.batch) {
      dropped += 1;
      return;
    }
    // A microtask ends with the script that called: all its claims go as one message, in time
    // even if the page is being left.
    if (batch.length === 0) queueMicrotask(flush);
    batch.push(detail);
  },
  { signal },
);

// Whichever script starts first, the node reaches the probe before any script of the page runs;
// then nobody can ask for it any more.
const handshake = new AbortController();
const answer = (): void => {
  window.dispatchEvent(new MouseEvent(HANDSHAKE.answer, { relatedTarget: line }));
};
window.addEventListener(HANDSHAKE.ask, answer, { signal: handshake.signal });
line.addEventListener(HANDSHAKE.done, () => handshake.abort(), { once: true, signal });
answer();
