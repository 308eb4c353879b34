import { TRACKING_HOSTS } from '../core/kissmetrics/hosts.ts';
import type { Observation } from '../core/session/observation.ts';
import { onAccessChanged } from '../platform/access.ts';
import { setBadge } from '../platform/action.ts';
import { onCommand } from '../platform/commands.ts';
import { type ContentSender, onContentMessage, onPageConnected } from '../platform/ports.ts';
import { onSetting, readSetting } from '../platform/settings.ts';
import { browserSession, localArea, sessionArea } from '../platform/storage.ts';
import {
  documentBegan,
  frameUrl,
  isPrivate,
  onTabClosed,
  onTabOpened,
  openDocuments,
  openTabs,
  reloadTab,
  tabFacts,
} from '../platform/tabs.ts';
import { openPanelWindow, openPopupWindow } from '../platform/windows.ts';
import type { ActionReport, BackgroundApi, PageAction } from '../protocol/api.ts';
import type { Receipt } from '../protocol/claims.ts';
import { BACKGROUND_GUARDS } from '../protocol/guards.ts';
import { KIND_LISTS } from '../protocol/identity-kinds.ts';
import { KEEP } from '../protocol/kept.ts';
import { type Handlers, serve } from '../protocol/rpc.ts';
import { readAccess } from './access.ts';
import { adoptLogs } from './adopt.ts';
import { createBadges, HELD_BADGE } from './badges.ts';
import { captureInto } from './capture-into.ts';
import { draftsOf } from './claims.ts';
import { createConnections } from './connections.ts';
import { createEvictions } from './evictions.ts';
import { createFrameUrls } from './frame-urls.ts';
import { watchIdentityCookies } from './identity-cookies.ts';
import { createLayeredStore } from './layered-store.ts';
import { openLogStore } from './log-store.ts';
import { watchOwnHosts } from './own-hosts.ts';
import { act, forgetQueue, readPage } from './page-actions.ts';
import { pageDrafts } from './page-drafts.ts';
import { createRecovery } from './recovery.ts';
import { refusedDrafts } from './refusals.ts';
import { become } from './rehearsal/become.ts';
import { hostOf, placesOf } from './rehearsal/hold-plan.ts';
import { keepHeld } from './rehearsal/keep-held.ts';
import { createRecords } from './rehearsal/records.ts';
import { createRehearsals } from './rehearsal/rehearsals.ts';
import { createSandbox } from './rehearsal/sandbox.ts';
import { restoreSnapshot, takeSnapshot } from './rehearsal/snapshot.ts';
import { LIMITS } from './retention.ts';
import { createTabLogs } from './tab-logs.ts';
import { createVolatileStore } from './volatile-store.ts';
import { witnessedPage, witnessedRequests } from './witness.ts';
import { createWorkerTabs } from './worker-tabs.ts';

// Listeners are registered at the top level, before anything is awaited: an event that woke this
// worker finds them.
const session = browserSession();
const connections = createConnections();
const logs = createTabLogs(openStore, {
  appended(tabId, logId, observations, kept) {
    connections.push(tabId, 'log.appended', { logId, kept, observations });
    badges.appended(tabId, observations);
  },
  cleared(tabId, logId) {
    connections.push(tabId, 'log.cleared', { logId });
    badges.forget(tabId);
  },
  earlier: (all) => connections.pushAll('earlier.changed', { all }),
});
const own = watchOwnHosts((hosts) => {
  watchMore(hosts);
  void sandbox.refresh();
});
const hold = keepHeld(placesOf(own.known), () => sandbox);
const sandbox = createSandbox({
  session: sessionArea,
  lasting: localArea,
  openTabs,
  isPrivate,
  apply: hold,
  changed: () => void rehearsalChanged(),
  places: async () => placesOf(await own.now()),
});
const rehearsals = createRehearsals({
  sandbox,
  records: createRecords(localArea, sessionArea),
  session: session.then(({ id }) => id),
  readPage,
  tabFacts,
  isPrivate,
  take: takeSnapshot,
  restore: restoreSnapshot,
  become,
  forgetQueue: ({ site, storeId }) => forgetQueue({ site, storeId }),
  note(tabId, code, detail) {
    void logs.record(tabId, [{ type: 'note', at: Date.now(), frameId: 0, code, detail }]);
  },
  changed: () => void rehearsalChanged(),
  now: Date.now,
});
/** Tabs whose badge says that they are held. */
let heldBadges: ReadonlySet<number> = new Set();
const badges = createBadges(
  readWhole,
  async (tabId, badge) => {
    const { text, colour } = (await heldHere(tabId)) ? HELD_BADGE : badge;
    void setBadge(tabId, text, colour);
  },
  () => readSetting(KIND_LISTS),
);
onSetting(KIND_LISTS, async () => {
  badges.foldAgain();
  for (const id of await openTabIds()) badges.refresh(id);
});

const openTabIds = async () => (await openTabs()).map(({ id }) => id);

async function heldHere(tabId: number): Promise<boolean> {
  await sandbox.ready;
  const { tabs, sites } = sandbox.plan();
  if (tabs.size === 0 && sites.length === 0) return false;
  return sandbox.of(tabId, hostOf((await tabFacts(tabId))?.url ?? '')) !== null;
}

/** Everyone who shows a tab reads its state again; of the badges only those change that must. */
async function rehearsalChanged(): Promise<void> {
  connections.pushAll('rehearsal.changed', null);
  const open = await openTabs();
  const held = open.filter(({ id, url }) => sandbox.of(id, hostOf(url ?? '')) !== null);
  const before = heldBadges;
  heldBadges = new Set(held.map(({ id }) => id));
  for (const id of heldBadges) void setBadge(id, HELD_BADGE.text, HELD_BADGE.colour);
  for (const id of before) if (!heldBadges.has(id)) badges.refresh(id);
}

