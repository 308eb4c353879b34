import type { Session } from '../core/session/session.ts';
import type { ActionReport } from '../protocol/api.ts';

/** The site gave the visitor their old identity again after a reset. */
export interface SetBack {
  readonly identity: string;
  /** The call that did it; null where none was seen. */
  readonly method: string | null;
}

/**
 * Whether the site undid a reset by itself, as one does that calls `identify` on every page: the
 * last reset in the log is followed by the identity from before.
 */
export function setBackBySite(session: Session, report: ActionReport | null): SetBack | null {
  if (report?.action !== 'log-out' && report?.action !== 'new-visitor') return null;
  const { before } = report;
  if (before.state !== 'readable' || before.identity === null) return null;
  const { entries } = session;
  for (let index = entries.length - 1; index >= 0; index -= 1) {
    const entry = entries[index];
    if (entry?.kind === 'note' && entry.code === 'reset') return null;
    if (entry?.kind !== 'identity' || entry.frameId !== 0) continue;
    if (entry.identity === before.identity)
      return { identity: before.identity, method: entry.cause?.method ?? null };
  }
  return null;
}
