import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Page } from 'puppeteer-core';

const SOURCE = resolve('node_modules/axe-core/axe.min.js');

/** What axe finds wrong in a page, each with the first elements that it is about. */
export async function violationsIn(page: Page): Promise<string[]> {
  await page.evaluate(readFileSync(SOURCE, 'utf8'));
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<AxeResults> } };
    return (await axe.run()).violations.map(({ id, help, nodes }) => {
      const where = nodes
        .slice(0, 3)
        .map(({ html, failureSummary }) => `${html}\n${failureSummary}`);
      return `${id} (${help})\n${where.join('\n')}`;
    });
  });
}
