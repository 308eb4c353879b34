import { cleanup, fireEvent, screen, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PanelView } from '../../src/panel/views/panel-view.tsx';
import { fold } from '../core/support/fold.ts';
import { log } from '../core/support/log.ts';
import { busy, signUp } from './fixtures/stories.ts';
import { giveHeights, showPanel } from './support.tsx';

beforeEach(giveHeights);
afterEach(cleanup);

const rows = () => screen.getAllByTestId('timeline-row');
const button = (path: string) => screen.getByRole('button', { name: `Rows of ${path}` });
const grid = () => screen.getByRole('grid');

describe('a visit', () => {
  it('has its page above its rows, with what it held', () => {
    showPanel(fold(signUp()));
    const head = button('/signup?plan=team').closest<HTMLElement>('[role=row]');
    expect(head?.dataset.kind).toBe('navigation');
    expect(head?.textContent).toContain('Aliases on this page: 1');
    expect(head?.textContent).toContain('Events on this page: 1');
  });

  it('collapses and expands, and is counted all the same', () => {
    const session = fold(signUp());
    showPanel(session);
    const count = rows().length;
    fireEvent.click(button('/signup?plan=team'));
    expect(button('/signup?plan=team').getAttribute('aria-expanded')).toBe('false');
    expect(rows().length).toBe(count - 7);
    expect(button('/signup?plan=team').closest('[role=row]')?.textContent).toContain('Rows: 7');
    expect(grid().getAttribute('aria-rowcount')).toBe(String(count));
    expect(rows().at(-1)?.getAttribute('aria-rowindex')).toBe(String(count));
    fireEvent.click(button('/signup?plan=team'));
    expect(rows()).toHaveLength(count);
  });

  it('is not selected by collapsing it', () => {
    const { props } = showPanel(fold(signUp()));
    fireEvent.click(button('/checkout'));
    expect(props.onSelect).not.toHaveBeenCalled();
  });

  it('collapses with the left arrow, and expands with the right', () => {
    const session = fold(signUp());
    const page = session.entries.findLast(({ kind }) => kind === 'navigation');
    const { props } = showPanel(session, { selected: page?.key ?? null });
    fireEvent.keyDown(grid(), { key: 'ArrowLeft' });
    expect(button('/checkout').getAttribute('aria-expanded')).toBe('false');
    fireEvent.keyDown(grid(), { key: 'ArrowRight' });
    expect(button('/checkout').getAttribute('aria-expanded')).toBe('true');
    fireEvent.keyDown(grid(), { key: 'ArrowRight' });
    const index = session.indexOf(page?.key ?? -1) ?? -1;
    expect(props.onSelect).toHaveBeenLastCalledWith(session.entries[index + 1]?.key);
  });

  it('is gone to from one of its rows with the left arrow', () => {
    const session = fold(signUp());
    const last = session.entries.at(-1);
    const page = session.entries.findLast(({ kind }) => kind === 'navigation');
    const { props } = showPanel(session, { selected: last?.key ?? null });
    fireEvent.keyDown(grid(), { key: 'ArrowLeft' });
    expect(props.onSelect).toHaveBeenLastCalledWith(page?.key);
  });

  it('keeps the focus in the list when the row that had it is folded away', () => {
    const session = fold(signUp());
    showPanel(session, { selected: session.entries.at(-1)?.key ?? null });
    rows().at(-1)?.focus();
    fireEvent.click(button('/checkout'));
    expect(document.activeElement).toBe(button('/checkout').closest('[role=row]'));
  });

  it('is expanded when one of its rows is gone to', () => {
    const session = fold(signUp());
    const { props, redraw } = showPanel(session);
    props.outline.foldAll(true);
    expect(rows()).toHaveLength(3);
    redraw(<PanelView {...props} selected={session.entries.at(-1)?.key ?? null} />);
    expect(button('/checkout').getAttribute('aria-expanded')).toBe('true');
    expect(button('/').getAttribute('aria-expanded')).toBe('false');
  });

  it('shows its page for rows that fit a filter, without counting it', () => {
    const session = fold(signUp());
    const alias = session.entries.findIndex(({ kind }) => kind === 'alias');
    showPanel(session, { rows: [alias], filter: 'kind:alias' });
    expect(rows()).toHaveLength(1);
    expect(grid().getAttribute('aria-rowcount')).toBe('1');
    expect(rows()[0]?.getAttribute('aria-rowindex')).toBe('1');
    const head = screen.getByTestId('visit');
    expect(within(head).getByText('/signup?plan=team')).toBeTruthy();
    expect(head.getAttribute('aria-rowindex')).toBeNull();
  });

  it('stays above its rows when its page is scrolled out of sight', () => {
    showPanel(fold(busy(200)));
    Object.defineProperty(grid(), 'scrollHeight', { configurable: true, value: 24 * 215 });
    grid().scrollTop = 24 * 100;
    fireEvent.scroll(grid());
    const pinned = document.querySelectorAll<HTMLElement>('[data-pinned]');
    expect(pinned).toHaveLength(1);
    expect(pinned[0]?.textContent).toContain('/checkout');
    expect(rows().filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(1);
  });

  it('has no head for what came before the first page', () => {
    showPanel(fold(log().event('bob', 'Early').event('bob', 'Next')));
    expect(rows()).toHaveLength(2);
    expect(document.querySelector('[data-head]')).toBeNull();
  });
});

describe('all visits', () => {
  it('are collapsed and expanded from the options', () => {
    showPanel(fold(signUp()));
    const choose = (name: string) => {
      fireEvent.click(screen.getByRole('button', { name: 'Options' }));
      fireEvent.click(screen.getByRole('menuitem', { name }));
    };
    const count = rows().length;
    choose('Collapse all pages');
    expect(rows()).toHaveLength(3);
    choose('Expand all pages');
    expect(rows()).toHaveLength(count);
  });
});

describe('typing in the list', () => {
  /** The panel follows what is selected, as the real one does. */
  const typeIn = (keys: string) => {
    const session = fold(signUp());
    const { props, redraw } = showPanel(session);
    let selected = session.entries[0]?.key ?? null;
    const draw = () =>
      redraw(
        <PanelView
          {...props}
          selected={selected}
          onSelect={(key) => {
            selected = key;
            draw();
          }}
        />,
      );
    draw();
    return [...keys].map((key) => {
      fireEvent.keyDown(grid(), { key });
      return session.entries.find((entry) => entry.key === selected);
    });
  };

  it.each([
    ['pur', 'event'],
    ['SIGNED', 'event'],
    ['checkout', 'navigation'],
    ['seats', 'properties'],
    ['bob@', 'alias'],
    ['example', 'navigation'],
  ])('%s goes to the next %s that says it', (keys, kind) => {
    expect(typeIn(keys).at(-1)?.kind).toBe(kind);
  });

  it('goes on from one to the next with the same letter', () => {
    const calls = typeIn('rrr').map((entry) => entry?.key);
    expect(new Set(calls).size).toBe(3);
  });

  it('leaves other keys alone', () => {
    const session = fold(signUp());
    const { props } = showPanel(session);
    for (const key of ['F5', ' ', 'Tab']) fireEvent.keyDown(grid(), { key });
    fireEvent.keyDown(grid(), { key: 'a', ctrlKey: true });
    expect(props.onSelect).not.toHaveBeenCalled();
  });
});
