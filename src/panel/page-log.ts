import { beginsPage } from '../core/session/begins-page.ts';
import type { Observation } from '../core/session/observation.ts';

/** The part of a log that belongs to the page that a tab shows. */
export interface PageLog {
  readonly observations: readonly Observation[];
  /** Documents of earlier pages: what still comes of them does not belong to it. */
  readonly left: ReadonlySet<string>;
}

/** Counts the rows that observations of a log make, fed with them in order. */
export interface RowCount {
  readonly rows: number;
  add(log: readonly Observation[]): void;
}

export function createRowCount(): RowCount {
  const queued = new Set<string>();
  const documents = new Map<number, string>();
  const identities = new Map<number, string | null>();
  let rows = 0;
  /** Whether it is a row of its own, rather than more about another, or what is known already. */
  function isRow(one: Observation): boolean {
    if (one.type === 'identity') {
      const before = identities.get(one.frameId) ?? null;
      identities.set(one.frameId, one.id);
      return one.id !== before;
    }
    if (one.type === 'navigation') {
      const known = one.documentId !== undefined && documents.get(one.frameId) === one.documentId;
      if (one.documentId !== undefined) documents.set(one.frameId, one.documentId);
      return !known;
    }
    if (one.type === 'call') {
      const known = queued.has(one.callId);
      if (one.phase === 'queued') queued.add(one.callId);
      return !known;
    }
    return one.type === 'request' || one.type === 'note';
  }
  return {
    get rows() {
      return rows;
    },
    add(log) {
      for (const one of log) if (isRow(one)) rows += 1;
    },
  };
}

/**
 * A log from the beginning of its last page on, with what came of that page before its beginning was
 * reported; all of it if none begins in it.
 */
export function sinceLastPage(log: readonly Observation[]): PageLog {
  const start = log.findLastIndex(beginsPage);
  if (start < 0) return { observations: log, left: new Set() };
  const own = log[start]?.documentId;
  const left = new Set<string>();
  for (const { documentId } of log.slice(0, start))
    if (documentId !== undefined && documentId !== own) left.add(documentId);
  const observations = log.filter(({ documentId }, index) =>
    index < start
      ? documentId !== undefined && documentId === own
      : documentId === undefined || !left.has(documentId),
  );
  return { observations, left };
}
