import { RULE_IDS } from '../findings/finding.ts';
import { findingText } from '../findings/text.ts';
import type { Session } from '../session/session.ts';
import type { Translate } from '../text/catalogue.ts';
import { aliasIndex, type ReportSource } from './report.ts';
import { timeText } from './time.ts';

/** A test case in the form that CI servers read. */
export interface TestCase {
  readonly className: string;
  readonly name: string;
  /** What failed, each by itself; none for a test that passed. */
  readonly failures: readonly { readonly type: string; readonly message: string }[];
  /** What is worth saying without being a failure. */
  readonly remarks: readonly string[];
}

/**
 * The findings of a session as test cases: one for each rule, so that a run has the same tests as
 * the run before. A rule with a finding of severity error has failed; other findings are remarks.
 */
export function findingCases(session: Session, t: Translate): readonly TestCase[] {
  const indexes = aliasIndex(session);
  return RULE_IDS.map((rule) => {
    const texts = session.findings
      .filter((finding) => finding.rule === rule)
      .map((finding) => {
        const { message } = findingText(finding, t);
        const alias = indexes.get(finding.entry);
        const place = alias === undefined ? timeText(finding, t) : `alias #${alias}`;
        return { severity: finding.severity, message: `${message} (${place})` };
      });
    return {
      className: 'kissmetrics.findings',
      name: rule,
      failures: texts
        .filter(({ severity }) => severity === 'error')
        .map(({ message }) => ({ type: rule, message })),
      remarks: texts
        .filter(({ severity }) => severity !== 'error')
        .map(({ severity, message }) => `${severity}: ${message}`),
    };
  });
}

/** The JUnit XML of one suite. */
export function junitFile(source: ReportSource, cases: readonly TestCase[]): string {
  const failed = cases.filter(({ failures }) => failures.length > 0).length;
  const name = `name="${xmlText(source.name)}" tests="${cases.length}" failures="${failed}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites tests="${cases.length}" failures="${failed}" errors="0">`,
    `  <testsuite ${name} errors="0" skipped="0">`,
    ...cases.flatMap(caseLines),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function caseLines({ className, name, failures, remarks }: TestCase): string[] {
  const head = `    <testcase classname="${xmlText(className)}" name="${xmlText(name)}" time="0"`;
  if (failures.length === 0 && remarks.length === 0) return [`${head}/>`];
  return [
    `${head}>`,
    ...failures.map(({ type, message }) => {
      const text = xmlText(message);
      return `      <failure type="${xmlText(type)}" message="${text}">${text}</failure>`;
    }),
    ...(remarks.length === 0
      ? []
      : [`      <system-out>${xmlText(remarks.join('\n'))}</system-out>`]),
    '    </testcase>',
  ];
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** A text in XML 1.0: characters that it does not allow, even escaped, become U+FFFD. */
export function xmlText(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] as string)
    .replace(/[\t\r\n]/g, (character) => `&#${character.charCodeAt(0)};`);
}
