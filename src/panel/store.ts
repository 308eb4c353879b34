import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import { type KindLists, NO_LISTS } from '../core/people/kinds/kind-lists.ts';
import { beginsPage } from '../core/session/begins-page.ts';
import { createSessionFold } from '../core/session/fold.ts';
import type { Observation } from '../core/session/observation.ts';
import { createPace } from './pace.ts';
import { createRowCount, sinceLastPage } from './page-log.ts';
import { createRows } from './rows.ts';
import type { ShownSession } from './shown-session.ts';
import { createWindows } from './windows.ts';

/** Milliseconds between two looks while time alone can change what is shown. */
const LOOK_AGAIN_MS = 1_000;

/** What the panel knows of a tab: the fold of its log, and the rows that the filter lets through. */
export interface SessionStore extends ShownSession {
  observed(observations: readonly Observation[]): void;
  /** Forgets everything: another log begins. */
  reset(): void;
  /** The view stands still; what comes meanwhile waits. */
  readonly paused: ReadonlySignal<boolean>;
  /** Rows that wait. */
  readonly waiting: ReadonlySignal<number>;
  pause(paused: boolean): void;
  /** The fold has taken in everything that has come. */
  readonly settled: boolean;
  /** Lets the view begin anew with each page of the tab, or show the whole log again. */
  showLastPage(only: boolean): void;
}

/** @param kindLists what the user says about which identities are anonymous */
export function createSessionStore(
  end: AbortSignal,
  kindLists: ReadonlySignal<KindLists> = signal(NO_LISTS),
): SessionStore {
  const createFold = () => createSessionFold({ kinds: kindLists.peek() });
  let fold = createFold();
  /** The whole log, and the part of it that is shown. */
  let all: Observation[] = [];
  let shown: Observation[] = [];
  /** How much of the log has been looked at. */
  let looked = 0;
  let left: ReadonlySet<string> = new Set();
  let lastPage = false;
  /** Whether what is shown was begun as the last page. */
  let begunAsPage = false;
  /** Rows of the log as far as it has been looked at, of what is shown, and of all that has come. */
  let lookedRows = createRowCount();
  let shownRows = createRowCount();
  let allRows = createRowCount();
  /** Something has come since the last drawing. */
  let news = false;
  let windows = createWindows();
  let later: ReturnType<typeof setTimeout> | undefined;
  const version = signal(0);
  const filter = signal('');
  const paused = signal(false);
  const waiting = signal(0);
  const redraw = (): void => {
    version.value += 1;
  };
  const rows = createRows(() => fold.session.entries, redraw, end);

  const draw = (): void => {
    const now = Date.now();
    pace.drawn();
    const { from, waits } = fold.settle(now);
    const { entries } = fold.session;
    const ended = windows.settle(entries, from, now);
    if (from < entries.length || ended || news) {
      news = false;
      rows.update(from);
      redraw();
    }
    clearTimeout(later);
    if (!end.aborted && (waits || windows.open(now))) later = setTimeout(settle, LOOK_AGAIN_MS);
  };
  const settle = (): void => {
    if (!paused.value) draw();
  };
  const pace = createPace(settle, end);
  const schedule = (): void => {
    news = true;
    pace.ask();
  };
  end.addEventListener('abort', () => clearTimeout(later), { once: true });

  /** Begins anew with the log as far as it is to be looked at. */
  function begin(upTo = all.length): void {
    const log = all.slice(0, upTo);
    const part = lastPage ? sinceLastPage(log) : { observations: log, left: new Set<string>() };
    left = part.left;
    shown = [...part.observations];
    looked = upTo;
    begunAsPage = lastPage;
    [lookedRows, shownRows] = [createRowCount(), createRowCount()];
    lookedRows.add(log);
    shownRows.add(shown);
    fold = createFold();
    windows = createWindows();
    fold.append(shown);
    rows.reset();
  }
  /** Folds what has come since the last time. */
  function look(): void {
    const fresh = all.slice(looked);
    if (lastPage && fresh.some(beginsPage)) begin();
    else {
      const kept = fresh.filter(({ documentId }) => !documentId || !left.has(documentId));
      for (const one of kept) shown.push(one);
      lookedRows.add(fresh);
      shownRows.add(kept);
      looked = all.length;
      fold.append(kept);
    }
    schedule();
  }

  const unsubscribe = effect(() => {
    const lists = kindLists.value;
    if (fold.session.kinds.lists === lists) return;
    fold.setKindLists(lists);
    // A view that stands still shows what the user says of the same moment.
    untracked(paused.peek() ? draw : schedule);
  });
  end.addEventListener('abort', unsubscribe, { once: true });

  return {
    get session() {
      return fold.session;
    },
    get observations() {
      return shown;
    },
    get rows() {
      return rows.positions;
    },
    get lanes() {
      return rows.lanes;
    },
    get outline() {
      return rows.outline;
    },
    get searching() {
      return rows.pending;
    },
    get earlierRows() {
      return begunAsPage ? Math.max(0, lookedRows.rows - shownRows.rows) : 0;
    },
    get settled() {
      return !news && looked === all.length;
    },
    version,
    filter,
    paused,
    waiting,
    observed(observations) {
      pace.hear(observations);
      const before = allRows.rows;
      for (const one of observations) all.push(one);
      allRows.add(observations);
      if (paused.value) waiting.value += allRows.rows - before;
      else look();
    },
    reset() {
      pace.reset();
      all = [];
      allRows = createRowCount();
      waiting.value = 0;
      begin();
      redraw();
    },
    search(next) {
      filter.value = next;
      rows.search(next);
      redraw();
    },
    pause(next) {
      paused.value = next;
      waiting.value = 0;
      if (!next) look();
    },
    showLastPage(only) {
      if (only === lastPage) return;
      lastPage = only;
      // A view that stands still shows other pages of the same moment.
      begin(paused.value ? looked : all.length);
      if (paused.value) draw();
      else schedule();
    },
  };
}
