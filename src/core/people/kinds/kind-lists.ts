import type { IdentityKind } from '../../kissmetrics/identity.ts';

/**
 * What the user says of identities: exact ones, or patterns in which `*` stands for any characters.
 * Where both lists fit, `named` counts.
 */
export interface KindLists {
  readonly anonymous: readonly string[];
  readonly named: readonly string[];
}

export const NO_LISTS: KindLists = { anonymous: [], named: [] };

/** Characters of a pattern: as many as an identity may have. */
export const LONGEST_PATTERN = 255;

/** Characters of an identity that patterns are compared with: a page can send megabytes. */
const LONGEST_COMPARED = 1_024;

/** Why a pattern cannot be used; null if it can. */
export function patternProblem(pattern: string): 'empty' | 'everything' | 'long' | null {
  if (pattern === '') return 'empty';
  if (pattern.length > LONGEST_PATTERN) return 'long';
  return /^\*+$/.test(pattern) ? 'everything' : null;
}

/** Says of an identity what the lists say; null where they say nothing. */
export function listMatcher({ anonymous, named }: KindLists): (id: string) => IdentityKind | null {
  if (anonymous.length + named.length === 0) return () => null;
  const isNamed = matcherOf(named);
  const isAnonymous = matcherOf(anonymous);
  return (id) => (isNamed(id) ? 'named' : isAnonymous(id) ? 'anonymous' : null);
}

function matcherOf(patterns: readonly string[]): (id: string) => boolean {
  const exact = new Set(patterns);
  const globs = patterns.filter((one) => one.includes('*')).map((one) => one.split('*'));
  return (id) =>
    exact.has(id) || (id.length <= LONGEST_COMPARED && globs.some((pieces) => fits(pieces, id)));
}

/** Whether a text has the pieces in their order, the first at its beginning, the last at its end. */
function fits(pieces: readonly string[], text: string): boolean {
  const first = pieces[0] ?? '';
  const last = pieces.at(-1) ?? '';
  if (text.length < first.length + last.length) return false;
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  const end = text.length - last.length;
  let at = first.length;
  // The earliest place leaves the most room for the pieces after it.
  for (const piece of pieces.slice(1, -1)) {
    const found = text.indexOf(piece, at);
    if (found < 0 || found + piece.length > end) return false;
    at = found + piece.length;
  }
  return true;
}
