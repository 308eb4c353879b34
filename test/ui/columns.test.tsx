import { cleanup, fireEvent, screen, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PanelView } from '../../src/panel/views/panel-view.tsx';
import { PANEL_LAYOUT } from '../../src/protocol/panel-settings.ts';
import { fold } from '../core/support/fold.ts';
import { ANON, log } from '../core/support/log.ts';
import { signUp } from './fixtures/stories.ts';
import { giveHeights, showPanel, t } from './support.tsx';

beforeEach(giveHeights);
afterEach(cleanup);

const line = (name: string) => screen.getByRole('separator', { name: `Width of “${name}”` });
const now = (name: string) => Number(line(name).getAttribute('aria-valuenow'));
const box = () => document.querySelector<HTMLElement>('.timeline-box');

describe('the columns', () => {
  it('are named, and each has a line that moves', () => {
    showPanel(fold(signUp()));
    const header = within(screen.getByRole('group', { name: 'Columns' }));
    for (const name of ['Lines', 'Time', 'Kind', 'What', 'Findings', 'Delivery'])
      expect(header.getByText(name)).toBeTruthy();
    expect(header.getAllByRole('separator')).toHaveLength(4);
  });

  it('become wider and narrower with the arrows, as far as they may, and remember it', () => {
    const { props } = showPanel(fold(signUp()));
    const before = now('Kind');
    fireEvent.keyDown(line('Kind'), { key: 'ArrowRight' });
    expect(now('Kind')).toBe(before + 8);
    expect(props.onLayout).toHaveBeenLastCalledWith({
      ...PANEL_LAYOUT.initial,
      columns: { kind: before + 8 },
    });
    fireEvent.keyDown(line('Kind'), { key: 'Home' });
    expect(now('Kind')).toBe(Number(line('Kind').getAttribute('aria-valuemin')));
    fireEvent.keyDown(line('Kind'), { key: 'ArrowLeft' });
    expect(now('Kind')).toBe(Number(line('Kind').getAttribute('aria-valuemin')));
    fireEvent.dblClick(line('Kind'));
    expect(now('Kind')).toBe(before);
  });

  it('at the end grow towards the start', () => {
    showPanel(fold(signUp()));
    const before = now('Delivery');
    fireEvent.keyDown(line('Delivery'), { key: 'ArrowLeft' });
    expect(now('Delivery')).toBe(before + 8);
    expect(box()?.style.getPropertyValue('--col-outcome')).toBe(`${before + 8}px`);
  });

  it('follow the mouse while it is held', () => {
    const { props } = showPanel(fold(signUp()));
    const time = line('Time');
    const before = now('Time');
    let held = false;
    time.setPointerCapture = () => {
      held = true;
    };
    time.hasPointerCapture = () => held;
    const pointer = (type: string, clientX: number) =>
      fireEvent(time, new PointerEvent(type, { bubbles: true, pointerId: 1, clientX }));
    pointer('pointermove', 300);
    expect(now('Time')).toBe(before);
    pointer('pointerdown', 100);
    pointer('pointermove', 121);
    expect(now('Time')).toBe(before + 21);
    expect(props.onLayout).not.toHaveBeenCalled();
    pointer('lostpointercapture', 121);
    expect(props.onLayout).toHaveBeenLastCalledWith(
      expect.objectContaining({ columns: { time: before + 21 } }),
    );
  });

  it('are as they were left, within what is sane', () => {
    const columns = { time: 120, kind: 1, outcome: 1_999 };
    showPanel(fold(signUp()), { layout: { ...PANEL_LAYOUT.initial, columns } });
    expect([now('Time'), now('Kind'), now('Delivery')]).toEqual([120, 16, 260]);
  });
});

