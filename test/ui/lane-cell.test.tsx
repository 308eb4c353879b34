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
});
