import { describe, expect, test } from 'vitest';
import messages from '../../../public/_locales/en/messages.json' with { type: 'json' };
import type { Finding, RuleId } from '../../../src/core/findings/finding.ts';
import { findingText } from '../../../src/core/findings/text.ts';
import { type Catalogue, translator } from '../../../src/core/text/catalogue.ts';
import { fold } from './fold.ts';
import { ANON, type LogBuilder, log } from './log.ts';

export const catalogue: Catalogue = messages;
export const t = translator(catalogue);

export type Steps = (page: LogBuilder) => LogBuilder;

/** Name, what happens, and the identities of each finding in order; `@n` is the entry's index. */
export type RuleRow = readonly [name: string, steps: Steps, found: readonly string[]];

/** What a rule's test says: every rule has all three. */
export interface RuleTest {
  readonly fires: readonly RuleRow[];
  readonly silent: readonly (readonly [name: string, steps: Steps])[];
  /** What happens, and the messages of all findings of the rule. */
  readonly says: readonly (readonly [steps: Steps, ...messages: string[]])[];
}

/** A shop's page with the library loaded and an anonymous visitor: entries 0 and 1. */
export function page(): LogBuilder {
  return log().page('https://shop.example.test/').library('loaded').anonymous(ANON);
}

/** Tests a rule: what it fires on, what it must not fire on, and the text. */
export function testRule(rule: RuleId, { fires, silent, says }: RuleTest): void {
  const findings = (steps: Steps): { finding: Finding; index: number }[] => {
    const session = fold(steps(page()));
    return session.entries.flatMap((entry, index) =>
      entry.findings
        .filter((finding) => finding.rule === rule)
        .map((finding) => ({ finding, index })),
    );
  };

  describe(rule, () => {
    test.each(fires.map((row) => [...row]))('fires on %s', (_, steps, found) => {
      const all = findings(steps);
      expect(all.map(({ finding, index }) => `${finding.identities.join(' ')} @${index}`)).toEqual(
        found,
      );
      for (const { finding } of all) expectSound(finding);
    });

    test.each(silent.map((row) => [...row]))('is silent on %s', (_, steps) => {
      expect(findings(steps)).toEqual([]);
    });

    test.each(says.map(([steps, ...expected]) => ({ steps, expected })))(
      'says $expected.0',
      ({ steps, expected }) => {
        const texts = findings(steps).map(({ finding }) => findingText(finding, t).message);
        expect(texts).toEqual(expected);
      },
    );
  });
}

/** Every text is there with every value put in. */
export function expectSound(finding: Finding): void {
  for (const text of Object.values(findingText(finding, t))) {
    expect(text).not.toMatch(/^finding_|\$\d|^$/);
  }
}
