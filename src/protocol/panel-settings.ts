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

/** The filters with one more, or without it if it was there. */
export function toggledFilter(saved: readonly string[], filter: string): readonly string[] {
  const one = filter.trim().slice(0, LONGEST);
  if (one === '') return saved;
  if (saved.includes(one)) return saved.filter((other) => other !== one);
  return [one, ...saved].slice(0, MOST_FILTERS);
}
