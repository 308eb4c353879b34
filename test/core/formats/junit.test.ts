import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RULE_IDS } from '../../../src/core/findings/finding.ts';
import { findingCases, junitFile, xmlText } from '../../../src/core/formats/junit.ts';
import { fold } from '../support/fold.ts';
import { ANON, log } from '../support/log.ts';
import { t } from './texts.ts';

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

/** What XML 1.0 leaves out. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const NOT_ALLOWED = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\p{Cs}\ufffe\uffff]/gu;

function unescaped(text: string): string {
  return text.replace(/&(?:#(\d+)|(\w+));/g, (_, code: string | undefined, name: string) =>
    code === undefined ? (NAMED[name] ?? '?') : String.fromCodePoint(Number(code)),
  );
}

describe('JUnit XML', () => {
  const session = fold(
    log().alias(ANON, 'guest').event('guest', 'x').alias('alice', 'bob').event('bob', 'y'),
  );
  const source = { name: 'a<b>&".har', format: 'har' } as const;

  it('has a test case for each rule: failed with an error, remarked upon with less', () => {
    const cases = findingCases(session, t);
    expect(cases.map(({ name }) => name)).toEqual(RULE_IDS);
    const shared = cases.find(({ name }) => name === 'shared-identity');
    expect(shared).toMatchObject({ failures: [{ type: 'shared-identity' }], remarks: [] });
    expect(shared?.failures[0]?.message).toContain('guest');
    expect(shared?.failures[0]?.message).toContain('alias #0');
    const named = cases.find(({ name }) => name === 'merges-two-named');
    expect(named?.failures).toEqual([]);
    expect(named?.remarks[0]).toMatch(/^warning: .*alice/);
  });

  it('counts what failed', () => {
    const text = junitFile(source, findingCases(session, t));
    expect(text).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites tests="21" failures="1" errors="0">/,
    );
    expect(text).toContain('<testsuite name="a&lt;b&gt;&amp;&quot;.har" tests="21" failures="1"');
    expect(text.match(/<testcase /g)).toHaveLength(21);
    expect(text.match(/<failure /g)).toHaveLength(1);
  });

  it('escapes any text so that it comes back, but for what XML cannot hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const escaped = xmlText(text);
        expect(escaped).not.toMatch(/[<>"'\r\n\t]|&(?!(?:amp|lt|gt|quot|apos|#\d+);)/);
        const allowed = text.replace(NOT_ALLOWED, '\ufffd');
        expect(unescaped(escaped)).toBe(allowed);
      }),
      { numRuns: 1000 },
    );
  });
});
