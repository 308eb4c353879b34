import type { Severity } from '../findings/finding.ts';
import { visible } from '../findings/shown.ts';
import { findingText } from '../findings/text.ts';
import type { TimeDoubt } from '../session/observation.ts';
import type { Session } from '../session/session.ts';
import type { Translate } from '../text/catalogue.ts';
import { outcomeText } from '../text/outcome.ts';
import {
  type AliasEntry,
  aliasEntries,
  aliasIndex,
  indexesOf,
  type ReportSource,
  severities,
} from './report.ts';
import { isoTime } from './time.ts';

export interface ReportTextOptions {
  readonly t: Translate;
  /** With ANSI escape sequences. */
  readonly colour?: boolean;
  /** The present, in milliseconds since 1970: tells which merge windows are over. */
  readonly now?: number;
}

/** How much later a time of an unknown zone may be than it is as UTC, in ms. */
const ZONES_MS = 12 * 3_600_000;

type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'blue' | 'green';
type Paint = (style: Style, text: string) => string;

const ANSI: Readonly<Record<Style, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
};
const SEVERITY_STYLE: Readonly<Record<Severity, Style>> = {
  error: 'red',
  warning: 'yellow',
  info: 'blue',
};

/**
 * The report of a session for a terminal, ending in a line break. What comes from the recording is
 * shown on one line with control characters spelled out, so that it cannot act on the terminal.
 */
export function reportText(
  session: Session,
  source: ReportSource,
  { t, colour = false, now }: ReportTextOptions,
): string {
  const paint: Paint = colour
    ? (style, text) => `\u001b[${ANSI[style][0]}m${text}\u001b[${ANSI[style][1]}m`
    : (_, text) => text;
  const lines = [
    `${paint('bold', visible(source.name))} (${t(`report_format_${source.format}`)})`,
    countsLine(session, t),
    ...sourceLines(source, t),
    ...aliasLines(session, { t, paint, now }),
    ...peopleLines(session, t, paint),
    ...findingLines(session, t, paint),
  ];
  return `${lines.join('\n')}\n`;
}

/** A time without `T` and milliseconds, in UTC or in the zone that its file does not name. */
export function shortTime(
  { at, time }: { readonly at: number; readonly time?: TimeDoubt },
  t: Translate,
): string {
  if (time === 'unknown') return t('time_unknown');
  const text = isoTime(at)
    .replace('T', ' ')
    .replace(/\.\d+Z$/, '');
  return time === undefined ? `${text} UTC` : t('time_no_zone', text);
}

/** What of a file is not known or not used, a line each. */
export function sourceLines(source: ReportSource, t: Translate): string[] {
  const { leftOut = 0, unknownTimes = 0, unknownZones = 0 } = source;
  return [
    ...(leftOut > 0 ? [t('report_left_out', String(leftOut))] : []),
    ...(unknownTimes > 0 ? [t('report_unknown_times', String(unknownTimes))] : []),
    ...(unknownZones > 0 ? [t('report_unknown_zones', String(unknownZones))] : []),
  ];
}

/**
 * The counts of a session in one line.
 * @param show makes texts of the recording safe where the line goes
 */
export function countsLine(session: Session, t: Translate, show = visible): string {
  const { alias, event, properties, retry, malformed, unreadable } = session.counts;
  const keys = session.apiKeys.map((key) => show(key)).join(', ');
  const all = alias + event + properties + retry;
  if (all === 0) return t('report_nothing');
  const parts = [
    t('report_count_alias', String(alias)),
    t('report_count_event', String(event)),
    t('report_count_properties', String(properties)),
    ...(retry > 0 ? [t('report_count_retry', String(retry))] : []),
    ...(malformed > 0 ? [t('report_count_malformed', String(malformed))] : []),
    ...(unreadable > 0 ? [t('report_count_unreadable', String(unreadable))] : []),
    ...(keys === '' ? [] : [t('report_api_keys', keys)]),
  ];
  return parts.join(' · ');
}

