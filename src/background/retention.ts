import type { KeepDays } from '../protocol/kept.ts';
import type { LogRecord } from './log-record.ts';

/** What all logs together may take. */
export interface Limits {
  /** Characters, as in `KeptLog.size`, and observations, of all logs outside of private windows. */
  readonly size: number;
  readonly count: number;
  /** Characters of logs in memory whose tabs are closed. */
  readonly memory: number;
}

/**
 * A row of a timeline is some two observations of half a kilobyte to two, so that a day's hard
 * testing makes a few megabytes, and thirty of them fit. Browsers give a site gigabytes, but what
 * lies here is personal data, and a flooding page shall not fill the user's disk with it. The count
 * bounds what listing and deleting cost where observations are small.
 */
export const LIMITS: Limits = { size: 200_000_000, count: 1_000_000, memory: 20_000_000 };

/** Room is made down to this part of a limit, so that it is made now and then, not all the time. */
const ENOUGH = 0.9;
const DAY_MS = 86_400_000;

/** Whether a log's tab is open in the running browser session. */
export function isOpen(record: LogRecord, session: string): boolean {
  return record.session === session && !record.closed;
}

/**
 * Whether a log is older than it is to be kept. Those of open tabs never are.
 * @param now milliseconds since 1970
 */
export function isExpired(
  record: LogRecord,
  keep: KeepDays,
  session: string,
  now: number,
): boolean {
  if (isOpen(record, session)) return false;
  if (keep === 0) return record.session !== session;
  // A log from the future was written while the clock was wrong; it shall not stay until then.
  return Math.abs(now - record.grew) > keep * DAY_MS;
}

/**
 * The logs that have to go before all keep within the limits: the oldest of closed tabs first, then
 * those of open tabs, but never the one that is being written. Private ones go with their tabs.
 */
export function overLimits(
  records: readonly LogRecord[],
  writing: string,
  session: string,
  limits: Limits,
): LogRecord[] {
  const mine = records.filter(({ kept }) => kept !== 'private');
  const total = sum(mine, 'size');
  if (total <= Math.min(limits.size, limits.memory) && sum(mine, 'count') <= limits.count)
    return [];
  const candidates = byAge(mine, session).filter(({ logId }) => logId !== writing);
  const closed = candidates.filter((record) => !isOpen(record, session));
  const inMemory = closed.filter(({ kept }) => kept === 'overflowed');
  const gone = new Set(first(inMemory, 'size', inMemory, limits.memory));
  for (const measure of ['size', 'count'] as const) {
    const rest = (all: readonly LogRecord[]) => all.filter((record) => !gone.has(record));
    for (const one of first(rest(candidates), measure, rest(mine), limits[measure])) gone.add(one);
  }
  return [...gone];
}

/** The oldest logs of closed tabs on a disk that is full: a tenth of what there is, at least one. */
export function forFullDisk(
  records: readonly LogRecord[],
  writing: string,
  session: string,
): LogRecord[] {
  const onDisk = records.filter(({ kept }) => kept === 'disk');
  const closed = byAge(onDisk, session).filter(
    (record) => !isOpen(record, session) && record.logId !== writing,
  );
  return first(closed, 'size', onDisk, sum(onDisk, 'size') - 1);
}

/** As many of the first candidates as bring the sum of all below enough; none if it is within. */
function first(
  candidates: readonly LogRecord[],
  measure: 'size' | 'count',
  all: readonly LogRecord[],
  limit: number,
): LogRecord[] {
  let left = sum(all, measure);
  if (left <= limit) return [];
  const gone: LogRecord[] = [];
  for (const candidate of candidates) {
    if (left <= limit * ENOUGH) break;
    left -= candidate[measure];
    gone.push(candidate);
  }
  return gone;
}

function sum(records: readonly LogRecord[], measure: 'size' | 'count'): number {
  return records.reduce((total, record) => total + record[measure], 0);
}

/** Those of closed tabs before those of open ones, each the oldest first. */
function byAge(records: readonly LogRecord[], session: string): LogRecord[] {
  const rank = (record: LogRecord): number => (isOpen(record, session) ? 1 : 0);
  return [...records].sort((a, b) => rank(a) - rank(b) || a.grew - b.grew);
}
