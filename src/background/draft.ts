import type { Observation } from '../core/session/observation.ts';

type WithoutSeq<T> = T extends unknown ? Omit<T, 'seq'> : never;

/** An observation that the log has not numbered yet. */
export type Draft = WithoutSeq<Observation>;
