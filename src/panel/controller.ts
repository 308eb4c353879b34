import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import { onInspectedNavigated } from '../platform/devtools.ts';
import { translate } from '../platform/i18n.ts';
import { connectToBackground } from '../platform/ports.ts';
import { createPreference, type Preference } from '../platform/preference.ts';
import { type PageState, PORT_PREFIX } from '../protocol/api.ts';
import { follow, type LinkState } from '../protocol/follow.ts';
import {
  CLEAR_ON_NAVIGATION,
  INTRODUCED,
  PANEL_LAYOUT,
  type PanelLayout,
  SAVED_FILTERS,
} from '../protocol/panel-settings.ts';
import type { Rehearsal } from '../protocol/rehearsal.ts';
import { OWN_HOSTS } from '../protocol/tracking-hosts.ts';
import { type Health, healthOf } from './health.ts';
import { createSources, type Sources } from './sources.ts';
import { createSessionStore, type SessionStore } from './store.ts';

/** What the panel shows and does, without how it looks. */
export interface PanelController {
  /** The session of the tab. */
  readonly store: SessionStore;
  /** The sessions from files beside it. */
  readonly sources: Sources;
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
}

/** Follows a tab's log and state until the signal aborts. */
export function createPanelController(tabId: number, end: AbortSignal): PanelController {
  const store = createSessionStore(end);
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
      rehearsal(state) {
        rehearsal.value = state;
      },
    },
    end,
  );
  onInspectedNavigated(readPage);

  const health = computed(() => {
    void store.version.value;
    const { session } = store;
    return healthOf(link.value, page.value, session.current(), session.entries.length > 0);
  });
  return {
    store,
    sources: createSources(translate, end, () => ownHosts.value.value),
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
  };
}
