import { effect, type ReadonlySignal } from '@preact/signals';
import type { TrackingHost } from '../../core/kissmetrics/decode.ts';
import type { Session } from '../../core/session/session.ts';
import {
  WITNESS_LIMITS,
  type WitnessedPage,
  type WitnessedRequest,
} from '../../protocol/witness.ts';
import { witnessedRequest } from './har-witness.ts';
import { type SeenPage, seenPage } from './page-witness.ts';

/** Milliseconds between two looks at the page while the panel is seen. */
const LOOK_MS = 1_000;
/** Milliseconds after which a look counts as lost: a page that goes away may never answer. */
const SILENCE_MS = 5_000;
/** Milliseconds after something happened when all that was recorded is gone through once more. */
const SWEEP_MS = 1_000;
/** Requests that wait for the background at most. */
const MOST = 5_000;
/** Milliseconds by which two witnesses may differ about when a document began. */
const SAME_DOCUMENT_MS = 1_000;

/** What the extension cannot see by itself, so that the developer tools have to. */
export interface WitnessNeeds {
  readonly requests: boolean;
  readonly page: boolean;
}

/** The developer tools, as far as they are witnesses. */
export interface WitnessTools {
  onRequestFinished(listener: (entry: unknown) => void, signal: AbortSignal): void;
  recordedRequests(): Promise<readonly unknown[]>;
  /** The page's answer to `readInPage`. */
  readPage(): Promise<unknown>;
}

export interface Witness {
  /** The inspected tab has gone to another page. */
  navigated(): void;
  /** There is a connection: what waited is sent. */
  connected(): void;
  /** Another log began: it knows nothing of the page. */
  forget(): void;
}

/**
 * Sees by the developer tools what the user withholds from the extension, as long as that is so,
 * and sends it to the background for the tab's log.
 * @param send settles when the background has stored it
 * @param queued hears how many calls wait in the page
 */
export function createWitness(
  tools: WitnessTools,
  needs: ReadonlySignal<WitnessNeeds>,
  hosts: () => readonly TrackingHost[],
  session: () => Session,
  send: (requests: readonly WitnessedRequest[], page: WitnessedPage | null) => Promise<unknown>,
  queued: (count: number) => void,
  end: AbortSignal,
): Witness {
  const taken = new Set<string>();
  let waiting: WitnessedRequest[] = [];
  let sending = false;
  let scheduled = false;
  let sweeping: ReturnType<typeof setTimeout> | undefined;
  /** What the log was told of the page last, and of which document. */
  let told = '';
  let document = 0;
  let looking: { readonly since: number } | null = null;

  const flush = async (): Promise<void> => {
    scheduled = false;
    if (sending) return;
    sending = true;
    try {
      while (waiting.length > 0) {
        const part = waiting.slice(0, WITNESS_LIMITS.requests);
        await send(part, null);
        waiting = waiting.slice(part.length);
      }
    } catch {
      // The next connection takes it up.
    } finally {
      sending = false;
    }
  };
  const schedule = (): void => {
    if (scheduled) return;
    scheduled = true;
    setTimeout(() => void flush(), 0);
  };
  const take = (entry: unknown): void => {
    if (!needs.value.requests) return;
    const request = witnessedRequest(entry, hosts());
    if (request === null || taken.has(request.id) || waiting.length >= MOST) return;
    taken.add(request.id);
    waiting.push(request);
    schedule();
    sweepLater();
    // What was sent may come of another identity.
    void look();
  };

  const sweep = (): void => {
    if (end.aborted || !needs.value.requests) return;
    tools.recordedRequests().then(
      (entries) => entries.forEach(take),
      () => {},
    );
  };
  /** Firefox does not always tell of a request that it has recorded. */
  function sweepLater(): void {
    clearTimeout(sweeping);
    if (!end.aborted) sweeping = setTimeout(sweep, SWEEP_MS);
  }

  const tell = async ({ page, queued: count }: SeenPage): Promise<void> => {
    queued(count);
    const { at: _, began, ...rest } = page;
    const text = JSON.stringify(rest);
    if (text === told && began === document) return;
    const another = began !== document;
    const nothing = rest.library === 'none' && rest.id === null;
    if (another && nothing) return;
    const known = session().entries.findLast(
      (entry) => entry.kind === 'navigation' && entry.frameId === 0,
    );
    const logged = known !== undefined && Math.abs(known.at - began) < SAME_DOCUMENT_MS;
    await send([], { ...rest, at: page.at, ...(another && !logged && { began }) });
    document = began;
    told = text;
    sweepLater();
  };
  async function look(): Promise<void> {
    if (looking !== null && Date.now() - looking.since < SILENCE_MS) return;
    if (end.aborted || !needs.value.page) return;
    const mine = { since: Date.now() };
    looking = mine;
    try {
      const answer = await tools.readPage();
      const reading = seenPage(answer, mine.since, Date.now());
      // A page that was left meanwhile has no say.
      if (looking === mine && reading !== null && needs.value.page) await tell(reading);
    } catch {
      // No page, or one that does not answer: the next look tells.
    } finally {
      if (looking === mine) looking = null;
    }
  }

  tools.onRequestFinished(take, end);
  const stopRequests = effect(sweep);
  const stopPage = effect(() => {
    if (!needs.value.page) return undefined;
    void look();
    const timer = setInterval(() => {
      if (globalThis.document.visibilityState === 'visible') void look();
    }, LOOK_MS);
    return () => clearInterval(timer);
  });
  end.addEventListener(
    'abort',
    () => {
      stopRequests();
      stopPage();
      clearTimeout(sweeping);
    },
    { once: true },
  );

  return {
    navigated() {
      // A page that never answered must not keep the next one from being asked.
      looking = null;
      void look();
      sweepLater();
    },
    connected() {
      schedule();
      void look();
    },
    forget() {
      told = '';
      document = 0;
    },
  };
}
