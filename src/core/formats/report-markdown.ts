import { visible } from '../findings/shown.ts';
import { findingText } from '../findings/text.ts';
import type { Session } from '../session/session.ts';
import type { Translate } from '../text/catalogue.ts';
import {
  type AliasEntry,
  aliasEntries,
  aliasIndex,
  indexesOf,
  type ReportSource,
  severities,
} from './report.ts';
import {
  countsLine,
  deliveryText,
  mergeText,
  noIdentity,
  shortTime,
  sourceLines,
} from './report-text.ts';

/**
 * The report of a session for a bug tracker: GitHub's Markdown with tables. What comes from the
 * recording stands in code spans.
 */
export function reportMarkdown(session: Session, source: ReportSource, t: Translate): string {
  const sections = [
    `# ${t('report_title', code(source.name))}`,
    countsLine(session, t, code),
    ...sourceLines(source, t),
    ...aliases(session, t),
    ...people(session, t),
    ...findings(session, t),
  ];
  return `${sections.join('\n\n')}\n`;
}

/**
 * A text as a code span, also inside of a table: nothing in it is markup, and trackers make neither
 * links nor mentions of it. On one line, with the invisible made visible.
 */
export function code(text: string): string {
  const shown = visible(text).replaceAll('|', '\\|');
  if (shown === '') return '';
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  const pad = /^[ `]|[ `]$/.test(shown) && shown.trim() !== '' ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** A finding's value may be a list, joined as the message quotes it. */
function codes(value: string): string {
  return value.split(BETWEEN).map(code).join(BETWEEN);
}

const BETWEEN = '”, “';

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function identity(id: string | null, { request }: AliasEntry, t: Translate): string {
  return id ? code(id) : `*${noIdentity(request, t)}*`;
}

function aliases(session: Session, t: Translate): string[] {
  const entries = aliasEntries(session);
  if (entries.length === 0) return [];
  const indexes = aliasIndex(session);
  const head = ['#', t('report_time'), '_p', '_n', t('report_delivery'), t('report_effect')];
  const rows = entries.map((entry, index) => {
    const repeats = entry.retryOf === null ? undefined : indexes.get(entry.retryOf);
    return [
      String(index),
      shortTime(entry, t),
      identity(entry.request.p, entry, t),
      identity(entry.request.n, entry, t),
      deliveryText(entry, t, code),
      repeats === undefined ? mergeText(entry, t) : t('report_repeats', String(repeats)),
    ];
  });
  return [`## ${t('report_aliases')}`, table(head, rows)];
}

function people(session: Session, t: Translate): string[] {
  const list = session.people.list();
  if (list.length === 0) return [];
  const indexes = aliasIndex(session);
  const several = session.apiKeys.length > 1;
  const items = list.map(({ identities, aliases: keys, apiKey }) => {
    const numbers = indexesOf(keys, indexes).map((index) => `${index}`);
    const head = t('report_person', String(identities.length), numbers.join(', '));
    const key = several ? ` · ${code(apiKey)}` : '';
    const names = identities.map(({ id, kind }) => `  - ${code(id)} (${t(`report_kind_${kind}`)})`);
    return [`- ${head}${key}`, ...names].join('\n');
  });
  return [`## ${t('report_people')}`, items.join('\n')];
}

function findings(session: Session, t: Translate): string[] {
  if (session.findings.length === 0) return [t('report_no_findings')];
  const { error, warning, info } = severities(session);
  const indexes = aliasIndex(session);
  const explained = new Set<string>();
  const items = session.findings.map((finding) => {
    const { rule, severity, help } = finding;
    const values = finding.values.map(codes);
    const { message, why, advice } = findingText({ ...finding, values }, t);
    const alias = indexes.get(finding.entry);
    const place =
      alias === undefined ? shortTime(finding, t) : t('report_about_alias', String(alias));
    const item = `- **${t(`report_severity_${severity}`)}** \`${rule}\` (${place}): ${message}`;
    if (explained.has(rule)) return item;
    explained.add(rule);
    return `${item}\n  ${why} ${advice} [${t('report_help')}](${help})`;
  });
  const counts = t('report_severities', ...[error, warning, info].map(String));
  return [`## ${t('report_findings')}`, counts, items.join('\n')];
}
