import type { Severity } from '../core/findings/finding.ts';
import { gravest } from '../core/findings/gravity.ts';
import { createSessionFold } from '../core/session/fold.ts';
import type { Observation } from '../core/session/observation.ts';
import type { Session, SessionFold } from '../core/session/session.ts';

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
/** The button has room for four characters. */
const MOST = 999;

/** The number of findings, in the colour of the worst; empty for none. */
export function badgeOf(session: Session): Badge {
  const count = session.counts.finding;
  const text = count === 0 ? '' : count > MOST ? `${MOST}+` : String(count);
  return { text, colour: COLOURS[gravest(session.severities) ?? 'info'] };
}

export interface Badges {
  /** Takes in what was appended to a tab's log. */
  appended(tabId: number, observations: readonly Observation[]): void;
  /** Shows the badge of a tab anew. */
  refresh(tabId: number): void;
  /** The tab's log was cleared, or the tab closed. */
  forget(tabId: number): void;
}

/**
 * Keeps the badge of each tab up to date with the fold of its log.
 * @param readLog the whole log of a tab, for a tab that this worker has not folded yet
 */
export function createBadges(
  readLog: (tabId: number) => Promise<readonly Observation[]>,
  show: (tabId: number, badge: Badge) => void,
): Badges {
  const folds = new Map<number, Promise<SessionFold>>();
  /** Log from the start: whatever was appended meanwhile is in it twice, and counts once. */
  const begin = async (tabId: number): Promise<SessionFold> => {
    const fold = createSessionFold();
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
  const showAll = (): void => {
    for (const [tabId, fold] of unshown) {
      fold.settle();
      show(tabId, badgeOf(fold.session));
    }
    unshown.clear();
  };
  return {
    refresh(tabId) {
      void foldOf(tabId).then(({ session }) => show(tabId, badgeOf(session)));
    },
    appended(tabId, observations) {
      const fold = foldOf(tabId);
      void fold.then((known) => {
        if (folds.get(tabId) !== fold) return;
        known.append(observations);
        if (unshown.size === 0) setTimeout(showAll, TOGETHER_MS);
        unshown.set(tabId, known);
      });
    },
    forget(tabId) {
      folds.delete(tabId);
      unshown.delete(tabId);
      show(tabId, { text: '', colour: COLOURS.info });
    },
  };
}
