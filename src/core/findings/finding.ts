import type { TimeDoubt } from '../session/observation.ts';

/** Every rule, by the ID that users, reports and tests know it by. */
export const RULE_IDS = [
  'missing-parameter',
  'identity-too-long',
  'shared-identity',
  'chained-merge',
  'merges-two-named',
  'mangled-anonymous-id',
  'double-encoded',
  'surrounding-whitespace',
  'case-variants',
  'weak-identifier',
  'self-alias',
  'repeated-alias',
  'mixed-api-keys',
  'insecure-transport',
  'not-delivered',
  'event-under-anonymous',
  'alias-never-seen',
  'identity-not-cleared',
  'identify-cleared',
  'unknown-method',
  'called-not-sent',
] as const;
export type RuleId = (typeof RULE_IDS)[number];

export type Severity = 'error' | 'warning' | 'info';

/** One risk found in a session. Its text is made by `findingText` from `rule` and `values`. */
export interface Finding {
  readonly rule: RuleId;
  readonly severity: Severity;
  /** Which of the rule's messages, where it has several, e.g. `blocked` and `failed`. */
  readonly variant?: string;
  /** Substituted for `$1` to `$9` in the rule's texts. */
  readonly values: readonly string[];
  /** The identities concerned, as decoded. */
  readonly identities: readonly string[];
  /** Key of the timeline entry it is about. */
  readonly entry: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** What is wrong with `at`; absent where it is exact. */
  readonly time?: TimeDoubt;
  /** The vendor's page that says so. */
  readonly help: string;
}
