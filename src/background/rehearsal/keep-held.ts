import { holdsByRules, redirectRequests, replaceRules } from '../../platform/hold.ts';
import { type HoldPlan, holds, hostOf, type TrackingPlace } from './hold-plan.ts';
import { HELD_URL, rulesOf } from './hold-rules.ts';
import type { Sandbox } from './sandbox.ts';

/**
 * Has the browser hold what a plan holds: by rules, or by asking. Call at the top level.
 * @param places where tracking requests go, as far as it is known without waiting
 * @returns carries out a plan; settles when it is in force
 */
export function keepHeld(
  places: readonly TrackingPlace[],
  sandbox: () => Pick<Sandbox, 'ready' | 'plan'>,
): (plan: HoldPlan) => Promise<void> {
  if (holdsByRules()) return (plan) => replaceRules(rulesOf(plan));
  const watched = new Set<string>();
  const watch = (wanted: readonly TrackingPlace[]): void => {
    const hosts = wanted.map(({ host }) => host).filter((host) => !watched.has(host));
    for (const host of hosts) watched.add(host);
    if (hosts.length > 0) redirectRequests(hosts, decide);
  };
  const decide: Parameters<typeof redirectRequests>[1] = async ({ url, tabId, documentUrl }) => {
    const { ready, plan } = sandbox();
    await ready;
    return holds(plan(), { url, tabId, from: hostOf(documentUrl) }) ? HELD_URL : null;
  };
  watch(places);
  return async (plan) => watch(plan.places);
}
