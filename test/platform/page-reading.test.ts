import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pageReading } from '../../src/core/kissmetrics/page-reading.ts';
import { readInPage } from '../../src/platform/page-reading.ts';
import { type LibraryWindow, libraryWindow } from '../demo/library-window.ts';
import type { Generation } from '../demo/server.ts';

const ANON = '5tyjZxK+Q1aB2cD3/F4gH5iJ6au=';

/** What the page is found to say, by the function as it is sent to pages. */
function read(page: LibraryWindow) {
  const answer = page.run(`JSON.stringify((${readInPage})(['km_ni', 'km_ai'], null))`);
  return pageReading(JSON.parse(String(answer)));
}

const STEPS = [
  "KM.identify('bob')",
  "KM.identify('ann@example.com')",
  "KM.record('Seen')",
  'KM.clearIdentity()',
  'KM.i()',
  "KM.alias('a', 'b')",
  `document.cookie = 'km_ai=; max-age=-1; path=/; domain=.shop.example.test'`,
];
/** Of the older library's own cookie; the newer one sets none of that name. */
const OLDER_STEPS = [
  `document.cookie = 'km_ni=carol; path=/; domain=.shop.example.test'`,
  `document.cookie = 'km_ni=; max-age=-1; path=/; domain=.shop.example.test'`,
];

describe.each(['older', 'newer'] as const satisfies Generation[])('a page (%s)', (generation) => {
  const step = fc.constantFrom(...STEPS, ...(generation === 'older' ? OLDER_STEPS : []));

  test('is said to do next what it does next, whatever happened before', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 6 }), fc.boolean(), (steps, known) => {
        const cookies = known ? [`km_ai=${encodeURIComponent(ANON)}`] : [];
        const page = libraryWindow({ generation, cookies });
        page.run("var _kmq = _kmq || []; var _kmk = 'demo-key';");
        page.load();
        for (const one of steps) page.run(one);
        const memory = () => page.run('JSON.stringify([KM._i, KM.lc, document.cookie])');
        const before = memory();
        const reading = read(page);
        expect(memory()).toBe(before);
        const sent = page.sent().length;
        page.run("KM.identify('somebody new')");
        const alias = page.sent()[sent];
        expect(reading?.aliases ?? null).toBe(alias?.values._p ?? null);
      }),
      { numRuns: 60 },
    );
  });

  test('is said to be for whom KM.i() would say', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 6 }), (steps) => {
        const page = libraryWindow({ generation });
        page.run("var _kmq = _kmq || []; var _kmk = 'demo-key';");
        page.load();
        for (const one of steps) page.run(one);
        const stored = page.run('JSON.stringify([KM.lc, document.cookie])');
        const identity = read(page)?.identity ?? null;
        const said = page.run('KM.i()');
        // Null: the library has to make an ID, and stores it.
        if (identity === null)
          expect(page.run('JSON.stringify([KM.lc, document.cookie])')).not.toBe(stored);
        else expect(identity).toBe(said);
      }),
      { numRuns: 60 },
    );
  });
});
