import * as v from 'valibot';
import type { Observation } from '../core/session/observation.ts';
import type { Kept, KeptLog } from '../protocol/kept.ts';

/** What the store knows about a log without reading it. */
export interface LogRecord extends KeptLog {
  readonly tabId: number;
  /** The browser session that it belongs to; empty if that is not known. */
  readonly session: string;
  /** Its tab is closed. */
  readonly closed: boolean;
  readonly kept: Kept;
}

/** Hosts, and characters of a page's address and of an API key, that a record has. */
const MOST_HOSTS = 5;
const LONGEST = { page: 300, apiKey: 200, host: 253 } as const;

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const time = v.pipe(v.number(), v.finite());

/** The shape of a record; anything else in its place is made anew from the log. */
export const LOG_RECORD: v.GenericSchema<unknown, LogRecord> = v.object({
  logId: v.string(),
  tabId: v.pipe(v.number(), v.integer()),
  session: v.string(),
  closed: v.boolean(),
  kept: v.picklist(['disk', 'private', 'overflowed']),
  began: time,
  grew: time,
  count,
  size: count,
  hosts: v.pipe(
    v.array(v.pipe(v.string(), v.maxLength(LONGEST.host))),
    v.maxLength(MOST_HOSTS),
    v.readonly(),
  ),
  page: v.pipe(v.string(), v.maxLength(LONGEST.page)),
  apiKey: v.nullable(v.pipe(v.string(), v.maxLength(LONGEST.apiKey))),
});

/** The record of a log that begins. */
export function begun(
  facts: Pick<LogRecord, 'logId' | 'tabId' | 'session' | 'closed' | 'kept'>,
  now: number,
): LogRecord {
  const empty = { began: now, grew: now, count: 0, size: 0, hosts: [], page: '', apiKey: null };
  return { ...facts, ...empty };
}

/** The record of a log with a batch more in it. */
export function grown(
  record: LogRecord,
  observations: readonly Observation[],
  now: number,
): LogRecord {
  const hosts = [...record.hosts];
  let { page, apiKey } = record;
  for (const one of observations) {
    const url = pageOf(one, page === '');
    if (url !== null) {
      page = (url.origin + url.pathname).slice(0, LONGEST.page);
      const { host } = url;
      if (hosts.length < MOST_HOSTS && host.length <= LONGEST.host && !hosts.includes(host))
        hosts.push(host);
    }
    apiKey = apiKeyOf(one, apiKey === null)?.slice(0, LONGEST.apiKey) || apiKey;
  }
  return {
    ...record,
    ...{ hosts, page, apiKey },
    grew: now,
    count: record.count + observations.length,
    size: record.size + JSON.stringify(observations).length,
  };
}

/** The page of the top frame that an observation shows. */
function pageOf(one: Observation, unknown: boolean): URL | null {
  if (one.frameId !== 0) return null;
  if (one.type === 'navigation') return webUrl(one.url);
  if (one.type === 'library' || (one.type === 'request' && unknown)) return webUrl(one.documentUrl);
  return null;
}

/** A request has to be taken apart for its key: only until one is known. */
function apiKeyOf(one: Observation, unknown: boolean): string | undefined {
  if (one.type === 'library' || one.type === 'identity') return one.apiKey;
  if (one.type !== 'request' || !unknown) return undefined;
  return webUrl(one.url)?.searchParams.get('_k') ?? undefined;
}

function webUrl(text: string | undefined): URL | null {
  if (text === undefined || !/^https?:/i.test(text)) return null;
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
