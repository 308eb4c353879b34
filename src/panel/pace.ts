import type { Observation } from '../core/session/observation.ts';

/** Milliseconds without news after which all is drawn that has come, if no request is under way. */
export const QUIET_MS = 35;
/** Milliseconds after which it is drawn while news keep coming. */
export const BUSY_MS = 300;
/** The same while more comes than fits a screen: of that nobody could read more. */
export const FLOOD_MS = 1_000;
/** Observations between two drawings that are a flood from here on: each is a row, or more of one. */
export const SCREEN = 60;

/** Says when to redraw: the first news at once, what follows closely together. */
export interface Pace {
  /** Takes in what has come. */
  hear(observations: readonly Observation[]): void;
  /** Something is to be drawn. */
  ask(): void;
  /** All has been drawn as it is now. */
  drawn(): void;
  /** Another log begins. */
  reset(): void;
}

export function createPace(draw: () => void, end: AbortSignal): Pace {
  /** Requests that have not ended. */
  const underWay = new Set<string>();
  /** Requests whose end is told before their beginning: to learn a frame's address takes a moment. */
  const early = new Set<string>();
  /** In milliseconds since 1970. */
  let drawnAt = 0;
  /** Observations that have come since. */
  let fresh = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due = Number.POSITIVE_INFINITY;
  const rest = (): void => {
    clearTimeout(timer);
    due = Number.POSITIVE_INFINITY;
  };
  end.addEventListener('abort', rest, { once: true });

  return {
    hear(observations) {
      fresh += observations.length;
      for (const one of observations) {
        if (one.type === 'request') {
          if (!early.delete(one.requestId)) underWay.add(one.requestId);
        } else if (one.type === 'outcome' && !underWay.delete(one.requestId)) {
          early.add(one.requestId);
        }
      }
    },
    ask() {
      if (end.aborted) return;
      const now = Date.now();
      const latest = Math.max(now, drawnAt + (fresh > SCREEN ? FLOOD_MS : BUSY_MS));
      const next = underWay.size > 0 ? latest : Math.min(latest, now + QUIET_MS);
      if (next === due) return;
      clearTimeout(timer);
      due = next;
      timer = setTimeout(() => {
        rest();
        draw();
      }, next - now);
    },
    drawn() {
      drawnAt = Date.now();
      fresh = 0;
    },
    reset() {
      fresh = 0;
      underWay.clear();
      early.clear();
    },
  };
}
