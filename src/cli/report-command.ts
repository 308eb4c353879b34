import { basename } from 'node:path';
import { createMask } from '../core/formats/mask/mask.ts';
import { type ReportSource, reportJson, severities } from '../core/formats/report.ts';
import { reportMarkdown } from '../core/formats/report-markdown.ts';
import { reportText } from '../core/formats/report-text.ts';
import { createSessionFold } from '../core/session/fold.ts';
import type { Observation } from '../core/session/observation.ts';
import type { Session } from '../core/session/session.ts';
import type { Translate } from '../core/text/catalogue.ts';
import type { Command } from './arguments.ts';
import { wantsColour } from './output.ts';
import { warnOfProblems } from './problems.ts';
import { readLog } from './read-log.ts';
import type { Terminal } from './terminal.ts';

type ReportCommand = Extract<Command, { name: 'report' }>;

/**
 * Reports on a file.
 * @returns the exit status: 1 if there is a finding of severity error, else 0
 * @throws InputError
 */
export async function reportCommand(
  command: ReportCommand,
  terminal: Terminal,
  t: Translate,
): Promise<0 | 1> {
  const { file, mask, kinds } = command;
  const fold = createSessionFold({ hosts: command.hosts, kinds });
  const kept: Observation[] = [];
  const take = (observations: readonly Observation[]) => {
    // Who an identity is a stand-in for is known only when the whole log is.
    if (mask) for (const observation of observations) kept.push(observation);
    else fold.append(observations);
  };
  const reader = await readLog({ ...command, stdin: terminal.stdin }, take, t);
  if (mask) {
    const masked = createMask(kept);
    fold.setKindLists(masked.kindLists(kinds));
    fold.append(kept.map(masked.observation));
  }
  fold.settle(reader.exportedAt ?? undefined);
  warnOfProblems(file, reader, terminal.stderr, t);
  const name = file === '-' ? 'stdin' : basename(file);
  const source: ReportSource = { name, format: reader.format ?? 'har' };
  terminal.stdout.write(written(command, fold.session, source, terminal, t));
  return severities(fold.session).error > 0 ? 1 : 0;
}

function written(
  { format }: ReportCommand,
  session: Session,
  source: ReportSource,
  { stdout, env, now }: Terminal,
  t: Translate,
): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(reportJson(session, source, t), null, 2)}\n`;
    case 'markdown':
      return reportMarkdown(session, source, t);
    case 'text':
      return reportText(session, source, { t, now, colour: wantsColour(stdout, env) });
  }
}
