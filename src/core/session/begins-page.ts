import type { Observation } from './observation.ts';

/** Whether another page begins in the tab, rather than in a frame within it. */
export function beginsPage({ type, frameId }: Pick<Observation, 'type' | 'frameId'>): boolean {
  return type === 'navigation' && frameId === 0;
}
