import { parseArgs } from 'node:util';
import type { TrackingHost } from '../core/kissmetrics/decode.ts';
import { parseTrackingHost } from '../core/kissmetrics/tracking-host.ts';
import { type KindLists, patternProblem } from '../core/people/kinds/kind-lists.ts';
import { oneLine } from './output.ts';

export const FORMATS = ['text', 'json', 'markdown'] as const;
export type Format = (typeof FORMATS)[number];

export type Command =
  | { readonly name: 'help' | 'version' }
  | {
      readonly name: 'report';
      readonly file: string;
      readonly format: Format;
      readonly mask: boolean;
      readonly hosts: readonly TrackingHost[];
      /** Which identities are anonymous, and which named, whatever they look like. */
      readonly kinds: KindLists;
    };

/** The program was called in a way that it does not know. The message is one line. */
export class UsageError extends Error {}

/** @throws UsageError */
export function readArguments(args: readonly string[]): Command {
  if (args[0] === 'verify') throw new UsageError('verify is not part of this version');
  const { values, positionals } = parse(args);
  if (values.help) return { name: 'help' };
  if (values.version) return { name: 'version' };
  const [command, file, more] = positionals;
  if (command === undefined) throw new UsageError('a command is missing; try --help');
  if (command !== 'report')
    throw new UsageError(`there is no command ${quoted(command)}; try --help`);
  if (file === undefined || file === '')
    throw new UsageError('report needs a FILE, or - for stdin');
  if (more !== undefined)
    throw new UsageError(`report takes one FILE; ${quoted(more)} is one too many`);
  const format = FORMATS.find((known) => known === values.format);
  if (format === undefined) {
    throw new UsageError(`--format is one of ${FORMATS.join(', ')}, not ${quoted(values.format)}`);
  }
  return {
    ...{ name: 'report', file, format, mask: values.mask },
    hosts: values.host.map(readHost),
    kinds: {
      anonymous: values.anonymous.map((pattern) => readPattern('--anonymous', pattern)),
      named: values.named.map((pattern) => readPattern('--named', pattern)),
    },
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        format: { type: 'string', default: 'text' },
        mask: { type: 'boolean', default: false },
        host: { type: 'string', multiple: true, default: [] },
        anonymous: { type: 'string', multiple: true, default: [] },
        named: { type: 'string', multiple: true, default: [] },
        help: { type: 'boolean', short: 'h', default: false },
        version: { type: 'boolean', short: 'v', default: false },
      },
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `${oneLine(message).replace(/\.? To specify a positional.*$/, '')}; try --help`,
    );
  }
}

/** `HOST`, `HOST/PATH`, or a URL of that. */
function readHost(text: string): TrackingHost {
  const host = parseTrackingHost(text);
  if (host === null) {
    throw new UsageError(`--host needs a host name, with a path or without, not ${quoted(text)}`);
  }
  return host;
}

const PATTERN_PROBLEMS = {
  empty: 'needs an identity, or a pattern with *',
  everything: 'would fit every identity; add what they have in common',
  long: 'is longer than an identity may be',
} as const;

/** An identity, or a pattern in which `*` stands for any characters. */
function readPattern(option: string, pattern: string): string {
  const problem = patternProblem(pattern);
  if (problem === null) return pattern;
  throw new UsageError(`${option} ${quoted(pattern)} ${PATTERN_PROBLEMS[problem]}`);
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
