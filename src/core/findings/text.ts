import type { Translate } from '../text/catalogue.ts';
import type { Finding } from './finding.ts';

/** A finding in words. */
export interface FindingText {
  /** The rule's name. */
  readonly title: string;
  /** What is so, with the identities. */
  readonly message: string;
  /** Why it matters. */
  readonly why: string;
  /** What to do. */
  readonly advice: string;
}

/** The message key of a rule's text, e.g. `finding_not_delivered_message_blocked`. */
export function findingKey(rule: string, part: keyof FindingText, variant?: string): string {
  const key = `finding_${rule}_${part}${variant === undefined ? '' : `_${variant}`}`;
  return key.replaceAll('-', '_');
}

/** The texts of a finding. Only the message differs by variant and carries values. */
export function findingText(finding: Finding, t: Translate): FindingText {
  const { rule, variant, values } = finding;
  return {
    title: t(findingKey(rule, 'title')),
    message: t(findingKey(rule, 'message', variant), ...values),
    why: t(findingKey(rule, 'why')),
    advice: t(findingKey(rule, 'advice')),
  };
}
