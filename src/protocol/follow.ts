import type { Observation } from '../core/session/observation.ts';
import type { BackgroundApi, BackgroundPushes } from './api.ts';
import type { Channel } from './channel.ts';
import type { Kept } from './kept.ts';
import type { Rehearsal } from './rehearsal.ts';
import { type Client, createClient } from './rpc.ts';

/** A channel that says when it closed. */
export interface ClosableChannel extends Channel {
  readonly closed: AbortSignal;
  close(): void;
}

/** `invalidated`: the extension was updated or removed under this page; nothing comes back. */
export type LinkState = 'connecting' | 'connected' | 'interrupted' | 'invalidated';

export interface Follower {
  readonly state: LinkState;
  /** Asks for sandbox, simulation and undo again. */
  readRehearsal(): void;
  /** Asks the background over the connection of the moment. */
  request: Client<BackgroundApi, BackgroundPushes>['request'];
}

export interface FollowerEvents {
  /** Another log begins: forget what came before. */
  reset(): void;
  /** Observations in order of their positions, each once. */
  observed(observations: readonly Observation[]): void;
  state(state: LinkState): void;
  /** Where the tab's log is: when that is known, and whenever it is another place. */
  kept?(kept: Kept): void;
  /** The logs of closed tabs are others now; `all`: the user had every one removed. */
  earlier?(all: boolean): void;
  /** What the extension may see of the tab may be something else now. */
  access?(): void;
  /** Sandbox, simulation and undo of the tab: when connected, and whenever they may be others. */
  rehearsal?(state: Rehearsal): void;
}

/** Milliseconds of silence after which a request counts as lost. */
const TIMEOUT_MS = 10_000;
/** Milliseconds before another try when the background does not stay. */
const PAUSE_MS = 250;

/**
 * Follows the log of a tab through every death of the background: connects, asks for what it
 * lacks by position, hears what comes, and begins again when the connection breaks.
 * @param connect opens a channel to the background; throws when there is none any more
 */
export function follow(
  tabId: number,
  connect: () => ClosableChannel,
  events: FollowerEvents,
  signal: AbortSignal,
): Follower {
  let state: LinkState = 'connecting';
  let client: Client<BackgroundApi, BackgroundPushes> | undefined;
  let logId = '';
  let last = -1;
  let place: Kept | undefined;

  const become = (next: LinkState): void => {
    if (state === next) return;
    state = next;
    events.state(next);
  };
  const belongTo = (id: string): void => {
    if (id === logId) return;
    if (logId !== '') events.reset();
    logId = id;
    last = -1;
  };
  const take = (observations: readonly Observation[]): void => {
    const fresh = observations.filter(({ seq }) => seq > last);
    if (fresh.length === 0) return;
    last = fresh[fresh.length - 1]?.seq ?? last;
    events.observed(fresh);
  };

  const keptIn = (kept: Kept): void => {
    if (kept === place) return;
    place = kept;
    events.kept?.(kept);
  };

  const readRehearsal = (): void => {
    const { rehearsal } = events;
    if (!rehearsal) return;
    // Without an answer the connection has broken: the next one asks again.
    client?.request('rehearsal.read', { tabId }).then(rehearsal, () => {});
  };

  /** Reads the log up to its end, while pushes wait. */
  async function catchUp(asked: Client<BackgroundApi, BackgroundPushes>): Promise<void> {
    for (;;) {
      const chunk = await asked.request('log.read', { tabId, after: last });
      const another = chunk.logId !== logId;
      const partial = another && last >= 0;
      belongTo(chunk.logId);
      keptIn(chunk.kept);
      // The positions asked for were another log's: ask again from the beginning.
      if (partial) continue;
      take(chunk.observations);
      if (!chunk.more) return;
    }
  }

  async function connected(channel: ClosableChannel): Promise<void> {
    const ended = AbortSignal.any([signal, channel.closed]);
    const asked = createClient<BackgroundApi, BackgroundPushes>(channel, {
      signal: ended,
      timeoutMs: TIMEOUT_MS,
    });
    client = asked;
    let early: BackgroundPushes['log.appended'][] | null = [];
    const hear = (push: BackgroundPushes['log.appended']): void => {
      belongTo(push.logId);
      keptIn(push.kept);
      take(push.observations);
    };
    asked.onPush('log.appended', (push) => (early ? early.push(push) : hear(push)), ended);
    asked.onPush('rehearsal.changed', readRehearsal, ended);
    asked.onPush('earlier.changed', ({ all }) => events.earlier?.(all), ended);
    asked.onPush('access.changed', () => events.access?.(), ended);
    asked.onPush('log.cleared', (push) => early || belongTo(push.logId), ended);
    await catchUp(asked);
    for (const push of early) if (push.logId === logId) hear(push);
    early = null;
    become('connected');
    readRehearsal();
    await new Promise<void>((resolve) => {
      if (ended.aborted) resolve();
      else ended.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  async function run(): Promise<void> {
    while (!signal.aborted) {
      let channel: ClosableChannel;
      try {
        channel = connect();
      } catch {
        become('invalidated');
        return;
      }
      const began = Date.now();
      // A background that does not answer is given up like one that is gone.
      await connected(channel).catch(() => channel.close());
      if (signal.aborted) return;
      become('interrupted');
      if (Date.now() - began < PAUSE_MS)
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
  void run();

  return {
    get state() {
      return state;
    },
    readRehearsal,
    request(method, args) {
      if (!client) return Promise.reject(new Error('not connected yet'));
      return client.request(method, args);
    },
  };
}
