import { ANONYMOUS, type IdentityKind, isMangledAnonymousId } from '../../kissmetrics/identity.ts';
import { isDeviceId, type MachineShape, machineShape } from '../../kissmetrics/machine-ids.ts';
import type { IdentityUse } from './evidence.ts';
import { type KindLists, listMatcher, NO_LISTS } from './kind-lists.ts';

/** Why an identity is taken for anonymous or named. See docs/identity-kinds.md. */
export type KindReason =
  /** The user says so. */
  | { readonly by: 'list' }
  /** The form of the library's own anonymous IDs. */
  | { readonly by: 'library' }
  /** Mixpanel's mark of a device ID. */
  | { readonly by: 'device' }
  /** Nothing about it is made by a program. */
  | { readonly by: 'text' }
  /** A program made it: its use decides. */
  | { readonly by: 'use'; readonly shape: MachineShape; readonly use: DecidingUse };

export type DecidingUse =
  /** Named: the page passed it to `identify`, or the library had it as the visitor's identity. */
  | 'identified'
  /** Named: an alias joined it with an anonymous ID of the library. */
  | 'with-anonymous'
  /** Anonymous: an alias joined it with a name. */
  | 'with-name'
  /** Anonymous, not certain: joined only with others that a program made, none of them identified. */
  | 'with-unknown'
  /** Named, not certain: neither joined nor identified. */
  | 'alone';

/** Which identities of a session are anonymous, and why. */
export interface Kinds {
  of(id: string): IdentityKind;
  /** Whether an identity names somebody; an anonymous ID that lost its `+` on the way does not. */
  isNamed(id: string): boolean;
  reason(id: string): KindReason;
  /** What the user says of it; null for nothing. */
  listed(id: string): IdentityKind | null;
  readonly lists: KindLists;
}

const NEVER_USED: (id: string) => IdentityUse | undefined = () => undefined;

/**
 * @param useOf what is known of the use of an identity that a program made
 * @param listed what the lists say, where it is there already
 */
export function createKinds(
  lists: KindLists = NO_LISTS,
  useOf = NEVER_USED,
  listed = listMatcher(lists),
): Kinds {
  const of = (id: string): IdentityKind => listed(id) ?? kindBy(id, useOf(id));
  return {
    lists,
    listed,
    of,
    isNamed: (id) => (listed(id) ?? (isMangledAnonymousId(id) ? null : of(id))) === 'named',
    reason: (id) => (listed(id) === null ? reasonOf(id, useOf, of) : { by: 'list' }),
  };
}

/** Kinds by form alone: of a single identity apart from any session. */
export const SHAPE_KINDS: Kinds = createKinds();

function kindBy(id: string, use: IdentityUse | undefined): IdentityKind {
  if (use !== undefined)
    return use.joined && !use.identified && !use.withAnonymous ? 'anonymous' : 'named';
  return ANONYMOUS.test(id) || isDeviceId(id) ? 'anonymous' : 'named';
}

function reasonOf(id: string, useOf: typeof NEVER_USED, of: Kinds['of']): KindReason {
  if (ANONYMOUS.test(id) || isMangledAnonymousId(id)) return { by: 'library' };
  if (isDeviceId(id)) return { by: 'device' };
  const shape = machineShape(id);
  if (shape === null) return { by: 'text' };
  const use = useOf(id);
  const by = (deciding: DecidingUse) => ({ by: 'use', shape, use: deciding }) as const;
  if (use?.identified) return by('identified');
  if (use?.withAnonymous) return by('with-anonymous');
  if (!use?.joined) return by('alone');
  const withName = use.withText || [...use.others].some((other) => of(other) === 'named');
  return by(withName ? 'with-name' : 'with-unknown');
}
