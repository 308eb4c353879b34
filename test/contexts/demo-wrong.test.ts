import { describe, expect, test } from 'vitest';
import { RULE_IDS, type RuleId } from '../../src/core/findings/finding.ts';
import { fold } from '../core/support/fold.ts';
import { log } from '../core/support/log.ts';
import { libraryWindow } from '../demo/library-window.ts';
import type { Generation } from '../demo/server.ts';
import { pageFor } from '../demo/sites.ts';
import { UNREACHABLE_KEY } from '../demo/tracking.ts';
import { WRONG, WRONG_PAGES, wrongPage } from '../demo/wrong.ts';

/** Rules about calls, which the wire does not show. */
const BY_CALLS: readonly RuleId[] = [
  'identity-not-cleared',
  'identify-cleared',
  'unknown-method',
  'called-not-sent',
];
const GENERATIONS: readonly Generation[] = ['older', 'newer'];
const CASES = WRONG_PAGES.flatMap((page) =>
  GENERATIONS.map((generation) => ({ ...page, generation })),
);

test('there is one wrong page for each rule', () => {
  expect(WRONG_PAGES.map(({ rule }) => rule).sort()).toEqual([...RULE_IDS].sort());
  expect(new Set(WRONG_PAGES.map(({ path }) => path)).size).toBe(WRONG_PAGES.length);
});

test.each(WRONG_PAGES)('$path is served, and forgets who the visitor was', ({ path, title }) => {
  const served = pageFor(new URL(path, WRONG), '');
  expect(served?.html).toContain(title);
  expect(served?.cookies).toContain('km_ai=; Path=/; Domain=.wrong.example.test; Max-Age=0');
});

describe.each(CASES)('$path with the $generation library', ({ path, rule, generation }) => {
  /** The rules that what it sends breaks. */
  function broken(): RuleId[] {
    const { apiKey, script } = wrongPage(path) ?? {};
    const page = libraryWindow({ generation, url: `${WRONG}${path}` });
    page.run(`var _kmq = [], _kmk = '${apiKey}';\n${script}`);
    page.load();
    const sent = log().page(`${WRONG}${path}`);
    for (const { url } of page.images) {
      const lost = url.includes(UNREACHABLE_KEY);
      sent.request(url, lost ? { delivery: 'failed', error: 'net::ERR_CONNECTION_RESET' } : {});
    }
    return [...new Set(fold(sent).findings.map((finding) => finding.rule))];
  }

  test('makes its own mistake and no other, but for http', () => {
    const expected = BY_CALLS.includes(rule) ? [] : [rule];
    expect(broken().filter((found) => found !== 'insecure-transport' || found === rule)).toEqual(
      expected,
    );
  });
});
