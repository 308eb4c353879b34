import { identityKind } from './identity.ts';

/** `older` remembers and keeps a named ID in `km_ni`; `newer` keeps it in `km_ai`. */
export type Generation = 'older' | 'newer';

/**
 * Of which generation a loaded library shows itself to be; undefined until it shows. Source: the
 * library's code, generation of 2011 to 2013, and recorded cookies of the newer one.
 * @param memory it has a memory that can be seen, `KM._i`
 * @param named value of `km_ni`
 * @param current value of `km_ai`
 */
export function generationOf(
  memory: boolean,
  named: string,
  current: string,
): Generation | undefined {
  if (memory || named !== '') return 'older';
  return current !== '' && identityKind(current) === 'named' ? 'newer' : undefined;
}
