import { cleanup, fireEvent, screen, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fold } from '../core/support/fold.ts';
import { ANON, type LogBuilder, log } from '../core/support/log.ts';
import { BOB, signUp, spaced } from './fixtures/stories.ts';
import { giveHeights, showPanel } from './support.tsx';

beforeEach(giveHeights);
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** The details of the last entry of a kind. */
function open(story: LogBuilder, kind: string) {
  const session = fold(story);
  const entry = session.entries.findLast((one) => one.kind === kind);
  showPanel(session, { selected: entry?.key ?? null });
  return within(screen.getByTestId('details'));
}

/** The text of the details before their first titled part. */
function beginning(details: ReturnType<typeof open>): string {
  const [first, second] = details.getAllByRole('heading', { level: 3 });
  expect(second?.textContent).toBe('What became of it');
  return first?.closest('section')?.textContent ?? '';
}

describe('the details of what was said of a visitor', () => {
  it('begin with the name of an event and whose it is', () => {
    const details = open(signUp(), 'event');
    expect(details.getAllByRole('heading', { level: 3 })[0]?.textContent).toBe('Purchased');
    expect(beginning(details)).toContain(`${BOB}named`);
    expect(details.getByRole('button', { name: 'Copy Purchased' })).toBeTruthy();
  });

  it('begin with the names of properties, the first few of many', () => {
    expect(beginning(open(signUp(), 'properties'))).toMatch(/^Plan Name, Seats.*named$/);
    cleanup();
    const many = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`p${i}`, 'x']));
    const page = log().page('https://shop.test/').library('loaded');
    expect(beginning(open(page.properties(ANON, many), 'properties'))).toMatch(
      /^p0, p1, p2, p3, p4, p5and more: 3.*anonymous$/,
    );
  });

  it('say so where there is no name', () => {
    const story = log().page('https://shop.test/').library('loaded');
    const details = open(story.event('bob', ''), 'event');
    expect(details.getAllByRole('heading', { level: 3 })[0]?.textContent).toBe('none');
  });
});

it('tells in words how long after its page an entry was', () => {
  expect(open(signUp(), 'event').getByText(/^\+0\.030\ss since the page began$/)).toBeTruthy();
});

it('shows the spaces of a parameter, and copies them', async () => {
  const writeText = vi.fn(async (_: string) => {});
  vi.stubGlobal('navigator', { clipboard: { writeText } });
  const details = open(spaced(), 'event');
  const row = within(details.getByRole('row', { name: /^_p/ }));
  expect(row.getAllByRole('img', { name: 'space' })).toHaveLength(5);
  fireEvent.click(row.getByRole('button', { name: 'Copy _p' }));
  expect(writeText).toHaveBeenCalledWith('  bob  smith ');
});
