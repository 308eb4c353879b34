import type { Observation } from '../core/session/observation.ts';

/** The part of a log that belongs to the page that a tab shows. */
export interface PageLog {
  readonly observations: readonly Observation[];
  /** Documents of earlier pages: what still comes of them does not belong to it. */
  readonly left: ReadonlySet<string>;
}

/** Whether another page begins in the tab. */
export function beginsPage({ type, frameId }: Observation): boolean {
  return type === 'navigation' && frameId === 0;
}

/** Says of the observations of a log, in turn, whether each is a row, rather than more about one. */
export function rowTeller(): (observation: Observation) => boolean {
  const queued = new Set<string>();
  return (observation) => {
    if (observation.type !== 'call')
      return !['outcome', 'library', 'cookies'].includes(observation.type);
    const known = queued.has(observation.callId);
    if (observation.phase === 'queued') queued.add(observation.callId);
    return !known;
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
