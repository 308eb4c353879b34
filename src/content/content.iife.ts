import { CLAIM_EVENT, HANDSHAKE, LOOK, WATCHING } from '../protocol/claims.ts';
import { createIntake } from './intake.ts';
import { createOutbox, runtime } from './outbox.ts';
import { createRequests } from './requests.ts';

const early = !HANDSHAKE.isLate();
if (early) (globalThis as Record<string, unknown>)[WATCHING] = true;
const teardown = new AbortController();
const { signal } = teardown;
const line = document.createElement('i');
// `randomUUID` is not there on http pages.
const token = crypto.getRandomValues(new Uint32Array(4)).join('-');

// The first answer comes after the first claim: until Kissmetrics shows, nothing is observed.
const send = createOutbox(() => teardown.abort());
const watched = createRequests(
  (requests, dropped) => send({ type: 'requests', document: token, requests, dropped }),
  signal,
);

// Cookies may change elsewhere: in another tab, in a frame, by a server.
const look = (message: unknown): void => {
  if (message === LOOK && !signal.aborted) line.dispatchEvent(new Event(LOOK));
};

const take = createIntake((claims, dropped) => {
  const message = { type: 'claims', document: token, claims, dropped } as const;
  void send(message).then(({ hosts }) => {
    watched.setHosts(hosts);
    runtime?.onMessage.addListener(look);
  });
});

line.addEventListener(
  CLAIM_EVENT,
  (event) => {
    watched.begin();
    take((event as CustomEvent<unknown>).detail);
  },
  { signal },
);

// Whichever script starts first, the node reaches the probe before any script of the page runs;
// then nobody can ask for it any more.
const answer = (): void => {
  dispatchEvent(new MouseEvent(HANDSHAKE.answer, { relatedTarget: line }));
};
if (early) {
  addEventListener(HANDSHAKE.ask, answer);
  line.addEventListener(HANDSHAKE.done, () => removeEventListener(HANDSHAKE.ask, answer));
  answer();
}
