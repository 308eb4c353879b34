import type { Severity } from '../core/findings/finding.ts';
import { gravest, type SeverityCounts } from '../core/findings/gravity.ts';
import { type KindLists, NO_LISTS } from '../core/people/kinds/kind-lists.ts';
import { beginsPage } from '../core/session/begins-page.ts';
import { createSessionFold } from '../core/session/fold.ts';
import type { Observation } from '../core/session/observation.ts';
import type { SessionFold } from '../core/session/session.ts';
import type { PanelCount } from '../protocol/api.ts';

/** What the toolbar button says of a tab. */
export interface Badge {
  readonly text: string;
  readonly colour: string;
}

/** White text has a contrast of 4.5 and more on each. */
const COLOURS: Readonly<Record<Severity, string>> = {
  error: '#b5203b',
  warning: '#8a5a00',
  info: '#0b62b8',
};
/** Of a tab in the sandbox: that its requests are held matters more than their number. */
export const HELD_BADGE: Badge = { text: 'HOLD', colour: '#6b3fa0' };
/** Milliseconds in which what comes is counted together. */
const TOGETHER_MS = 300;
const NONE: SeverityCounts = { error: 0, warning: 0, info: 0 };
/** The button has room for four characters. */
const MOST = 999;

/** The number of findings, in the colour of the worst; empty for none. */
export function badgeOf(severities: SeverityCounts): Badge {
  const count = severities.error + severities.warning + severities.info;
  const text = count === 0 ? '' : count > MOST ? `${MOST}+` : String(count);
  return { text, colour: COLOURS[gravest(severities) ?? 'info'] };
}

/** What a panel has counted, and which: the signal aborts when it closes. */
interface Counted extends PanelCount {
  readonly by: AbortSignal;
}

export interface Badges {
  /** Takes in what was appended to a tab's log. */
  appended(tabId: number, observations: readonly Observation[]): void;
  /**
   * A panel says what it has counted in the tab's whole log: until the signal aborts, or it says
   * null, the log is not folded here as well.
   */
  told(tabId: number, count: PanelCount | null, until: AbortSignal): void;
  /** Shows the badge of a tab anew. */
  refresh(tabId: number): void;
  /** The tab's log was cleared, or the tab closed. */
  forget(tabId: number): void;
  /** Every log is to be folded again: the user says other things about its identities. */
  foldAgain(): void;
}

/**
 * Keeps the badge of each tab up to date with the fold of its log.
 * @param readLog the whole log of a tab, for a tab that this worker has not folded yet
 * @param readLists what the user says about which identities are anonymous
 */
export function createBadges(
  readLog: (tabId: number) => Promise<readonly Observation[]>,
  show: (tabId: number, badge: Badge) => void,
  readLists: () => Promise<KindLists> = async () => NO_LISTS,
): Badges {
  const folds = new Map<number, Promise<SessionFold>>();
  /** Log from the start: whatever was appended meanwhile is in it twice, and counts once. */
  const begin = async (tabId: number): Promise<SessionFold> => {
    const fold = createSessionFold({ kinds: await readLists().catch(() => NO_LISTS) });
    fold.append(await readLog(tabId));
    fold.settle();
    return fold;
  };
  const foldOf = (tabId: number): Promise<SessionFold> => {
    const fold = folds.get(tabId) ?? begin(tabId);
    folds.set(tabId, fold);
    return fold;
  };
  const unshown = new Map<number, SessionFold>();
  const counted = new Map<number, Counted>();
  /** Position of the latest observation of each tab that this worker knows of. */
  const latest = new Map<number, number>();
  /** Panels that are waited for to close. */
  const heard = new WeakSet<AbortSignal>();
  const refresh = (tabId: number): void => {
    const known = counted.get(tabId);
    if (known) {
      show(tabId, badgeOf(known.severities));
      return;
    }
    const fold = foldOf(tabId);
    void fold.then(({ session }) => {
      // A panel may have counted more meanwhile.
      if (folds.get(tabId) === fold) show(tabId, badgeOf(session.severities));
    });
  };
  const countAgain = (tabId: number): void => {
    const known = counted.get(tabId);
    counted.delete(tabId);
    if (known && (latest.get(tabId) ?? -1) > known.upTo) refresh(tabId);
  };
  const showAll = (): void => {
    for (const [tabId, fold] of unshown) {
      fold.settle();
      show(tabId, badgeOf(fold.session.severities));
    }
    unshown.clear();
  };
  return {
    refresh,
    told(tabId, count, until) {
      if (count === null || until.aborted) return countAgain(tabId);
      counted.set(tabId, { ...count, by: until });
      folds.delete(tabId);
      unshown.delete(tabId);
      refresh(tabId);
      if (heard.has(until)) return;
      heard.add(until);
      until.addEventListener('abort', () => {
        if (counted.get(tabId)?.by === until) countAgain(tabId);
      });
    },
    appended(tabId, observations) {
      latest.set(tabId, observations.at(-1)?.seq ?? -1);
      if (counted.has(tabId)) {
        // The browser has taken the badge off with the page before.
        if (observations.some(beginsPage)) refresh(tabId);
        return;
      }
      const fold = foldOf(tabId);
      void fold.then((known) => {
        if (folds.get(tabId) !== fold) return;
        known.append(observations);
        if (unshown.size === 0) setTimeout(showAll, TOGETHER_MS);
        unshown.set(tabId, known);
      });
    },
    foldAgain() {
      folds.clear();
      unshown.clear();
    },
    forget(tabId) {
      folds.delete(tabId);
      unshown.delete(tabId);
      latest.delete(tabId);
      const known = counted.get(tabId);
      if (known) counted.set(tabId, { by: known.by, severities: NONE, upTo: -1 });
      show(tabId, { text: '', colour: COLOURS.info });
    },
  };
}
