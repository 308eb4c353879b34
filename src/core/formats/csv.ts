import { findingText } from '../findings/text.ts';
import { failureOf } from '../session/failure.ts';
import type { Entry, RequestEntry, Session } from '../session/session.ts';
import type { Translate } from '../text/catalogue.ts';
import { isoTimeOf } from './time.ts';

/** The columns, in order. Names stay as they are in every language, for scripts. */
export const CSV_COLUMNS = [
  'time',
  'kind',
  'identity',
  'new_identity',
  'event',
  'api_key',
  'delivery',
  'status',
  'error',
  'cause',
  'retry',
  'malformed',
  'findings',
  'properties',
  'method',
  'url',
  'page',
  'reason',
  'unreadable',
] as const;

/**
 * The requests of a session as CSV by RFC 4180, in pieces: a header and a line for each request, in
 * the order of time, with decoded values.
 */
export function* csvFile(session: Session, t: Translate): Generator<string> {
  yield csvLine(CSV_COLUMNS);
  for (const entry of session.entries) {
    if (isRequest(entry)) yield csvLine(cellsOf(session, entry, t));
  }
}

/** One line with its line break. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/**
 * A cell. Spreadsheets run a text as a formula that begins with `=`, `+`, `-`, `@`, a tab or a line
 * break, and some the same in full width: such a text gets an apostrophe before it.
 */
function csvCell(text: string): string {
  const plain = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

function isRequest(entry: Entry): entry is RequestEntry {
  return 'request' in entry;
}

function cellsOf(session: Session, entry: RequestEntry, t: Translate): string[] {
  const { request, kind, retryOf } = entry;
  const properties = request.parameters.filter(({ name }) => !name.startsWith('_'));
  const cells: Readonly<Record<(typeof CSV_COLUMNS)[number], string | null | undefined>> = {
    time: isoTimeOf(entry),
    kind,
    identity: request.p,
    new_identity: kind === 'alias' ? request.n : '',
    event: kind === 'event' ? request.n : '',
    api_key: request.apiKey,
    delivery: entry.delivery,
    status: entry.status?.toString(),
    error: entry.error,
    cause: causeOf(session, entry),
    retry: retryOf === null ? '' : 'yes',
    malformed: request.problems.join(' '),
    findings: entry.findings
      .map((finding) => `${finding.severity} ${finding.rule}: ${findingText(finding, t).message}`)
      .join('\n'),
    properties: properties.map(({ name, value }) => `${name}=${value}`).join('\n'),
    method: entry.method,
    url: entry.url,
    page: entry.documentUrl,
    reason: failureOf(entry)?.reason,
    unreadable: request.unread?.reason,
  };
  return CSV_COLUMNS.map((column) => cells[column] ?? '');
}

/** What sent the request: the method of a call, else `url`, `form`, `queue`, `unseen`, `unknown`. */
function causeOf(session: Session, { cause }: RequestEntry): string {
  if (cause.by !== 'call') return cause.by;
  const call = session.entry(cause.call);
  return call?.kind === 'call' && call.method !== null ? call.method : cause.method;
}
