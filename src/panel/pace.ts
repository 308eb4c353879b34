import type { Observation } from '../core/session/observation.ts';

/** Milliseconds between two redraws while news keep coming: a person sees no more of them. */
export const REDRAW_MS = 60;
/** The same while requests are under way: what becomes of them will come, and is drawn with them. */
const BUSY_MS = 250;

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
  /** In milliseconds since 1970. */
  let drawnAt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due = Number.POSITIVE_INFINITY;
  const rest = (): void => {
    clearTimeout(timer);
    due = Number.POSITIVE_INFINITY;
  };
  end.addEventListener('abort', rest, { once: true });

  return {
    hear(observations) {
      for (const one of observations) {
        if (one.type === 'request') underWay.add(one.requestId);
        else if (one.type === 'outcome') underWay.delete(one.requestId);
      }
    },
    ask() {
      if (end.aborted) return;
      const now = Date.now();
      const next = Math.max(now, drawnAt + (underWay.size > 0 ? BUSY_MS : REDRAW_MS));
      if (next >= due) return;
      clearTimeout(timer);
      due = next;
      timer = setTimeout(() => {
        rest();
        draw();
      }, next - now);
    },
    drawn() {
      drawnAt = Date.now();
    },
    reset: () => underWay.clear(),
  };
}
