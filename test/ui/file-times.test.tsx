import { cleanup, screen, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TimeDoubt } from '../../src/core/session/observation.ts';
import { fold } from '../core/support/fold.ts';
import { ANON, log, START } from '../core/support/log.ts';
import { giveHeights, LIVE_ONLY, showPanel } from './support.tsx';

beforeEach(giveHeights);
afterEach(cleanup);

/** A page and an alias of a file, whose times leave something open. */
function session(time: TimeDoubt) {
  const { observations } = log().page('https://shop.test/').alias(ANON, 'bob');
  return fold(observations.map((one) => ({ ...one, time })));
}
const NOW = START + 1e9;

function openAlias(time: TimeDoubt) {
  const made = session(time);
  const entry = made.entries.find(({ kind }) => kind === 'alias');
  showPanel(made, { selected: entry?.key ?? null, now: NOW });
  return screen.getByTestId('details').textContent ?? '';
}

describe('an entry whose time is not known', () => {
  it('says so in its row, and names no time', () => {
    showPanel(session('unknown'), { now: NOW });
    for (const row of screen.getAllByTestId('timeline-row')) {
      const [cell] = within(row).getAllByRole('gridcell');
      expect(cell?.textContent).toBe('unknown');
      expect(cell?.dataset.time).toBe('unknown');
      expect(cell?.title).toBe('Time unknown');
    }
  });

  it('says so in its details, and does not tell until when an alias may not be visible', () => {
    const text = openAlias('unknown');
    expect(text).toContain('Time unknown');
    expect(text).toContain('When it was sent is not known');
    expect(text).not.toMatch(/\d\d:\d\d:\d\d\.\d|since the page/);
  });
});

describe('an entry whose time zone is not known', () => {
  it('has the time of its file, with a mark', () => {
    showPanel(session('no-zone'), { now: NOW });
    const [, row] = screen.getAllByTestId('timeline-row');
    const cell = row && within(row).getAllByRole('gridcell')[0];
    expect(cell?.textContent).toMatch(/^03:04:05\s\?$/);
    expect(cell?.title).toBe('03:04:05.020 (time zone unknown)');
  });

  it('says so in its details', () => {
    const text = openAlias('no-zone');
    expect(text).toContain('2 Jan 2026, 03:04:05 (time zone unknown)');
    expect(text).toContain('09:04:05.020 (time zone unknown)');
  });
});

it('a file says how many of its times leave something open', () => {
  const file = { id: 4, name: 'a.har', format: 'har', leftOut: 0, problem: '' } as const;
  const imported = [{ ...file, unknownTimes: 2, unknownZones: 1 }];
  showPanel(session('unknown'), { sources: { ...LIVE_ONLY, imported, shown: 4 } });
  const text = screen.getByTestId('imported').textContent;
  expect(text).toContain('Requests without a usable time: 2.');
  expect(text).toContain('Requests whose time names no time zone: 1.');
});

it('a request that was sent on tells of each hop', () => {
  const query = '_k=k&_p=p&_n=bob';
  const secure = `https://trk.kissmetrics.io/a?${query}`;
  const made = fold(
    log()
      .request(`http://trk.kissmetrics.io/a?${query}`, { status: 302, redirect: secure })
      .request(secure),
  );
  showPanel(made, { selected: made.entries[0]?.key ?? null });
  expect(screen.getAllByTestId('timeline-row')).toHaveLength(1);
  expect(screen.getByTestId('details').textContent).toContain(
    `Redirected by the server (302)${secure}`,
  );
});
