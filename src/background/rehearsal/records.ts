import * as v from 'valibot';
import type { KeyValueArea } from '../../platform/storage.ts';
import { PERSONA } from '../../protocol/rehearsal.ts';
import { createLine } from '../line.ts';
import { SNAPSHOT } from './snapshot-format.ts';

const common = {
  /** Not of a private window, so it may be on disk. */
  lasting: v.boolean(),
  snapshot: SNAPSHOT,
};
const RECORD = v.variant('type', [
  v.object({
    type: v.literal('simulation'),
    persona: PERSONA,
    sandboxed: v.boolean(),
    /** The browser session in which it began. */
    session: v.string(),
    ...common,
  }),
  v.object({ type: v.literal('undo'), action: v.string(), ...common }),
]);

/** A snapshot that waits to be put back, and why it was taken. */
export type Record = v.InferOutput<typeof RECORD>;
export type SimulationRecord = Extract<Record, { type: 'simulation' }>;

/** The visitor whom a record is about. */
export interface Whose {
  readonly site: string;
  readonly storeId?: string;
}

const KEY = 'rehearsal';

/** The snapshots that were not put back yet: on disk, those of private windows in memory. */
export interface Records {
  all(): Promise<readonly Record[]>;
  find<Type extends Record['type']>(
    type: Type,
    whose: Whose,
  ): Promise<Extract<Record, { type: Type }> | undefined>;
  /** Keeps a record in the place of one of its type and visitor. Rejects if there is no room. */
  put(record: Record): Promise<void>;
  remove(type: Record['type'], whose: Whose): Promise<void>;
}

export function createRecords(lasting: KeyValueArea, passing: KeyValueArea): Records {
  const readArea = async (area: KeyValueArea): Promise<Record[]> => {
    const stored = await area.get(KEY);
    if (!Array.isArray(stored)) return [];
    return stored.flatMap((one) => {
      const read = v.safeParse(RECORD, one);
      return read.success ? [read.output] : [];
    });
  };
  const isOf = (record: Record, type: Record['type'], { site, storeId }: Whose): boolean =>
    record.type === type && record.snapshot.site === site && record.snapshot.storeId === storeId;
  const all = async (): Promise<Record[]> =>
    (await Promise.all([readArea(lasting), readArea(passing)])).flat();

  /** Changes of both areas come one after another: each reads what the one before wrote. */
  const inLine = createLine();
  const change = (edit: (records: Record[]) => Record[]): Promise<void> =>
    inLine(async () => {
      const records = edit(await all());
      for (const [area, isLasting] of [
        [lasting, true],
        [passing, false],
      ] as const)
        await area.set({ [KEY]: records.filter((one) => one.lasting === isLasting) });
    });

  return {
    all,
    async find<Type extends Record['type']>(type: Type, whose: Whose) {
      const found = (await all()).find((record) => isOf(record, type, whose));
      return found as Extract<Record, { type: Type }> | undefined;
    },
    put: (record) =>
      change((records) => [
        ...records.filter((one) => !isOf(one, record.type, record.snapshot)),
        record,
      ]),
    remove: (type, whose) => change((records) => records.filter((one) => !isOf(one, type, whose))),
  };
}
