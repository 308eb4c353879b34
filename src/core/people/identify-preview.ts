import { clearsIdentity, identityArgument } from '../kissmetrics/arguments.ts';
import type { CallArgument, IdentityKindOrNone } from '../session/observation.ts';
import type { AliasEffect, People } from './people.ts';

/** What the library would do if the page called `identify` now. */
export type IdentifyPreview =
  /** Sends an alias of the anonymous ID and the new one, and goes on as the new one. */
  | { readonly does: 'alias'; readonly p: string; readonly n: string; readonly effect: AliasEffect }
  /** Goes on as the new one and sends nothing: the two stay two people. */
  | { readonly does: 'switch'; readonly from: string }
  /** Stores the ID and sends nothing, for there is nobody to join it with. */
  | { readonly does: 'store' }
  /** Nothing: it is the current identity already. */
  | { readonly does: 'same' }
  /** What `clearIdentity` does. */
  | { readonly does: 'clear' };

/**
 * Says what `identify` would do before it is called.
 * Source: https://support.kissmetrics.io/docs/identities and the library's code, generation of 2011
 * to 2013.
 * @param current the identity as the page says it now
 */
export function previewIdentify(
  argument: CallArgument,
  current: {
    readonly identity: string | null;
    readonly kind: IdentityKindOrNone;
    /** The identity that the library would alias; null for none. */
    readonly aliases: string | null;
    readonly apiKey: string | null;
  },
  people: Pick<People, 'effect'>,
): IdentifyPreview {
  if (clearsIdentity(argument)) return { does: 'clear' };
  const n = identityArgument(argument);
  const { identity, kind, aliases: p, apiKey } = current;
  if (n === null) return { does: 'store' };
  if (identity === n) return { does: 'same' };
  if (p !== null) return { does: 'alias', p, n, effect: people.effect(apiKey ?? '', p, n) };
  return identity !== null && kind === 'named'
    ? { does: 'switch', from: identity }
    : { does: 'store' };
}
