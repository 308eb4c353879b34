import { signal } from '@preact/signals';
import { createSessionFold } from '../core/session/fold.ts';
import type { Observation } from '../core/session/observation.ts';
import { createFiltered } from './filter.ts';
import type { ShownSession } from './shown-session.ts';

/** Milliseconds after which a call that sent nothing is looked at once more. */
const LOOK_AGAIN_MS = 6_000;

/** What the panel knows of a tab: the fold of its log, and the rows that the filter lets through. */
export interface SessionStore extends ShownSession {
  observed(observations: readonly Observation[]): void;
  /** Forgets everything: another log begins. */
  reset(): void;
}

export function createSessionStore(end: AbortSignal): SessionStore {
  let fold = createSessionFold();
  let filtered = createFiltered();
  let observed: Observation[] = [];
  let scheduled = false;
  let later: ReturnType<typeof setTimeout> | undefined;
  const version = signal(0);
  const filter = signal('');

  const settle = (): void => {
    scheduled = false;
    const { from } = fold.settle(Date.now());
    filtered.update(fold.session.entries, from);
    version.value += 1;
  };
  /** All that arrives in one task is folded at once. */
  const schedule = (): void => {
    clearTimeout(later);
    later = setTimeout(settle, LOOK_AGAIN_MS);
    if (scheduled) return;
    scheduled = true;
    setTimeout(settle, 0);
  };
  end.addEventListener('abort', () => clearTimeout(later), { once: true });

  return {
    get session() {
      return fold.session;
    },
    get observations() {
      return observed;
    },
    get rows() {
      return filtered.positions;
    },
    version,
    filter,
    observed(observations) {
      for (const one of observations) observed.push(one);
      fold.append(observations);
      schedule();
    },
    reset() {
      observed = [];
      fold = createSessionFold();
      filtered = createFiltered();
      filtered.search(filter.value, []);
      version.value += 1;
    },
    search(query) {
      filter.value = query;
      filtered.search(query, fold.session.entries);
      version.value += 1;
    },
  };
}
