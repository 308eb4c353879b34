import type { Translate } from '../text/catalogue.ts';

/** Why a file or a part of it could not be used: the end of a message key `report_why_…`. */
export type Why =
  | 'empty'
  | 'not_json'
  | 'incomplete'
  | 'more_after_end'
  | 'too_deep'
  | 'unknown_format'
  | 'no_entries'
  | 'no_observations'
  | 'future_version'
  | 'missing'
  | 'not_object'
  | 'not_array'
  | 'not_text'
  | 'not_number'
  | 'not_time'
  | 'not_url'
  | 'not_known'
  | 'repeated'
  | 'too_long'
  | 'is_gzip'
  | 'is_zip'
  | 'is_packed'
  | 'is_html'
  | 'is_xml'
  | 'is_markup'
  | 'is_document'
  | 'is_binary'
  | 'gzip_broken'
  | 'gzip_bomb'
  | 'nothing_usable';

/** A part of a file that could not be used, and why. */
export interface FormatProblem {
  /** Path inside the file, e.g. `log.entries[3].request.url`; empty for the file as a whole. */
  readonly where: string;
  readonly why: Why;
  /** Substituted for `$1` to `$9` in the text. */
  readonly values?: readonly string[];
}

/** The file as a whole cannot be used. */
export class FormatError extends Error {
  readonly problem: FormatProblem;

  constructor(problem: FormatProblem) {
    super([problem.where, problem.why, ...(problem.values ?? [])].join(' ').trim());
    this.name = 'FormatError';
    this.problem = problem;
  }
}

/** A problem in words, in one line. */
export function problemText({ where, why, values = [] }: FormatProblem, t: Translate): string {
  const text = t(`report_why_${why}`, ...values);
  return where === '' ? text : `${where}: ${text}`;
}

/** Problems up to a bound, so that a file of nothing else does not fill the memory. */
export class ProblemList {
  static readonly longest = 100;
  readonly list: FormatProblem[] = [];
  /** All of them, those that `list` does not hold included. */
  count = 0;
  /** How many entries or observations could not be used at all. */
  leftOut = 0;

  add(where: string, why: Why, ...values: readonly string[]): void {
    this.count++;
    if (this.list.length < ProblemList.longest) this.list.push({ where, why, values });
  }

  /** An entry or an observation that cannot be used at all. */
  leaveOut(where: string, why: Why, ...values: readonly string[]): void {
    this.leftOut++;
    this.add(where, why, ...values);
  }
}
