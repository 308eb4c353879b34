import { visible } from '../core/findings/shown.ts';
import type { LogReader } from '../core/formats/log-reader.ts';
import { problemText } from '../core/formats/problem.ts';
import type { Translate } from '../core/text/catalogue.ts';

/** Problems named one by one. */
const NAMED = 3;

/** Says that a file was not judged: it has no request, and what was left out may have been some. */
export function warnOfNothing(file: string, stderr: { write(text: string): unknown }): void {
  const text = `${file}: undecided: no request was read, and what was left out may have been one`;
  stderr.write(`km-identity: ${visible(text)}\n`);
}

/** Says in one line which parts of a file were left out. */
export function warnOfProblems(
  file: string,
  { problems, problemCount }: Pick<LogReader, 'problems' | 'problemCount'>,
  stderr: { write(text: string): unknown },
  t: Translate,
): void {
  if (problemCount === 0) return;
  const named = problems.slice(0, NAMED).map((problem) => problemText(problem, t));
  const more = problemCount > named.length ? [`and ${problemCount - named.length} more`] : [];
  const parts = [...named, ...more].join('; ');
  stderr.write(`km-identity: ${visible(`${file}: some of it was left out: ${parts}`)}\n`);
}