async function readWhole(tabId: number): Promise<Observation[]> {
  const all: Observation[] = [];
  for (;;) {
    const { observations, more } = await logs.read(tabId, all.at(-1)?.seq ?? -1);
    all.push(...observations);
    if (!more) return all;
  }
}

/** Where there is no database, as in a Firefox that remembers no history, logs are in memory. */
async function openStore() {
  const at = Date.now();
  const { id, fresh } = await session;
  const lasting = await openLogStore(fresh ? '' : id).catch(() => null);
  const store = createLayeredStore(lasting, createVolatileStore(sessionArea), isPrivate);
  // Tabs of another session that are taken for today's are told apart by their logs' records too.
  if (fresh) {
    const open = { ids: openTabIds, documentBegan };
    for (const tabId of await adoptLogs(store, id, open).catch(() => []))
      void logs.record(tabId, [{ type: 'note', at, frameId: 0, code: 'updated' }]);
  }
  return {
    store,
    session: id,
    keep: () => readSetting(KEEP),
    limits: LIMITS,
    evictions: createEvictions(localArea),
    now: Date.now,
  };
}
onSetting(KEEP, () => void logs.tidy());

const recovery = createRecovery(readWhole, () => own.now());
const frames = createFrameUrls(frameUrl);
const watchMore = captureInto(
  { logs, recovery, frames, placeWorker: createWorkerTabs(openDocuments) },
  own.known,
);

onContentMessage(async (message: unknown, sender: ContentSender): Promise<Receipt | null> => {
  const { tabId } = sender;
  const drafts = draftsOf(message, sender, Date.now());
  const missing = await recovery.missing(message, sender);
  const refused = await refusedDrafts(message, sender, Date.now(), recovery, () => own.now());
  const stored = await logs.record(tabId, [...drafts, ...missing, ...refused]);
  if (!stored) return null;
  return { stored, hosts: [...TRACKING_HOSTS, ...(await own.now()).map(({ host }) => host)] };
});

watchIdentityCookies();

onAccessChanged(() => connections.pushAll('access.changed', null));

onTabOpened((tabId, opener) => void sandbox.opened(tabId, opener));

onTabClosed((tabId) => {
  void sandbox.closed(tabId);
  logs.closed(tabId);
  recovery.forget(tabId);
  badges.forget(tabId);
});

function resetPage(tabId: number, action: PageAction, reload: boolean): Promise<ActionReport> {
  void logs.record(tabId, [
    { type: 'note', at: Date.now(), frameId: 0, code: 'reset', detail: action },
  ]);
  return rehearsals.undoable(tabId, action, () => act(tabId, action, reload));
}

onCommand(async (command, tabId) => {
  if (command === 'log-out' || command === 'new-visitor') await resetPage(tabId, command, false);
  else if (command === 'open-window') await openPanelWindow(tabId);
  else if (command === 'sandbox') {
    const { sandbox: now } = await rehearsals.read(tabId);
    // A simulation's sandbox ends with the simulation.
    if (now?.scope !== 'site') await rehearsals.setSandbox(tabId, now ? null : 'everything');
  }
});

/** Who the visitor is, at the beginning of logs that were cleared. */
async function recordPages(tabIds: readonly number[]): Promise<void> {
  for (const tabId of tabIds) {
    const page = await readPage(tabId).catch(() => null);
    if (page) await logs.record(tabId, pageDrafts(page, Date.now()));
  }
}

const handlers: Omit<Handlers<BackgroundApi>, 'badge.tell'> = {
  'log.read': ({ tabId, after }) => logs.read(tabId, after),
  'log.clear': async ({ tabId }) => {
    await logs.clear(tabId);
    await recordPages([tabId]);
    return null;
  },
  'log.clear-all': async () => {
    await logs.clearAll();
    await recordPages(connections.tabs());
    return null;
  },
  'earlier.list': () => logs.earlier(),
  'earlier.read': ({ logId, after }) => logs.readEarlier(logId, after),
  'earlier.remove': async ({ logId }) => {
    await logs.removeEarlier(logId);
    return null;
  },
  'log.witness': async ({ tabId, requests, page }) => {
    const index = await recovery.indexOf(tabId);
    const seen = witnessedRequests(requests, index, await own.now());
    await logs.record(tabId, [...(page ? witnessedPage(page, Date.now()) : []), ...seen]);
    return null;
  },
  'access.read': async ({ tabId }) =>
    readAccess(
      tabId,
      (await own.now()).map(({ host }) => host),
    ),
  'access.open': async ({ tabId }) => {
    await openPopupWindow(tabId);
    return null;
  },
  'page.reload': async ({ tabId }) => {
    await reloadTab(tabId);
    return null;
  },
  'page.read': ({ tabId }) => readPage(tabId),
  'page.act': ({ tabId, action, reload }) => resetPage(tabId, action, reload),
  'page.undo': ({ tabId }) => rehearsals.undo(tabId),
  'rehearsal.read': ({ tabId }) => rehearsals.read(tabId),
  'sandbox.set': async ({ tabId, strength }) => {
    await rehearsals.setSandbox(tabId, strength);
    return null;
  },
  'simulation.start': ({ tabId, persona, sandboxed }) =>
    rehearsals.simulate(tabId, persona, sandboxed),
  'simulation.end': ({ tabId, site }) => rehearsals.end(tabId, site),
};

onPageConnected((channel) => {
  connections.add(channel);
  const { closed } = channel;
  serve<BackgroundApi>(
    channel,
    BACKGROUND_GUARDS,
    {
      ...handlers,
      'badge.tell': ({ tabId, count }) => {
        badges.told(tabId, count, closed);
        return null;
      },
    },
    closed,
  );
});
