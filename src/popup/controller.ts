import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import { createSessionFold } from '../core/session/fold.ts';
import { healthOf, type Kept } from '../core/session/health.ts';
import type { Session } from '../core/session/session.ts';
import { accessAsker } from '../platform/access.ts';
import { browserKind } from '../platform/extension.ts';
import { connectToBackground } from '../platform/ports.ts';
import { createPreference } from '../platform/preference.ts';
import { openOptions, openPanelWindow } from '../platform/windows.ts';
import { type Access, type ActionReport, type PageState, PORT_PREFIX } from '../protocol/api.ts';
import { KEY_LABELS, TEST_HOSTS } from '../protocol/api-keys.ts';
import { follow, type LinkState } from '../protocol/follow.ts';
import { KIND_LISTS } from '../protocol/identity-kinds.ts';
import { PERSONAS, withoutPersona, withPersona } from '../protocol/personas.ts';
import type { Rehearsal } from '../protocol/rehearsal.ts';
import type { PopupActions, PopupViewProps } from './views/popup-props.ts';

const NOTHING: Rehearsal = { sandbox: null, simulation: null, undo: null, elsewhere: [] };

/** What the popup shows and does, without how it looks. */
export type PopupController = ReadonlySignal<PopupViewProps>;

/** Follows a tab until the signal aborts: its log, its page, its sandbox. */
export function createPopupController(tabId: number, end: AbortSignal): PopupController {
  const kindLists = createPreference(KIND_LISTS, end);
  const createFold = () => createSessionFold({ kinds: kindLists.value.peek() });
  let fold = createFold();
  const session = signal<{ readonly value: Session }>({ value: fold.session });
  const page = signal<PageState | null>(null);
  const rehearsal = signal<Rehearsal>(NOTHING);
  const report = signal<ActionReport | null>(null);
  const busy = signal(false);
  const failed = signal(false);
  const personas = createPreference(PERSONAS, end);
  const keyLabels = createPreference(KEY_LABELS, end);
  const testHosts = createPreference(TEST_HOSTS, end);

  const access = signal<Access | null>(null);
  const link = signal<LinkState>('connecting');
  const since = signal<number | null>(null);
  const kept = signal<Kept | undefined>(undefined);

  const unsubscribe = effect(() => {
    const lists = kindLists.value.value;
    if (fold.session.kinds.lists === lists) return;
    fold.setKindLists(lists);
    fold.settle(Date.now());
    session.value = { value: fold.session };
  });
  end.addEventListener('abort', unsubscribe, { once: true });

  const readAccess = (): void => {
    follower.request('access.read', { tabId }).then(
      (state) => {
        access.value = state;
      },
      () => {},
    );
  };
  const readPage = (): void => {
    follower.request('page.read', { tabId }).then(
      (state) => {
        page.value = state;
      },
      () => {},
    );
  };
  const follower = follow(
    tabId,
    () => connectToBackground(`${PORT_PREFIX}${tabId}`),
    {
      reset() {
        fold = createFold();
        session.value = { value: fold.session };
        since.value = null;
      },
      observed(observations) {
        since.value ??= observations[0]?.at ?? null;
        if (observations.some((one) => one.type === 'note' && one.code === 'unsaved'))
          kept.value = 'overflowed';
        fold.append(observations);
        fold.settle(Date.now());
        session.value = { value: fold.session };
        if (follower.state === 'connected') readPage();
      },
      state(state) {
        link.value = state;
        if (state !== 'connected') return;
        readPage();
        readAccess();
      },
      kept(now) {
        kept.value = now;
      },
      access() {
        readPage();
        readAccess();
      },
      rehearsal(state) {
        rehearsal.value = state;
      },
    },
    end,
  );

  /** One thing at a time; what does not work is said, and leaves everything else as it was. */
  const run = async (work: () => Promise<ActionReport | null>): Promise<void> => {
    if (busy.value) return;
    busy.value = true;
    failed.value = false;
    try {
      const done = await work();
      if (done) {
        report.value = done;
        page.value = done.after;
      }
    } catch {
      failed.value = true;
    } finally {
      busy.value = false;
      follower.readRehearsal();
    }
  };

  const actions: PopupActions = {
    act: (action, reload) =>
      void run(() => follower.request('page.act', { tabId, action, reload })),
    undo: () => void run(() => follower.request('page.undo', { tabId })),
    sandbox: (strength) => void run(() => follower.request('sandbox.set', { tabId, strength })),
    simulate: (persona, sandboxed) =>
      void run(() => follower.request('simulation.start', { tabId, persona, sandboxed })),
    endSimulation: (site) =>
      void run(() =>
        follower.request('simulation.end', { tabId, ...(site !== undefined && { site }) }),
      ),
    savePersona: (persona) => personas.set(withPersona(personas.value.value, persona)),
    forgetPersona: (name) => personas.set(withoutPersona(personas.value.value, name)),
    labelKey: (label) =>
      keyLabels.set([...keyLabels.value.value.filter(({ key }) => key !== label.key), label]),
    grant: () => void accessAsker()?.().catch(() => {}),
    reload: () => void follower.request('page.reload', { tabId }).catch(() => {}),
    openWindow: () => void openPanelWindow(tabId),
    openOptions: () => void openOptions(),
  };

  return computed(() => ({
    page: page.value,
    session: session.value.value,
    health: healthOf({
      ...{ link: link.value, page: page.value, access: access.value },
      current: session.value.value.current(),
      // Of what the page was earlier the popup does not speak.
      hasEntries: false,
      ...{ since: since.value, kept: kept.value },
    }),
    browser: browserKind(),
    rehearsal: rehearsal.value,
    report: report.value,
    busy: busy.value,
    failed: failed.value,
    personas: personas.value.value,
    keyLabels: keyLabels.value.value,
    testHosts: testHosts.value.value,
    actions,
  }));
}