describe('the details', () => {
  const select = (layout = PANEL_LAYOUT.initial) => {
    const session = fold(signUp());
    return showPanel(session, { layout, selected: session.entries.at(-1)?.key ?? null });
  };
  const splitter = () => screen.getByRole('separator', { name: t('details_size') });

  it('have the part of the room that they were left with', () => {
    select({ ...PANEL_LAYOUT.initial, detailsShare: 61 });
    expect(splitter().getAttribute('aria-valuenow')).toBe('61');
  });

  it('remember it once it is moved', () => {
    const { props } = select();
    fireEvent.keyDown(splitter(), { key: 'Home' });
    expect(props.onLayout).toHaveBeenLastCalledWith({ ...PANEL_LAYOUT.initial, detailsShare: 80 });
  });

  it('say when it was, by the clock and since the page began', () => {
    select();
    const details = within(screen.getByTestId('details'));
    expect(details.getAllByText('2 Jan 2026, 03:04:34').length).toBeGreaterThan(0);
    expect(details.getByTitle('+0.030 s since the page began')).toBeTruthy();
  });
});

describe('times', () => {
  const relative = { ...PANEL_LAYOUT.initial, relativeTimes: true };
  const timesOf = () => {
    const rows = screen.getAllByTestId('timeline-row');
    return rows.map((row) => row.querySelector<HTMLElement>('.row-time'));
  };
  const story = () => log().page('https://a.test/').wait(1_214).event(ANON, 'One');

  it('are those of the clock, with those since the page began as a tooltip', () => {
    showPanel(fold(story()));
    expect(timesOf().map((cell) => cell?.textContent)).toEqual(['03:04:05.010', '03:04:06.234']);
    expect(timesOf()[1]?.title).toBe('+1.224\u202fs');
  });

  it('are those since the page began, with the page itself by the clock', () => {
    showPanel(fold(story()), { layout: relative });
    expect(timesOf().map((cell) => cell?.textContent)).toEqual(['03:04:05.010', '+1.224\u202fs']);
    expect(timesOf()[1]?.title).toBe('03:04:06.234');
  });

  it.each([
    ['the header', () => fireEvent.click(screen.getByRole('button', { name: 'Time' }))],
    ['a key', () => fireEvent.keyDown(screen.getByRole('grid'), { key: '+' })],
    [
      'the options',
      () => {
        fireEvent.click(screen.getByRole('button', { name: 'Options' }));
        fireEvent.click(screen.getByRole('menuitemcheckbox', { name: /Times since the page/ }));
      },
    ],
  ])('are changed by %s', (_, change) => {
    const { props } = showPanel(fold(story()));
    change();
    expect(props.onLayout).toHaveBeenCalledExactlyOnceWith(relative);
  });

  it('say in the header which they are', () => {
    const { props, redraw } = showPanel(fold(story()));
    const header = () => screen.getByRole('button', { name: 'Time' }).getAttribute('aria-pressed');
    expect(header()).toBe('false');
    redraw(<PanelView {...props} layout={relative} />);
    expect(header()).toBe('true');
  });
});

describe('the introduction', () => {
  it('shows an anonymous line that joins a named one, and goes for good', () => {
    const { props } = showPanel(fold(signUp()), { introduction: true });
    const shown = within(screen.getByRole('region', { name: 'How to read the timeline' }));
    expect(shown.getAllByRole('listitem')).toHaveLength(3);
    expect(shown.getByText(/Reload the page/)).toBeTruthy();
    fireEvent.click(shown.getByRole('button', { name: 'Got it' }));
    expect(props.onIntroduction).toHaveBeenCalledExactlyOnceWith(false);
  });

  it('is there before anything has happened, too', () => {
    showPanel(fold([]), { introduction: true });
    expect(screen.getByRole('region', { name: 'How to read the timeline' })).toBeTruthy();
  });

  it('is not there unless it is wanted, and can be asked for', () => {
    const { props } = showPanel(fold(signUp()));
    expect(screen.queryByTestId('introduction')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Options' }));
    fireEvent.click(screen.getByRole('menuitem', { name: 'How to read the timeline' }));
    expect(props.onIntroduction).toHaveBeenCalledExactlyOnceWith(true);
  });
});
