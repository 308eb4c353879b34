import type { PageState } from '../../protocol/api.ts';

/** A cookie that is another than before; undefined where there was or is none. */
export interface Difference {
  readonly name: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** The cookies that changed, came or went, in the order in which they were first seen. */
export function differences(before: PageState, after: PageState): Difference[] {
  const was = values(before);
  const is = values(after);
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((name) => ({ name, before: was.get(name), after: is.get(name) }))
    .filter((one) => one.before !== one.after);
}

/** Values by name. One name on several domains counts with all its values. */
function values(page: PageState): Map<string, string> {
  const found = new Map<string, string>();
  if (page.state !== 'readable') return found;
  for (const { name, value } of page.cookies) {
    const other = found.get(name);
    found.set(name, other === undefined ? value : `${other}, ${value}`);
  }
  return found;
}
