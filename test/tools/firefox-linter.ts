import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as v from 'valibot';

const Message = v.object({
  code: v.string(),
  message: v.string(),
  description: v.optional(v.string(), ''),
  file: v.optional(v.string(), ''),
  line: v.optional(v.number()),
});
const Report = v.object({ errors: v.array(Message), warnings: v.array(Message) });
type Message = v.InferOutput<typeof Message>;

/** A warning that is not for us to remove, with the reason. */
interface Allowed {
  readonly code: string;
  readonly reason: string;
}

const ALLOWED: readonly Allowed[] = [
  {
    code: 'KEY_FIREFOX_ANDROID_UNSUPPORTED_BY_MIN_VERSION',
    reason: 'Firefox for Android has no developer tools: the extension is for the desktop.',
  },
  {
    code: 'UNSAFE_VAR_ASSIGNMENT',
    reason:
      'Preact’s code for dangerouslySetInnerHTML, which test/architecture.test.ts forbids here.',
  },
];

export interface Verdict {
  /** One line each; empty if the extension may be published. */
  readonly problems: readonly string[];
  /** Warnings that were let pass, a line for each kind with the reason. */
  readonly allowed: readonly string[];
}

/**
 * What Mozilla's own linter says of an extension.
 * @param path its folder or zip file
 */
export function lintFirefox(path: string): Verdict {
  const webExt = join(dirname(createRequire(import.meta.url).resolve('web-ext')), 'bin/web-ext.js');
  const args = [webExt, 'lint', '--no-config-discovery', '--output', 'json', '--source-dir', path];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  const report = v.safeParse(v.pipe(v.string(), v.parseJson(), Report), stdout);
  if (!report.success) throw new Error(`web-ext gave no report: ${stderr.trim() || stdout.trim()}`);
  return judge(report.output);
}

function judge({ errors, warnings }: v.InferOutput<typeof Report>): Verdict {
  const allowed = new Set(ALLOWED.map(({ code }) => code));
  return {
    problems: [...errors, ...warnings.filter(({ code }) => !allowed.has(code))].map(line),
    allowed: ALLOWED.flatMap(({ code, reason }) => {
      const count = warnings.filter((warning) => warning.code === code).length;
      return count === 0 ? [] : [`${count} × ${code}: ${reason}`];
    }),
  };
}

function line({ code, message, description, file, line }: Message): string {
  const where = line === undefined ? file : `${file}:${line}`;
  return `${code} in ${where}: ${message} ${description}`.replaceAll(/\s+/g, ' ').trim();
}
