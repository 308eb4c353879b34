import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import { onInspectedNavigated } from '../platform/devtools.ts';
import { translate } from '../platform/i18n.ts';
import { connectToBackground } from '../platform/ports.ts';
import { createPreference, type Preference } from '../platform/preference.ts';
import { type PageState, PORT_PREFIX } from '../protocol/api.ts';
import { follow, type LinkState } from '../protocol/follow.ts';
import { KEEP, type KeepDays, type Kept } from '../protocol/kept.ts';
import { CLEAR_ON_NAVIGATION, SAVED_FILTERS } from '../protocol/panel-settings.ts';
import type { Rehearsal } from '../protocol/rehearsal.ts';
import { OWN_HOSTS } from '../protocol/tracking-hosts.ts';
import { createEarlier, type Earlier } from './earlier.ts';
import { type Health, healthOf } from './health.ts';
import { createSources, type Sources } from './sources.ts';
import { createSessionStore, type SessionStore } from './store.ts';

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
  /** Sandbox and simulation of the tab; null while unknown. */
  readonly rehearsal: ReadonlySignal<Rehearsal | null>;
  /** The popup's page for the tab. */
  readonly visitorUrl: string;
  /** Begins a new log for the tab. */
  clear(): void;
}

/** Follows a tab's log and state until the signal aborts. */
export function createPanelController(tabId: number, end: AbortSignal): PanelController {
  const store = createSessionStore(end);
  const ownHosts = createPreference(OWN_HOSTS, end);
  const clearOnNavigation = createPreference(CLEAR_ON_NAVIGATION, end);
  effect(() => store.showLastPage(clearOnNavigation.value.value));
  const link = signal<LinkState>('connecting');
  const page = signal<PageState | null>(null);
  const kept = signal<Kept | null>(null);
  const rehearsal = signal<Rehearsal | null>(null);

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
      reset: () => store.reset(),
      observed(observations) {
        store.observed(observations);
        if (!observations.some(({ type }) => type === 'navigation')) return;
        readPage();
        follower.readRehearsal();
      },
      state(state) {
        link.value = state;
        if (state === 'connected') readPage();
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
  onInspectedNavigated(readPage);
  const sources = createSources(translate, end, () => ownHosts.value.value);
  const earlier = createEarlier((method, args) => follower.request(method, args), sources);

  const health = computed(() => {
    void store.version.value;
    const { session } = store;
    return healthOf(link.value, page.value, session.current(), session.entries.length > 0);
  });
  return {
    store,
    sources,
    earlier,
    keep: createPreference(KEEP, end).value,
    kept,
    savedFilters: createPreference(SAVED_FILTERS, end),
    clearOnNavigation,
    health,
    rehearsal,
    visitorUrl: `/src/popup/popup.html?tabId=${tabId}`,
    clear() {
      void follower.request('log.clear', { tabId });
    },
  };
}
