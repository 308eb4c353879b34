import type { RuleId, Severity } from '../findings/finding.ts';
import { findingText } from '../findings/text.ts';
import type { IdentityKind } from '../kissmetrics/identity.ts';
import type { BatchPlace, UnreadReason } from '../kissmetrics/tracking-request.ts';
import { failureOf } from '../session/failure.ts';
import type { FailureReason } from '../session/failure-errors.ts';
import type { Delivery, TimeDoubt } from '../session/observation.ts';
import type { Entry, RequestEntry, Session } from '../session/session.ts';
import type { Translate } from '../text/catalogue.ts';
import { isoTimeOf } from './time.ts';

export const REPORT_VERSION = 1;

/** Where a session came from. */
export interface ReportSource {
  /** The file's name without its folder. */
  readonly name: string;
  readonly format: 'har' | 'session';
  /** Entries or observations that are left out, because they cannot be used at all. */
  readonly leftOut?: number;
  /** Requests without a usable time, which stand where they stand in the file. */
  readonly unknownTimes?: number;
  /** Requests whose time names no zone, and is read as UTC. */
  readonly unknownZones?: number;
}

export interface ReportedAlias {
  /** Place in `Report.aliases`; retries have one of their own. */
  readonly index: number;
  /** ISO 8601, as all times here; without a zone where that is not known, null where the time is not. */
  readonly at: string | null;
  /** Why `at` is null or has no zone; absent where it is exact. */
  readonly time?: TimeDoubt;
  readonly apiKey: string | null;
  /** `_p` and `_n` as decoded; null where missing. */
  readonly identities: readonly [string | null, string | null];
  readonly delivery: Delivery;
  readonly status: number | null;
  /** What kept it from its answer; absent where nothing did, or where it is not known. */
  readonly reason?: FailureReason;
  /** Index of the alias that this one repeats byte for byte. */
  readonly retryOf: number | null;
  /** Null where `at` is. */
  readonly mergeBy: string | null;
  readonly url: string;
  /** Where it was sent on, in order; absent where it was not. */
  readonly redirects?: readonly ReportedRedirect[];
  /** Not all of its body is known: what is null above may be in it. Absent if all is known. */
  readonly unreadable?: UnreadReason;
  /** The item of a batch that it is; absent for a request of its own. */
  readonly batch?: BatchPlace;
}

export interface ReportedRedirect {
  /** The server, the browser itself or an extension, or the page's service worker. */
  readonly by: 'server' | 'browser' | 'worker';
  readonly status: number | null;
  readonly to: string;
}

export interface ReportedPerson {
  readonly identities: readonly { readonly id: string; readonly kind: IdentityKind }[];
  /** Indexes of the aliases that joined them. */
  readonly aliases: readonly number[];
}

export interface ReportedFinding {
  readonly rule: RuleId;
  readonly severity: Severity;
  readonly message: string;
  readonly identities: readonly string[];
  /** Index of the alias that it is about; null if it is about something else. */
  readonly alias: number | null;
  readonly at: string | null;
  readonly help: string;
}

/** What `report --format json` prints: names that scripts rely on. */
export interface Report {
  readonly version: typeof REPORT_VERSION;
  /** Counts of nothing are absent. */
  readonly source: ReportSource;
  readonly counts: {
    readonly alias: number;
    readonly event: number;
    readonly properties: number;
    readonly retry: number;
    readonly malformed: number;
    /** Requests of whose body not all is known; absent if there are none. */
    readonly unreadable?: number;
  };
  readonly apiKeys: readonly string[];
  readonly aliases: readonly ReportedAlias[];
  /** Every person with two or more identities, largest first. */
  readonly people: readonly ReportedPerson[];
  readonly findings: readonly ReportedFinding[];
}

/** An alias of the timeline. */
export type AliasEntry = RequestEntry & { readonly kind: 'alias' };

/** The aliases of a session in the order of their index in a report, retries included. */
export function aliasEntries(session: Session): readonly AliasEntry[] {
  return session.entries.filter(isAlias);
}

function isAlias(entry: Entry): entry is AliasEntry {
  return entry.kind === 'alias';
}

/** The index of each alias by its entry key. */
export function aliasIndex(session: Session): ReadonlyMap<number, number> {
  return new Map(aliasEntries(session).map(({ key }, index) => [key, index]));
}

/** The report of a session as plain data, for `JSON.stringify`. */
export function reportJson(session: Session, source: ReportSource, t: Translate): Report {
  const indexes = aliasIndex(session);
  const { alias, event, properties, retry, malformed, unreadable } = session.counts;
  return {
    version: REPORT_VERSION,
    source: sourceOf(source),
    counts: {
      ...{ alias, event, properties, retry, malformed },
      ...(unreadable > 0 ? { unreadable } : {}),
    },
    apiKeys: [...session.apiKeys],
    aliases: aliasEntries(session).map((entry, index) => ({
      index,
      at: isoTimeOf(entry),
      ...(entry.time === undefined ? {} : { time: entry.time }),
      apiKey: entry.request.apiKey,
      identities: [entry.request.p, entry.request.n],
      delivery: entry.delivery,
      status: entry.status ?? null,
      ...reasonOf(entry),
      retryOf: entry.retryOf === null ? null : (indexes.get(entry.retryOf) ?? null),
      mergeBy: isoTimeOf({ ...entry, at: entry.mergeBy ?? entry.at }),
      url: entry.url,
      ...redirectsOf(entry),
      ...(entry.request.unread === null ? {} : { unreadable: entry.request.unread.reason }),
      ...(entry.request.batch === null ? {} : { batch: entry.request.batch }),
    })),
    people: session.people.list().map(({ identities, aliases }) => ({
      identities: identities.map(({ id, kind }) => ({ id, kind })),
      aliases: indexesOf(aliases, indexes),
    })),
    findings: session.findings.map((finding) => ({
      rule: finding.rule,
      severity: finding.severity,
      message: findingText(finding, t).message,
      identities: [...finding.identities],
      alias: indexes.get(finding.entry) ?? null,
      at: isoTimeOf(finding),
      help: finding.help,
    })),
  };
}

function sourceOf({ name, format, leftOut, unknownTimes, unknownZones }: ReportSource) {
  return {
    name,
    format,
    ...(leftOut && { leftOut }),
    ...(unknownTimes && { unknownTimes }),
    ...(unknownZones && { unknownZones }),
  };
}

/** The indexes of aliases given by their entry keys. */
export function indexesOf(
  keys: readonly number[],
  indexes: ReadonlyMap<number, number>,
): readonly number[] {
  return keys.map((key) => indexes.get(key)).filter((index) => index !== undefined);
}

/** How many findings there are of each severity. */
export function severities(session: Session): Readonly<Record<Severity, number>> {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of session.findings) counts[severity]++;
  return counts;
}

function redirectsOf({ hops }: RequestEntry): Pick<ReportedAlias, 'redirects'> {
  if (hops === undefined) return {};
  const redirects = hops.flatMap(({ sentOn, status, to }, index): ReportedRedirect[] => {
    const next = to ?? hops[index + 1]?.url;
    if (sentOn === undefined || next === undefined) return [];
    return [{ by: sentOn, status: status ?? null, to: next }];
  });
  return { redirects };
}

function reasonOf(entry: RequestEntry): Pick<ReportedAlias, 'reason'> {
  const failure = failureOf(entry);
  return failure === null ? {} : { reason: failure.reason };
}
