import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import { COOKIE_ANONYMOUS, COOKIE_NAMED } from '../core/kissmetrics/names.ts';
import { pageReading } from '../core/kissmetrics/page-reading.ts';
import { type Health, healthOf } from '../core/session/health.ts';
import { accessAsker } from '../platform/access.ts';
import {
  evaluateInPage,
  onInspectedNavigated,
  onRequestFinished,
  recordedRequests,
} from '../platform/devtools.ts';
import { translate } from '../platform/i18n.ts';
import { readInPage } from '../platform/page-reading.ts';
import { connectToBackground } from '../platform/ports.ts';
import { createPreference, type Preference } from '../platform/preference.ts';
import { type Access, type PageState, PORT_PREFIX } from '../protocol/api.ts';
import { follow, type LinkState } from '../protocol/follow.ts';
import { KIND_LISTS } from '../protocol/identity-kinds.ts';
import { KEEP, type KeepDays, type Kept } from '../protocol/kept.ts';
import {
  CLEAR_ON_NAVIGATION,
  INTRODUCED,
  PANEL_LAYOUT,
  type PanelLayout,
  SAVED_FILTERS,
} from '../protocol/panel-settings.ts';
import type { Rehearsal } from '../protocol/rehearsal.ts';
import { OWN_HOSTS } from '../protocol/tracking-hosts.ts';
import { createEarlier, type Earlier } from './earlier.ts';
import { createSources, type Sources } from './sources.ts';
import { createSessionStore, type SessionStore } from './store.ts';
import { tellBadge } from './tell-badge.ts';
import { createWitness } from './witness/witness.ts';

/** What the panel shows and does, without how it looks. */
export interface PanelController {
  /** The session of the tab. */
  readonly store: SessionStore;
  /** The sessions from files beside it. */
  readonly sources: Sources;
  /** The sessions of closed tabs, and how many days they are kept. */
  readonly earlier: Earlier;
  readonly keep: ReadonlySignal<KeepDays>;
  /** Where the tab's log is; null while unknown. */
  readonly kept: ReadonlySignal<Kept | null>;
  readonly health: ReadonlySignal<Health>;
  readonly savedFilters: Preference<readonly string[]>;
  readonly clearOnNavigation: Preference<boolean>;
  readonly layout: Preference<PanelLayout>;
  /** Whether what rows and lines mean is shown; not before it is known whether it was seen. */
  readonly introduction: ReadonlySignal<boolean>;
  introduce(shown: boolean): void;
  /** Sandbox and simulation of the tab; null while unknown. */
  readonly rehearsal: ReadonlySignal<Rehearsal | null>;
  /** The popup's page for the tab. */
  readonly visitorUrl: string;
  /** Begins a new log for the tab. */
  clear(): void;
  /** Loads the tab's page again. */
  reload(): void;
  /** Asks the user for access to all sites; the popup's page does where the panel may not. */
  grant(): void;
}

