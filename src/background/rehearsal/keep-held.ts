import { holdsByRules, redirectRequests, replaceRules } from '../../platform/hold.ts';
import { type HoldPlan, holds, hostOf, type TrackingPlace } from './hold-plan.ts';
import { HELD_URL, rulesOf } from './hold-rules.ts';
import type { Sandbox } from './sandbox.ts';

/**
 * Has the browser hold what a plan holds: by rules, or by asking. Call at the top level.
 * @returns carries out a plan; settles when it is in force
 */
export function keepHeld(
  places: readonly TrackingPlace[],
  sandbox: () => Pick<Sandbox, 'ready' | 'plan'>,
): (plan: HoldPlan) => Promise<void> {
  if (holdsByRules()) return (plan) => replaceRules(rulesOf(plan));
  redirectRequests(
    places.map(({ host }) => host),
    async ({ url, tabId, documentUrl }) => {
      const { ready, plan } = sandbox();
      await ready;
      return holds(plan(), { url, tabId, from: hostOf(documentUrl) }) ? HELD_URL : null;
    },
  );
  return async () => {};
}
