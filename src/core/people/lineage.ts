import type { IdentityEntry, RequestEntry, Session } from '../session/session.ts';

/** Who the visitor was before, as far as a session tells, and what that is to who they are now. */
export interface Lineage {
  /** The latest change of identity in the top frame. */
  readonly change: IdentityEntry;
  /**
   * `first`: nobody is known from before; `one`: an alias made one person of both; `kept`: the alias
   * that the change's call sent was kept from doing so; `two`: another visitor.
   */
  readonly is: 'first' | 'one' | 'kept' | 'two';
  /** The alias that made them one, or was kept from it. */
  readonly alias: RequestEntry | null;
}

/** Null while the visitor has no identity, or none that the log has seen come. */
export function lineage({
  current,
  entry,
  people,
  apiKeys,
}: Pick<Session, 'current' | 'entry' | 'people' | 'apiKeys'>): Lineage | null {
  const { identity, apiKey, change: key } = current();
  const change = key === null ? undefined : entry(key);
  if (identity === null || change?.kind !== 'identity') return null;
  const { previous } = change;
  if (previous === null) return { change, is: 'first', alias: null };
  // A page whose library has not loaded yet has no key.
  const chain = (apiKey === null ? apiKeys : [apiKey])
    .map((one) => people.chain(one, previous, identity))
    .reduce((one, other) => (one.length > 0 ? one : other), []);
  if (chain.length > 0) {
    // They were two until the last of the chain's aliases.
    const [last = null] = chain
      .map(({ alias }) => aliasOf(entry(alias)))
      .sort((a, b) => (b?.at ?? 0) - (a?.at ?? 0));
    return { change, is: 'one', alias: last };
  }
  const call = change.cause && entry(change.cause.call);
  const sent = call?.kind === 'call' ? call.requests : [];
  const kept = sent.map((one) => aliasOf(entry(one))).find((one) => one?.joins === 'none');
  return { change, is: kept ? 'kept' : 'two', alias: kept ?? null };
}

function aliasOf(entry: ReturnType<Session['entry']>): RequestEntry | null {
  return entry?.kind === 'alias' ? entry : null;
}
