import type { IdentityEntry, RequestEntry, Session } from '../session/session.ts';

/** Who the visitor was before, as far as a session tells, and what that is to who they are now. */
export interface Lineage {
  /** The latest change of identity in the top frame. */
  readonly change: IdentityEntry;
  /** Null if nobody is known from before. */
  readonly before: string | null;
  /**
   * `first`: nobody is known from before; `one`: an alias made one person of both; `kept`: the alias
   * that the change's call sent was kept from doing so; `two`: another visitor.
   */
  readonly is: 'first' | 'one' | 'kept' | 'two';
  /** The alias that made them one, or was kept from it. */
  readonly alias: RequestEntry | null;
}

/** Null while the visitor has no identity, or none that the log has seen come. */
export function lineage(
  session: Pick<Session, 'current' | 'entry' | 'people' | 'apiKeys'>,
): Lineage | null {
  const { identity, apiKey, change: key, before } = session.current();
  const change = key === null ? undefined : session.entry(key);
  if (identity === null || change?.kind !== 'identity') return null;
  if (before === null) return { change, before, is: 'first', alias: null };
  // A page whose library has not loaded yet has no key.
  for (const one of apiKey === null ? session.apiKeys : [apiKey]) {
    const joinedBy = session.people.joinedBy(one, before, identity);
    if (joinedBy !== null)
      return { change, before, is: 'one', alias: aliasOf(session.entry(joinedBy)) };
  }
  const call = change.cause && session.entry(change.cause.call);
  const sent = call?.kind === 'call' ? call.requests : [];
  const kept = sent.map((one) => aliasOf(session.entry(one))).find((one) => one?.joins === 'none');
  return { change, before, is: kept ? 'kept' : 'two', alias: kept ?? null };
}

function aliasOf(entry: ReturnType<Session['entry']>): RequestEntry | null {
  return entry?.kind === 'alias' ? entry : null;
}
