import type { CookieChange, Entry, Session } from '../session/session.ts';

/** The cookies around an entry: around the call that led to it where that is known, else its own. */
export function entryCookies(
  entry: Entry,
  session: Pick<Session, 'entry'>,
): CookieChange | undefined {
  const key = callOf(entry);
  const call = key === undefined ? undefined : session.entry(key);
  // Around the call they were looked at just before and just after it.
  if (call?.kind === 'call' && call.cookies) return call.cookies;
  return 'cookies' in entry ? entry.cookies : undefined;
}

function callOf(entry: Entry): number | undefined {
  if (entry.kind === 'identity') return entry.cause?.call;
  if (entry.kind !== 'alias') return undefined;
  return entry.cause.by === 'call' ? entry.cause.call : undefined;
}
