import * as v from 'valibot';
import type { KindLists } from '../core/people/kinds/kind-lists.ts';
import type { Setting } from './settings.ts';

/** Patterns that each list can have. */
export const MOST_PATTERNS = 100;
/** As `patternProblem` takes them: a test holds both together. */
const PATTERN = v.pipe(v.string(), v.maxLength(255), v.regex(/[^*]/));
const PATTERNS = v.pipe(v.array(PATTERN), v.maxLength(MOST_PATTERNS));

/** What the user says about which identities are anonymous, and which named. */
export const KIND_LISTS: Setting<KindLists> = {
  name: 'identityKinds',
  guard: v.object({ anonymous: PATTERNS, named: PATTERNS }),
  initial: { anonymous: [], named: [] },
};