/** How an alias ended, with status or error. */
export function deliveryText(entry: AliasEntry, t: Translate, show = visible): string {
  const why = entry.error ?? (entry.status === undefined ? '' : String(entry.status));
  const word = outcomeText(entry, t);
  return why === '' ? word : `${word} (${show(why)})`;
}

/** What an alias does to people: until when it may take, or why it joins nobody. */
export function mergeText(entry: AliasEntry, t: Translate, now?: number): string {
  if (entry.joins === 'none') return t('report_joins_none');
  if (entry.joins === 'unknown') return t('report_joins_unknown');
  const { time, mergeBy: until } = entry;
  if (until === undefined) return t('merge_time_unknown');
  const latest = time === 'no-zone' ? until + ZONES_MS : until;
  const over = now !== undefined && now > latest;
  const text = shortTime({ ...entry, at: until }, t);
  return t(over ? 'report_merge_over' : 'report_merge_until', text);
}

function aliasLines(
  session: Session,
  { t, paint, now }: { t: Translate; paint: Paint; now: number | undefined },
): string[] {
  const aliases = aliasEntries(session);
  if (aliases.length === 0) return [];
  const indexes = aliasIndex(session);
  const lines = ['', paint('bold', t('report_aliases'))];
  for (const [index, entry] of aliases.entries()) {
    const { request, delivery, retryOf } = entry;
    const style = delivery === 'delivered' ? 'green' : delivery === 'pending' ? 'yellow' : 'red';
    const pair = [request.p, request.n]
      .map((id) => (id ? visible(id) : noIdentity(request, t)))
      .join('  +  ');
    const repeats = retryOf === null ? undefined : indexes.get(retryOf);
    lines.push(
      `  #${index}  ${shortTime(entry, t)}  ${paint(style, deliveryText(entry, t))}`,
      `      ${pair}`,
      `      ${paint('dim', repeats === undefined ? mergeText(entry, t, now) : t('report_repeats', String(repeats)))}`,
    );
  }
  return lines;
}

/** The words for an identity that is not there, or in a part that could not be read. */
export function noIdentity({ unread }: AliasEntry['request'], t: Translate): string {
  return t(unread === null ? 'report_no_identity' : 'report_not_known');
}

function peopleLines(session: Session, t: Translate, paint: Paint): string[] {
  const people = session.people.list();
  if (people.length === 0) return [];
  const indexes = aliasIndex(session);
  const several = session.apiKeys.length > 1;
  const lines = ['', paint('bold', t('report_people'))];
  for (const { identities, aliases, apiKey } of people) {
    const numbers = indexesOf(aliases, indexes).map((index) => `#${index}`);
    const head = t('report_person', String(identities.length), numbers.join(', '));
    lines.push(`  ${head}${several ? ` · ${visible(apiKey)}` : ''}`);
    for (const { id, kind } of identities) {
      lines.push(`      ${t(`report_kind_${kind}`).padEnd(9)}  ${visible(id)}`);
    }
  }
  return lines;
}

/** Why and what to do are said once for each rule. */
function findingLines(session: Session, t: Translate, paint: Paint): string[] {
  const { error, warning, info } = severities(session);
  const counts = [error, warning, info].map(String);
  if (session.findings.length === 0) return ['', t('report_no_findings')];
  const indexes = aliasIndex(session);
  const explained = new Set<string>();
  const lines = [
    '',
    `${paint('bold', t('report_findings'))}  ${t('report_severities', ...counts)}`,
  ];
  for (const finding of session.findings) {
    const { rule, severity, help } = finding;
    const { message, why, advice } = findingText(finding, t);
    const alias = indexes.get(finding.entry);
    const place =
      alias === undefined ? shortTime(finding, t) : t('report_about_alias', String(alias));
    const label = paint(SEVERITY_STYLE[severity], t(`report_severity_${severity}`));
    lines.push(`  ${label}  ${paint('bold', rule)}  ${paint('dim', place)}`, `      ${message}`);
    if (explained.has(rule)) continue;
    explained.add(rule);
    lines.push(`      ${why}`, `      ${advice}`, `      ${paint('dim', help)}`);
  }
  return lines;
}
