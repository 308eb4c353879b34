import { effect, type ReadonlySignal } from '@preact/signals';
import { SEVERITIES, type SeverityCounts } from '../core/findings/gravity.ts';
import type { PanelCount } from '../protocol/api.ts';
import type { SessionStore } from './store.ts';

/**
 * Tells the background how many findings the fold of the tab's log has, so that it need not fold the
 * same log again for its badge.
 * @param isPart whether the store shows only a part of the log
 * @param tell null: the background is to count for itself
 */
export function tellBadge(
  store: Pick<SessionStore, 'session' | 'observations' | 'settled' | 'paused' | 'version'>,
  connected: ReadonlySignal<boolean>,
  isPart: ReadonlySignal<boolean>,
  tell: (count: PanelCount | null) => void,
): void {
  let told: SeverityCounts | null = null;
  effect(() => {
    void store.version.value;
    if (!connected.value) {
      // Another background knows of nothing that was told.
      told = null;
      return;
    }
    const counts = !store.paused.value && !isPart.value;
    if (counts && !store.settled) return;
    const now = counts ? store.session.severities : null;
    if (isSame(told, now)) return;
    told = now && { ...now };
    tell(told && { severities: told, upTo: store.observations.at(-1)?.seq ?? -1 });
  });
}

function isSame(a: SeverityCounts | null, b: SeverityCounts | null): boolean {
  if (a === null || b === null) return a === b;
  return SEVERITIES.every((severity) => a[severity] === b[severity]);
}