/** Follows a tab's log and state until the signal aborts. */
export function createPanelController(tabId: number, end: AbortSignal): PanelController {
  const kindLists = createPreference(KIND_LISTS, end);
  const store = createSessionStore(end, kindLists.value);
  const ownHosts = createPreference(OWN_HOSTS, end);
  const clearOnNavigation = createPreference(CLEAR_ON_NAVIGATION, end);
  const introduced = createPreference(INTRODUCED, end);
  const known = signal(false);
  void introduced.ready.then(() => {
    known.value = true;
  });
  effect(() => store.showLastPage(clearOnNavigation.value.value));
  const link = signal<LinkState>('connecting');
  const page = signal<PageState | null>(null);
  const kept = signal<Kept | null>(null);
  const rehearsal = signal<Rehearsal | null>(null);
  const access = signal<Access | null>(null);
  const since = signal<number | null>(null);
  /** Calls that wait in a page that only the developer tools may read. */
  const queued = signal(0);
  const needs = computed(() => {
    const unwatched = page.value?.state === 'readable' && page.value.unwatched === true;
    return {
      requests: access.value !== null && !(access.value.site && access.value.tracking),
      page: access.value !== null && (!access.value.site || unwatched),
    };
  });

  const readAccess = (): void => {
    follower.request('access.read', { tabId }).then(
      (state) => {
        access.value = state;
      },
      // Without an answer the connection has broken: the next one asks again.
      () => {},
    );
  };
  const readPage = (): void => {
    follower.request('page.read', { tabId }).then(
      (state) => {
        page.value = state;
      },
      // Without an answer the page's state is unknown; the link says why.
      () => {
        page.value = null;
      },
    );
  };
  const follower = follow(
    tabId,
    () => connectToBackground(`${PORT_PREFIX}${tabId}`),
    {
      reset() {
        store.reset();
        witness.forget();
        since.value = null;
        readPage();
      },
      observed(observations) {
        since.value ??= observations[0]?.at ?? null;
        store.observed(observations);
        if (!observations.some(({ type }) => type === 'navigation')) return;
        readPage();
        readAccess();
        follower.readRehearsal();
      },
      state(state) {
        link.value = state;
        if (state !== 'connected') return;
        readPage();
        readAccess();
        witness.connected();
      },
      access() {
        readPage();
        readAccess();
      },
      kept(place) {
        kept.value = place;
      },
      earlier: (all) => earlier.changed(all),
      rehearsal(state) {
        rehearsal.value = state;
      },
    },
    end,
  );
  tellBadge(
    store,
    computed(() => link.value === 'connected'),
    computed(() => clearOnNavigation.value.value),
    (count) => {
      // Without an answer the connection has broken: it is told again over the next.
      follower.request('badge.tell', { tabId, count }).catch(() => {});
    },
  );
  const sources = createSources(translate, end, () => ownHosts.value.value, kindLists.value);
  const earlier = createEarlier((method, args) => follower.request(method, args), sources);
  /** The document whose `KM.i()` took too long to be asked again. */
  let slow: number | null = null;
  const witness = createWitness(
    {
      ...{ onRequestFinished, recordedRequests },
      async readPage() {
        const answer = await evaluateInPage(readInPage, [COOKIE_NAMED, COOKIE_ANONYMOUS], slow);
        slow = pageReading(answer)?.slow ?? slow;
        return answer;
      },
    },
    needs,
    () => ownHosts.value.value,
    () => store.session,
    (requests, seen) => follower.request('log.witness', { tabId, requests, page: seen }),
    (count) => {
      queued.value = count;
    },
    end,
  );
  onInspectedNavigated(() => {
    readPage();
    readAccess();
    witness.navigated();
  });

  const health = computed(() => {
    void store.version.value;
    const { session } = store;
    const current = session.current();
    return healthOf({
      ...{ link: link.value, page: page.value, access: access.value },
      current: needs.value.page ? { ...current, queued: queued.value } : current,
      hasEntries: session.entries.length > 0,
      ...{ since: since.value, kept: kept.value ?? undefined },
    });
  });
  return {
    store,
    sources,
    earlier,
    keep: createPreference(KEEP, end).value,
    kept,
    savedFilters: createPreference(SAVED_FILTERS, end),
    clearOnNavigation,
    layout: createPreference(PANEL_LAYOUT, end),
    introduction: computed(() => known.value && !introduced.value.value),
    introduce: (shown) => introduced.set(!shown),
    health,
    rehearsal,
    visitorUrl: `/src/popup/popup.html?tabId=${tabId}`,
    clear() {
      void follower.request('log.clear', { tabId });
    },
    reload() {
      follower.request('page.reload', { tabId }).catch(() => {});
    },
    grant() {
      const ask = accessAsker();
      if (ask) ask().catch(() => {});
      else follower.request('access.open', { tabId }).catch(() => {});
    },
  };
}
