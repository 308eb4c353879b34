import type { Rule } from './rule.ts';

/** Every rule, in the order in which their findings are shown on an entry. */
export const RULES: readonly Rule[] = [];
