import { cleanup, fireEvent, screen } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PanelView } from '../../src/panel/views/panel-view.tsx';
import { fold } from '../core/support/fold.ts';
import { ANON, log } from '../core/support/log.ts';
import { giveHeights, panelProps, show } from './support.tsx';

const BOB = 'bob@example.com';

beforeEach(giveHeights);
afterEach(cleanup);

function rowsOf(made: ReturnType<typeof log>): HTMLElement[] {
  show(<PanelView {...panelProps(fold(made))} />);
  return screen.getAllByTestId('timeline-row');
}
const lines = (row: HTMLElement | undefined) => row?.querySelectorAll('.lane').length;

describe('the lines beside the timeline', () => {
  it('are two before an alias and one after it, with a bend where they join', () => {
    const rows = rowsOf(
      log().event(ANON, 'One').event(BOB, 'Two').alias(ANON, BOB).event(BOB, 'Three'),
    );
    expect(rows.map(lines)).toEqual([1, 2, 2, 1]);
    const bends = rows[2]?.querySelectorAll('.lane[d*="C"]');
    expect(bends?.length).toBe(1);
  });

  it('show an alias that was held as a link between two that go on', () => {
    const rows = rowsOf(
      log().event(ANON, 'One').alias(ANON, BOB, { delivery: 'held' }).event(BOB, 'Two'),
    );
    expect(rows[1]?.querySelector('.lane-link')?.getAttribute('data-how')).toBe('kept');
    expect(lines(rows[2])).toBe(2);
  });

  it('light up what belongs to the person that is pointed at', () => {
    const rows = rowsOf(log().alias(ANON, BOB).event('ann', 'Other').event(BOB, 'One'));
    fireEvent.mouseMove(rows[2] as HTMLElement);
    expect(rows.map((row) => row.dataset.lit)).toEqual(['true', undefined, 'true']);
  });

  it('differ in colour and pattern from line to line', () => {
    const made = log();
    for (let i = 0; i < 24; i++) made.event(`id${i}`, 'One');
    rowsOf(made);
    const drawn = [...document.querySelectorAll<SVGElement>('.lane')].map(
      ({ dataset }) => `${dataset.lane} ${dataset.pattern}`,
    );
    expect(new Set(drawn).size).toBe(24);
  });

  describe('pointed at', () => {
    /** happy-dom lays nothing out: each cell is at the top left. */
    const pointAt = (row: HTMLElement | undefined, lane: number) =>
      fireEvent.mouseMove(row?.querySelector('svg') as SVGElement, {
        clientX: 6 + 9 * lane,
        clientY: 20,
      });

    it('say whose they are, all who were joined, and light up what belongs to them', () => {
      const rows = rowsOf(log().alias(ANON, BOB).event('ann', 'Other').event(BOB, 'One'));
      // The row is one of another person.
      const lane = rows[1]?.querySelectorAll('.lane').length === 2 ? 1 : 0;
      pointAt(rows[1], lane);
      const tip = document.querySelector('.lane-tip');
      expect(tip?.textContent).toContain('bob@example.com');
      expect(tip?.textContent).toContain('5tyj');
      expect(tip?.textContent).not.toContain('ann');
      expect(rows.map((row) => row.dataset.lit)).toEqual(['true', undefined, 'true']);
      fireEvent.mouseLeave(screen.getByRole('grid'));
      expect(document.querySelector('.lane-tip')).toBeNull();
    });

    it('name a few of very many', () => {
      const made = log();
      for (let i = 0; i < 30; i++) made.alias(`visitor-${i}`, 'guest');
      const rows = rowsOf(made);
      pointAt(rows.at(-1), rows.at(-1)?.querySelector('.lane')?.getAttribute('d') ? 0 : 1);
      pointAt(rows.at(-1), 1);
      expect(document.querySelector('.lane-tip')?.textContent).toContain('and 27 more');
    });
  });

  it('light up for the row that the keyboard has selected', () => {
    const session = fold(log().alias(ANON, BOB).event('ann', 'Other').event(BOB, 'One'));
    show(<PanelView {...panelProps(session, { selected: session.entries[2]?.key ?? null })} />);
    const lit = screen.getAllByTestId('timeline-row').map(({ dataset }) => dataset.lit);
    expect(lit).toEqual(['true', undefined, 'true']);
  });
});
