import * as v from 'valibot';
import type { Setting } from './settings.ts';

/** Filters, and characters of each, that are kept. */
export const MOST_FILTERS = 30;
const LONGEST = 500;

/** Filters that the user saved, the latest first. */
export const SAVED_FILTERS: Setting<readonly string[]> = {
  name: 'savedFilters',
  guard: v.pipe(
    v.array(v.pipe(v.string(), v.maxLength(LONGEST))),
    v.maxLength(MOST_FILTERS),
    v.readonly(),
  ),
  initial: [],
};

/** The view begins anew with each page of the tab; the log itself is kept. */
export const CLEAR_ON_NAVIGATION: Setting<boolean> = {
  name: 'clearOnNavigation',
  guard: v.boolean(),
  initial: false,
};

/** Percent of the room that the details, and the list beside them, keep at least. */
export const LEAST_SHARE = 20;

/** How the user has laid out the panel. */
export interface PanelLayout {
  /** Widths of the timeline's columns that are not as they were made, in pixels. */
  readonly columns: Readonly<Record<string, number>>;
  /** The details' part of the room, in percent. */
  readonly detailsShare: number;
  /** Times since the visit began instead of those of the clock. */
  readonly relativeTimes: boolean;
}

export const PANEL_LAYOUT: Setting<PanelLayout> = {
  name: 'panelLayout',
  guard: v.object({
    columns: v.record(v.string(), v.pipe(v.number(), v.minValue(0), v.maxValue(2_000))),
    detailsShare: v.pipe(v.number(), v.minValue(LEAST_SHARE), v.maxValue(100 - LEAST_SHARE)),
    relativeTimes: v.boolean(),
  }),
  initial: { columns: {}, detailsShare: 42, relativeTimes: false },
};

/** What rows and lines mean has been seen and put away. */
export const INTRODUCED: Setting<boolean> = {
  name: 'introduced',
  guard: v.boolean(),
  initial: false,
};

/** The filters with one more, or without it if it was there. */
export function toggledFilter(saved: readonly string[], filter: string): readonly string[] {
  const one = filter.trim().slice(0, LONGEST);
  if (one === '') return saved;
  if (saved.includes(one)) return saved.filter((other) => other !== one);
  return [one, ...saved].slice(0, MOST_FILTERS);
}
