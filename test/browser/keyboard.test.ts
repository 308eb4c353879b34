import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/core/formats/report.ts';
import { FLOWS } from '../demo/flows.ts';
import { BROWSERS } from './browsers.ts';
import type { ExtensionView } from './extension-view.ts';
import { useStage, useTab } from './stage.ts';
import { until } from './until.ts';

const ANN = 'ann@example.com';
const run = promisify(execFile);

describe.each(BROWSERS)('by keyboard alone in $name', ({ launch }) => {
  const downloads = mkdtempSync(join(tmpdir(), 'km-downloads-'));
  const stage = useStage(launch, { downloads });
  const tab = useTab(stage);
  afterAll(() => rmSync(downloads, { recursive: true, force: true }));

  /** Chooses a format in the menu by its first letter; gives the path of the file that it makes. */
  async function exported(panel: ExtensionView, letter: string, named: RegExp): Promise<string> {
    await panel.tabTo('Export');
    await panel.keys('Enter');
    await panel.waitFor('the focus in the menu', focusInMenu);
    await panel.keys(letter, 'Enter');
    const name = await until(`a file ${named} among the downloads`, () =>
      readdirSync(downloads).find((one) => named.test(one) && isWhole(join(downloads, one))),
    );
    return join(downloads, name);
  }

  test('a sign-up is followed and exported, and the command line reads the same', async () => {
    const { driver, demo } = stage;
    const panel = await driver.openPanel(tab.page);
    const signUp = FLOWS.find(({ name }) => name === 'sign-up');
    await signUp?.run(tab.page, demo, 'older');
    await panel.waitForText('count-alias', '1');
    await panel.waitForText('count-properties', '1');
    await panel.evaluate(() => window.focus());

    await panel.keys('/', ...'kind:alias');
    await panel.waitForAttribute('timeline', 'aria-rowcount', '1');
    // The completions close, the focus goes to the row, the row is selected, its details are entered.
    await panel.keys('Enter', 'Enter');
    await panel.waitForAttribute('timeline-row', 'aria-selected', 'true');
    await panel.keys('Enter');
    const details = await panel.waitFor('the focus in the details', () =>
      document.activeElement?.id === 'details' ? document.activeElement.textContent : null,
    );
    expect(details).toContain(ANN);
    expect(details).toContain('caused by identify');
    await panel.keys('Escape', '/', 'Escape');
    await panel.waitFor('all rows', () => document.querySelectorAll('[role=row]').length > 5);

    const session = await exported(panel, 's', /\.kmsession\.json$/);
    const json = await exported(panel, 'j', /\d\.json$/);
    const { stdout } = await run(process.execPath, [
      ...['dist/cli/km-identity.js', 'report', session, '--format', 'json'],
    ]);
    const report: Report = JSON.parse(stdout);
    const own: Report = JSON.parse(readFileSync(json, 'utf8'));

    const sent = demo.tracking.requests.filter(({ path }) => path.startsWith('/a?'));
    expect(report.aliases.map(({ url }) => url)).toEqual(
      sent.map(({ host, path }) => `http://${host}${path}`),
    );
    expect(report.people).toHaveLength(1);
    expect(report.people[0]?.identities.map(({ kind }) => kind)).toEqual(['anonymous', 'named']);
    expect({ ...report, source: null }).toEqual({ ...own, source: null });
  });

  test('pages collapse, a row is typed for, times and a column change, and are remembered', async () => {
    const { driver, demo } = stage;
    const panel = await driver.openPanel(tab.page);
    const signUp = FLOWS.find(({ name }) => name === 'sign-up');
    await signUp?.run(tab.page, demo, 'older');
    await panel.waitForText('count-alias', '1');
    await panel.waitForText('count-properties', '1');
    await panel.evaluate(() => window.focus());

    await panel.keys('/', ...'kind:alias');
    await panel.waitForAttribute('timeline', 'aria-rowcount', '1');
    await panel.keys('Enter', 'Enter');
    await panel.waitForAttribute('timeline-row', 'aria-selected', 'true');
    await panel.keys('ArrowLeft');
    await panel.waitFor('the page of the alias selected', () =>
      document.activeElement?.matches('[data-testid=visit][aria-selected=true]'),
    );
    await panel.keys('ArrowLeft');
    await panel.waitFor(
      'the page collapsed',
      () => !document.querySelector('[data-kind=alias].row'),
    );
    expect(await panel.attribute('timeline', 'aria-rowcount')).toBe('1');
    await panel.keys('ArrowRight');
    await panel.waitFor(
      'the page expanded',
      () => document.querySelector('[data-kind=alias].row') !== null,
    );

    await panel.keys('/', 'Escape');
    await panel.waitFor('all rows', () => document.querySelectorAll('[role=row]').length > 5);
    await panel.keys('Enter');
    await panel.waitFor('the focus in the list', () =>
      document.activeElement?.matches('[role=row]'),
    );
    await panel.keys('Home', ...'signed');
    await panel.waitFor('the event that was typed', () =>
      document.activeElement?.matches('[data-kind=event][aria-selected=true]'),
    );

    await panel.keys('+');
    await panel.waitFor('times since the page began', () =>
      document.querySelector('.row[data-kind=event] .row-time')?.textContent?.startsWith('+'),
    );
    await panel.tabTo('Width of “Kind”');
    await panel.keys('End');
    await panel.waitFor('the wider column', () => document.activeElement?.ariaValueNow === '200');

    const again = await driver.openPanel(tab.page);
    await again.waitFor('the times and the column as they were left', () => {
      const time = document.querySelector('.row[data-kind=event] .row-time')?.textContent;
      const columns = [...document.querySelectorAll('.column-resizer')].map(
        (one) => one.ariaValueNow,
      );
      return time?.startsWith('+') && columns[2] === '200';
    });
  });
});

const focusInMenu = (): boolean => document.activeElement?.closest('[role=menu]') !== null;

/** Browsers make the file before they have written it. */
function isWhole(path: string): boolean {
  try {
    JSON.parse(readFileSync(path, 'utf8'));
    return true;
  } catch {
    return false;
  }
}
