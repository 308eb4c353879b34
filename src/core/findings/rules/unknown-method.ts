import { CALLS, callFacts, OTHER_METHODS } from '../../kissmetrics/calls.ts';
import { HELP, type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

/** Names of more characters than this are like none of the library's. */
const LONGEST = 40;

/**
 * A call of a method that the library does not have, which it ignores without a word. The loaded
 * library is asked; a log that does not say what it answered is judged by the list of its methods.
 * A call that still waits for the library is not judged.
 */
export const unknownMethod: Rule = {
  id: 'unknown-method',
  severity: 'warning',
  help: HELP.reference,
  variants: ['nearest'],
  watch: ({ report }) => ({
    ran({ key, method, exists }) {
      if (method === null || (exists ?? isListed(method))) return;
      const nearest = nearestMethod(method);
      report(key, {
        ...(nearest === null ? {} : { variant: 'nearest' }),
        values: [shown(method), nearest ?? ''],
        identities: [],
      });
    },
  }),
};

function isListed(method: string): boolean {
  return callFacts(method) !== undefined || OTHER_METHODS.includes(method);
}

function nearestMethod(method: string): string | null {
  if (method.length > LONGEST) return null;
  const name = method.trim().toLowerCase();
  let nearest: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const call of CALLS) {
    const distance = editDistance(name, call.name.toLowerCase());
    if (distance >= least || distance > Math.max(1, call.name.length / 3)) continue;
    least = distance;
    nearest = call.name;
  }
  return nearest;
}

/** Levenshtein's distance. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}
