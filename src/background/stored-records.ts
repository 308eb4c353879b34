import { isObservation } from '../core/formats/observation-guard.ts';
import type { Observation } from '../core/session/observation.ts';

/**
 * What a store holds as observations. Another version may have written it, or half of it: a record
 * that is none becomes a note in its place, so that it neither stops the rest nor goes unnoticed.
 * @param positionsOf the records' positions in the log; asked for only when a record is damaged
 */
export async function soundRecords(
  records: readonly unknown[],
  positionsOf: () => readonly number[] | Promise<readonly number[]>,
): Promise<Observation[]> {
  if (records.every(isObservation) && isAscending(records)) return [...records];
  const positions = await positionsOf();
  let at = records.find(isObservation)?.at ?? 0;
  return records.map((record, index) => {
    const seq = positions[index] ?? index;
    if (isObservation(record) && record.seq === seq) {
      at = record.at;
      return record;
    }
    return { type: 'note', seq, at, frameId: 0, code: 'damaged' };
  });
}

function isAscending(observations: readonly Observation[]): boolean {
  let last = -1;
  return observations.every(({ seq }) => {
    const follows = seq > last;
    last = seq;
    return follows;
  });
}
