import { findingText } from '../findings/text.ts';
import { failureOf } from '../session/failure.ts';
import type { CallArgument } from '../session/observation.ts';
import type { Entry, RequestEntry, Session } from '../session/session.ts';
import type { Translate } from '../text/catalogue.ts';
import { noteDetail } from '../text/note-detail.ts';
import { outcomeText } from '../text/outcome.ts';
import { entryCookies } from './entry-cookies.ts';
import { code } from './report-markdown.ts';
import { shortTime } from './report-text.ts';
import { isoTimeOf } from './time.ts';

/**
 * One entry of a session as JSON, with all that is known of it; times as ISO 8601, findings in words.
 */
export function entryJson(entry: Entry, session: Pick<Session, 'entry'>, t: Translate): string {
  const { key: _key, at: _at, findings, ...rest } = entry;
  const said = findings.map((finding) => {
    const { rule, severity, identities } = finding;
    return { rule, severity, message: findingText(finding, t).message, identities };
  });
  const failure = 'delivery' in entry ? failureOf(entry) : null;
  const reason = failure === null ? {} : { reason: failure.reason };
  const cookies = entryCookies(entry, session);
  const plain = {
    ...{ at: isoTimeOf(entry), ...rest, ...reason, ...timesOf(entry) },
    ...hopsOf(entry),
    ...(cookies && { cookies }),
    findings: said,
  };
  return `${JSON.stringify(plain, null, 2)}\n`;
}

/** The further times of an entry, as text. */
function timesOf(entry: Entry): Readonly<Record<string, string | null>> {
  const { mergeBy, endedAt, ranAt } = {
    ...('request' in entry && { mergeBy: entry.mergeBy, endedAt: entry.endedAt }),
    ...(entry.kind === 'call' && { ranAt: entry.ranAt }),
  };
  const times = Object.entries({ mergeBy, endedAt, ranAt });
  return Object.fromEntries(
    times.flatMap(([name, at]) => (at === undefined ? [] : [[name, isoTimeOf({ ...entry, at })]])),
  );
}

function hopsOf(entry: Entry) {
  if (!('request' in entry) || entry.hops === undefined) return {};
  const hops = entry.hops.map(({ key: _key, at, ...hop }) => ({
    at: isoTimeOf({ ...entry, at }),
    ...hop,
  }));
  return { hops };
}

/** One entry for a bug tracker: GitHub's Markdown; what comes from outside stands in code spans. */
export function entryMarkdown(entry: Entry, t: Translate): string {
  const head = `**${t(`entry_${entry.kind}`)}** · ${shortTime(entry, t)}`;
  const parts = [head, ...bodyOf(entry, t), ...findingsOf(entry, t)];
  return `${parts.join('\n\n')}\n`;
}

function bodyOf(entry: Entry, t: Translate): string[] {
  switch (entry.kind) {
    case 'alias':
    case 'event':
    case 'properties':
      return requestOf(entry, t);
    case 'call':
      return [
        code(`${entry.method ?? 'function'}(${entry.args.map(argument).join(', ')})`),
        t(`fate_${entry.fate.replaceAll('-', '_')}`),
      ];
    case 'identity':
      return [`${identity(entry.previous, t)} → ${identity(entry.identity, t)}`];
    case 'navigation':
      return [code(entry.url)];
    case 'note':
      return [t(`note_${entry.code}`, code(noteDetail(entry, t)))];
  }
}

function requestOf(entry: RequestEntry, t: Translate): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rows = entry.request.parameters.map(({ name, value }) => line([code(name), code(value)]));
  const head = [t('parameter_column_name'), t('copy_column_value')];
  const why = entry.error ?? entry.status?.toString() ?? '';
  const delivery = outcomeText(entry, t) + (why === '' ? '' : ` (${code(why)})`);
  return [
    ...(rows.length > 0 ? [[line(head), line(['---', '---']), ...rows].join('\n')] : []),
    `${t('delivery')}: ${delivery}`,
    `${t('raw_url')}: ${code(entry.url)}`,
    ...(entry.hops ?? []).flatMap(({ sentOn, status, to }, index, hops) => {
      const next = to ?? hops[index + 1]?.url;
      if (sentOn === undefined || next === undefined) return [];
      return [`${t(`sent_on_${sentOn}`, status?.toString() ?? '')}: ${code(next)}`];
    }),
    ...(entry.body === undefined ? [] : [`${t('raw_body')}: ${code(entry.body)}`]),
  ];
}

function findingsOf({ findings }: Entry, t: Translate): string[] {
  if (findings.length === 0) return [];
  const items = findings.map((finding) => {
    const values = finding.values.map(code);
    const { message } = findingText({ ...finding, values }, t);
    return `- **${t(`report_severity_${finding.severity}`)}** \`${finding.rule}\`: ${message}`;
  });
  return [items.join('\n')];
}

function identity(id: string | null, t: Translate): string {
  return id === null || id === '' ? `*${t('report_no_identity')}*` : code(id);
}

function argument({ type, text }: CallArgument): string {
  return type === 'string' ? JSON.stringify(text) : text;
}
