import type { Observation } from '../core/session/observation.ts';
import { setBadge } from '../platform/action.ts';
import { type ContentSender, onContentMessage, onPageConnected } from '../platform/ports.ts';
import { browserSession, sessionArea } from '../platform/storage.ts';
import { isPrivate, onTabClosed } from '../platform/tabs.ts';
import type { BackgroundApi } from '../protocol/api.ts';
import { BACKGROUND_GUARDS } from '../protocol/guards.ts';
import { type Handlers, serve } from '../protocol/rpc.ts';
import { createBadges } from './badges.ts';
import { capture } from './capture.ts';
import { draftsOf } from './claims.ts';
import { createConnections } from './connections.ts';
import { createLayeredStore } from './layered-store.ts';
import { type LogStore, openLogStore } from './log-store.ts';
import { act, readPage } from './page-actions.ts';
import { createTabLogs } from './tab-logs.ts';
import { createVolatileStore } from './volatile-store.ts';

// Listeners are registered at the top level, before anything is awaited: an event that woke this
// worker finds them.
const connections = createConnections();
const logs = createTabLogs(openStore, {
  appended(tabId, logId, observations) {
    connections.push(tabId, 'log.appended', { logId, observations });
    badges.appended(tabId, observations);
  },
  cleared(tabId, logId) {
    connections.push(tabId, 'log.cleared', { logId });
    badges.forget(tabId);
  },
});
const badges = createBadges(readWhole, (tabId, { text, colour }) => {
  void setBadge(tabId, text, colour);
});

async function readWhole(tabId: number): Promise<Observation[]> {
  const all: Observation[] = [];
  for (;;) {
    const { observations, more } = await logs.read(tabId, all.at(-1)?.seq ?? -1);
    all.push(...observations);
    if (!more) return all;
  }
}

/**
 * Logs are kept for one browser session: what an earlier one left is removed first. Where there is
 * no database, as in a Firefox that remembers no history, they are in memory.
 */
async function openStore(): Promise<LogStore> {
  const [lasting, session] = await Promise.all([
    openLogStore().catch(() => null),
    browserSession(),
  ]);
  const store = createLayeredStore(lasting, createVolatileStore(sessionArea), isPrivate);
  if (session.fresh) await store.purge();
  return store;
}

// A request of no tab (-1) comes from a worker that several tabs may share.
capture((tabId, draft) => {
  if (tabId >= 0) logs.record(tabId, [draft]);
});

onContentMessage((message: unknown, sender: ContentSender) => {
  logs.record(sender.tabId, draftsOf(message, sender, Date.now()));
});

onTabClosed((tabId) => {
  logs.forget(tabId);
  badges.forget(tabId);
});

const handlers: Handlers<BackgroundApi> = {
  'log.read': ({ tabId, after }) => logs.read(tabId, after),
  'log.clear': async ({ tabId }) => {
    await logs.clear(tabId);
    return null;
  },
  'page.read': ({ tabId }) => readPage(tabId),
  'page.act': ({ tabId, action }) => {
    const note = {
      type: 'note',
      at: Date.now(),
      frameId: 0,
      code: 'reset',
      detail: action,
    } as const;
    logs.record(tabId, [note]);
    return act(tabId, action);
  },
};

onPageConnected((channel) => {
  connections.add(channel);
  serve<BackgroundApi>(channel, BACKGROUND_GUARDS, handlers, channel.closed);
});
