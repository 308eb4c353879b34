import * as v from 'valibot';
import type { KeyValueArea } from '../platform/storage.ts';
import type { Evictions } from '../protocol/kept.ts';

const KEY = 'evictedLogs';
const EVICTIONS: v.GenericSchema<unknown, Evictions> = v.object({
  count: v.pipe(v.number(), v.integer(), v.minValue(1)),
  at: v.pipe(v.number(), v.finite()),
});

/** Remembers, for the list of earlier sessions, how many were removed to make room. */
export function createEvictions(area: KeyValueArea) {
  return {
    async read(): Promise<Evictions | null> {
      const parsed = v.safeParse(EVICTIONS, await area.get(KEY));
      return parsed.success ? parsed.output : null;
    },
    write: (evictions: Evictions | null): Promise<void> =>
      evictions === null ? area.remove([KEY]) : area.set({ [KEY]: evictions }),
  };
}
