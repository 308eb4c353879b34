import { createSessionFold } from '../session/fold.ts';
import type { Observation } from '../session/observation.ts';
import { partOf } from '../session/part.ts';
import type { Session } from '../session/session.ts';
import type { Translate } from '../text/catalogue.ts';
import { csvFile } from './csv.ts';
import { harFile } from './har-file.ts';
import { logPart } from './log-part.ts';
import { createMask, type Mask } from './mask/mask.ts';
import { reportJson } from './report.ts';
import { reportMarkdown } from './report-markdown.ts';
import { sessionFile } from './session-file.ts';

/** Every format that a log can be written in, the fullest first. */
export const EXPORT_FORMATS = ['session', 'har', 'csv', 'json', 'markdown'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const TYPES: Readonly<Record<ExportFormat, readonly [type: string, ending: string]>> = {
  session: ['application/json', 'kmsession.json'],
  har: ['application/json', 'har'],
  csv: ['text/csv', 'csv'],
  json: ['application/json', 'json'],
  markdown: ['text/markdown', 'md'],
};

/** A file to be saved. */
export interface ExportedFile {
  readonly name: string;
  /** Its media type. */
  readonly type: string;
  /** Its text. */
  readonly pieces: Iterable<string>;
}

/** A log with what it folds to. */
export interface ExportedLog {
  readonly observations: readonly Observation[];
  readonly session: Session;
}

export interface ExportOptions {
  readonly format: ExportFormat;
  /** Keys of the entries wanted; null for all. */
  readonly keys: ReadonlySet<number> | null;
  /** Stand-ins in the place of identities and API keys. */
  readonly mask: boolean;
  /** What was watched, e.g. a host: the title of reports. */
  readonly name: string;
  /** The present, in milliseconds since 1970. */
  readonly at: number;
  /** Version of this tool. */
  readonly tool: string;
}

/**
 * The text of a file, in pieces. Tables and reports have exactly the rows wanted, with what was found
 * about them in the whole; a log has what belongs to them, too.
 */
export function exportFile(
  log: ExportedLog,
  options: ExportOptions,
  t: Translate,
): Iterable<string> {
  const { format, keys, at, tool } = options;
  const mask = options.mask ? createMask(log.observations) : null;
  if (format === 'session' || format === 'har') {
    const part = keys === null ? log.observations : logPart(log.observations, log.session, keys);
    const written = mask ? part.map(mask.observation) : part;
    return format === 'har'
      ? harFile(written, tool)
      : sessionFile(written, { exportedAt: at, tool });
  }
  const whole = mask ? foldOf(log, mask, at) : log.session;
  const session = keys === null ? whole : partOf(whole, keys);
  const name = mask ? mask.text(options.name) : options.name;
  const source = { name, format: 'session' } as const;
  switch (format) {
    case 'csv':
      return csvFile(session, t);
    case 'json':
      return [`${JSON.stringify(reportJson(session, source, t), null, 2)}\n`];
    case 'markdown':
      return [reportMarkdown(session, source, t)];
  }
}

function foldOf({ observations, session }: ExportedLog, mask: Mask, now: number): Session {
  const fold = createSessionFold({ kinds: mask.kindLists(session.kinds.lists) });
  fold.append(observations.map(mask.observation));
  fold.settle(now);
  return fold.session;
}

/** The file with its name and type; its text is made when it is asked for. */
export function exportedFile(log: ExportedLog, options: ExportOptions, t: Translate): ExportedFile {
  const { format, name, at, mask } = options;
  return {
    // A host can be a customer's name.
    name: exportName(mask ? '' : name, format, at),
    type: TYPES[format][0],
    pieces: exportFile(log, options, t),
  };
}

/**
 * A file's name that every system takes, with the time to the minute in UTC.
 * @param name what was watched
 * @param at in milliseconds since 1970
 */
export function exportName(name: string, format: ExportFormat, at: number): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .slice(0, 60)
    .replace(/^[-.]+|[-.]+$/g, '');
  const time = new Date(at).toISOString().slice(0, 16).replaceAll(':', '');
  return `${['kissmetrics', plain, time].filter(Boolean).join('-')}.${TYPES[format][1]}`;
}
