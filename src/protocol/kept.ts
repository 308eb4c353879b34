import * as v from 'valibot';
import type { Setting } from './settings.ts';

/** Days for which logs can be kept after their last observation; 0: until the browser is closed. */
export const KEEP_DAYS = [0, 1, 7, 30] as const;
export type KeepDays = (typeof KEEP_DAYS)[number];

/** How long the user wants logs to be kept. */
export const KEEP: Setting<KeepDays> = {
  name: 'keepLogs',
  guard: v.picklist(KEEP_DAYS),
  initial: 0,
};

export type { Kept } from '../core/session/health.ts';

/** What lets a person recognise a log. */
export interface KeptLog {
  readonly logId: string;
  /** When it began and when it last grew, in milliseconds since 1970. */
  readonly began: number;
  readonly grew: number;
  /** Observations in it. */
  readonly count: number;
  /** Characters of its observations as JSON. */
  readonly size: number;
  /** The first hosts that its tab showed, in order of their appearance. */
  readonly hosts: readonly string[];
  /** The last page that its tab showed, without query; empty if none was seen. */
  readonly page: string;
  readonly apiKey: string | null;
}

/** Logs that were removed to make room, and when the last of them was, in ms since 1970. */
export interface Evictions {
  readonly count: number;
  readonly at: number;
}

/** The logs that are kept of tabs that are not open any more, the latest first. */
export interface EarlierLogs {
  readonly logs: readonly KeptLog[];
  readonly evicted: Evictions | null;
}
