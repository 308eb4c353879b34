import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Session } from '../../src/core/session/session.ts';
import type { PanelViewProps } from '../../src/panel/views/panel-props.ts';
import { PanelView } from '../../src/panel/views/panel-view.tsx';
import { fold } from '../core/support/fold.ts';
import { busy, signUp, troubled } from './fixtures/stories.ts';
import { showLive } from './live-panel.tsx';
import { giveHeights, LIVE_ONLY, panelProps, showPanel, t } from './support.tsx';

beforeEach(giveHeights);
afterEach(cleanup);

const rows = () => screen.getAllByRole('row').filter(({ dataset }) => dataset.key !== undefined);
const reached = () => rows().filter(({ tabIndex }) => tabIndex === 0);
const rowAt = (session: Session, index: number) => {
  const key = String(session.entries.at(index)?.key);
  const found = rows().find(({ dataset }) => dataset.key === key);
  if (!found) throw new Error(`row ${index} is not drawn`);
  return found;
};
const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });
/** Presses a button as the keyboard does: it has the focus. */
const push = (name: string | RegExp, within_: HTMLElement = document.body) => {
  const button = within(within_).getByRole('button', { name });
  button.focus();
  fireEvent.click(button);
};
const focused = () => document.activeElement;
const isSelected = (row: HTMLElement) => row.getAttribute('aria-selected') === 'true';

describe('the place in the list', () => {
  const selectAndEnter = (session: Session, index: number) => {
    fireEvent.click(rowAt(session, index));
    act(() => rowAt(session, index).focus());
    press('Enter');
    expect(focused()).toBe(screen.getByTestId('details'));
  };

  it.each([
    ['Escape in the details', () => press('Escape')],
    ['their button', () => push('Close', screen.getByTestId('details'))],
  ])('is kept when the details are closed by %s', (_, close) => {
    const session = fold(signUp());
    showLive(session);
    selectAndEnter(session, 4);
    close();
    expect(screen.queryByTestId('details')).toBeNull();
    expect(focused()).toBe(rowAt(session, 4));
    expect(reached()).toEqual([rowAt(session, 4)]);
    press('ArrowDown');
    expect(isSelected(rowAt(session, 5))).toBe(true);
    expect(focused()).toBe(rowAt(session, 5));
  });

  it('is kept when the selection is cleared in the list', () => {
    const session = fold(signUp());
    showLive(session);
    fireEvent.click(rowAt(session, 4));
    act(() => rowAt(session, 4).focus());
    press('Escape');
    expect(rows().some(isSelected)).toBe(false);
    expect(reached()).toEqual([rowAt(session, 4)]);
    press('ArrowUp');
    expect(focused()).toBe(rowAt(session, 3));
  });

  it('is the newest row until one was selected, and where that one is filtered away', () => {
    const session = fold(signUp());
    showLive(session);
    expect(reached()).toEqual([rowAt(session, -1)]);
    fireEvent.click(rowAt(session, 0));
    fireEvent.click(rowAt(session, 2));
    act(() => rowAt(session, 2).focus());
    press('Escape');
    const field = screen.getByRole('combobox', { name: 'Filter' });
    fireEvent.input(field, { target: { value: 'kind:event' } });
    expect(reached()).toEqual([rows().at(-1)]);
    fireEvent.input(field, { target: { value: '' } });
    expect(reached()).toEqual([rowAt(session, 2)]);
  });
});

describe('a button that goes away when pressed leaves the focus to the row', () => {
  it('‘Show all’, also where the filter hid the selected row', () => {
    const session = fold(signUp());
    const selected = session.entries[2]?.key ?? null;
    showLive(session, { filter: 'kind:event', selected });
    push('Show all');
    expect(focused()).toBe(rowAt(session, 2));
  });

  it('‘Clear the filter’', () => {
    const session = fold(signUp());
    showLive(session, { filter: 'nobody' });
    push('Clear the filter');
    expect(focused()).toBe(rowAt(session, -1));
  });

  it('‘Expand all pages’', () => {
    const session = fold(signUp());
    showLive(session);
    for (const fold of screen.getAllByRole('button', { name: /^Rows of/ })) fireEvent.click(fold);
    push('Expand all pages');
    expect(focused()).toBe(reached()[0]);
  });

  it.each<[string, Partial<PanelViewProps>]>([
    ['Show earlier pages', { earlierRows: 31, options: { clearOnNavigation: true } }],
    ['Resume', { pause: { on: true, waiting: 2 } }],
    ['Got it', { introduction: true }],
    [
      'Close s.har',
      {
        sources: {
          ...LIVE_ONLY,
          shown: 1,
          imported: [{ id: 1, name: 's.har', format: 'har', leftOut: 0, problem: '' }],
        },
      },
    ],
  ])('‘%s’', (name, more) => {
    const session = fold(signUp());
    showLive(session, more);
    push(name);
    expect(screen.queryByRole('button', { name })).toBeNull();
    expect(focused()).toBe(rowAt(session, -1));
  });

  it('‘N new’, which goes to the newest', () => {
    const session = fold(busy(900));
    const all = session.entries.map((_, index) => index);
    const { redraw, props } = showPanel(session, { rows: all.slice(0, 500) });
    const grid = screen.getByRole('grid');
    Object.defineProperty(grid, 'scrollHeight', { configurable: true, value: 24 * 1_000 });
    act(() => {
      grid.scrollTop = 0;
      fireEvent.scroll(grid);
    });
    redraw(<PanelView {...panelProps(session, { ...props, rows: all.slice(0, 507) })} />);
    push('7 new');
    expect(focused()).toBe(rowAt(session, 506));
  });
});

describe('a link to a row of the timeline takes the focus along', () => {
  it('from the findings, also into a page that is collapsed', () => {
    const session = fold(troubled());
    showLive(session);
    for (const fold of screen.getAllByRole('button', { name: /^Rows of/ })) fireEvent.click(fold);
    fireEvent.click(screen.getByRole('tab', { name: /^Findings/ }));
    const [finding] = screen.getAllByTestId('finding');
    push(/./, finding);
    expect(isSelected(focused() as HTMLElement)).toBe(true);
    expect(screen.getByTestId('details')).toBeTruthy();
    expect((focused() as HTMLElement).dataset.testid).toBe('timeline-row');
  });

  it('from the people, and arrows go on from there', () => {
    const session = fold(signUp());
    showLive(session, { tab: 'people' });
    push(/^Alias of/, screen.getByTestId('person'));
    const alias = session.entries.findIndex(({ kind }) => kind === 'alias');
    expect(focused()).toBe(rowAt(session, alias));
    press('ArrowDown');
    expect(focused()).toBe(rowAt(session, alias + 1));
  });
});

describe('the filter beside a view without rows', () => {
  it.each(['people', 'findings', 'compare'] as const)('leads from %s to the timeline', (tab) => {
    const session = fold(troubled());
    const sessions = [0, 1].map((id) => ({ id, name: `${id}`, session, version: 0 }));
    showLive(session, { tab, sessions });
    const field = screen.getByRole<HTMLInputElement>('combobox', { name: 'Filter' });
    act(() => field.focus());
    expect(screen.queryByRole('grid', { name: t('tab_timeline') })).toBeNull();
    fireEvent.input(field, { target: { value: 'bob' } });
    expect(screen.getByRole('grid', { name: t('tab_timeline') })).toBeTruthy();
    expect(focused()).toBe(field);
    press('Enter');
    expect(focused()).toBe(reached()[0]);
  });

  it('leads there by Enter alone, and leaves the view by nothing else', () => {
    showLive(fold(signUp()), { tab: 'people' });
    const field = screen.getByRole('combobox', { name: 'Filter' });
    act(() => field.focus());
    press('Escape');
    expect(screen.getByTestId('person')).toBeTruthy();
    press('Enter');
    expect(focused()).toBe(reached()[0]);
  });
});

describe('Escape', () => {
  const heard = vi.fn();
  beforeEach(() => {
    heard.mockReset();
    document.addEventListener('keydown', heard);
  });
  afterEach(() => document.removeEventListener('keydown', heard));

  it('closes the explanation of the people who were chosen, and goes no further', () => {
    showLive(fold(signUp()), { tab: 'people' });
    const [first, second] = screen.getAllByTestId('identity-toggle') as [HTMLElement, HTMLElement];
    fireEvent.click(first);
    fireEvent.click(second);
    act(() => second.focus());
    press('Escape');
    expect(screen.getByRole('region', { name: t('chain') }).textContent).toBe(t('chain_hint'));
    expect([focused(), heard.mock.calls.length]).toEqual([second, 0]);
    press('Escape');
    expect(heard).toHaveBeenCalledOnce();
  });

  it('leaves the focus on who was chosen when it was pressed in the explanation', () => {
    showLive(fold(signUp()), { tab: 'people' });
    const [first] = screen.getAllByTestId('identity-toggle') as [HTMLElement];
    fireEvent.click(first);
    act(() => screen.getByRole('button', { name: t('chain_clear') }).focus());
    press('Escape');
    expect(focused()).toBe(first);
  });

  it('does nothing on a line that moves, and goes no further', () => {
    const session = fold(signUp());
    showLive(session, { selected: session.entries[2]?.key ?? null });
    const lines = screen.getAllByRole('separator');
    expect(lines.length).toBeGreaterThan(3);
    for (const line of lines) fireEvent.keyDown(line, { key: 'Escape' });
    expect(heard).not.toHaveBeenCalled();
    expect(screen.getByTestId('details')).toBeTruthy();
  });
});

describe("the visitor's drawer", () => {
  beforeEach(() => {
    const { happyDOM } = window as unknown as { happyDOM: { settings: object } };
    Object.assign(happyDOM.settings, { enableIframePageLoading: true });
  });
  const open = () => {
    showLive(fold(signUp()), { visitorUrl: 'about:blank' });
    const opener = screen.getByRole('button', { name: 'Visitor' });
    opener.focus();
    fireEvent.click(opener);
    return { opener, drawer: screen.getByRole('complementary', { name: 'Visitor' }) };
  };
  const closed = () => screen.queryByRole('complementary', { name: 'Visitor' }) === null;

  it('gives the focus back to what opened it', () => {
    const { opener, drawer } = open();
    expect(drawer.contains(focused())).toBe(true);
    press('Escape');
    expect(closed()).toBe(true);
    expect(focused()).toBe(opener);
  });

  it('closes with Escape in the page that it holds, whichever that is by now', async () => {
    const { opener, drawer } = open();
    const frame = within(drawer).getByTitle<HTMLIFrameElement>('Visitor');
    await waitFor(() => expect(frame.contentDocument?.body).toBeTruthy());
    const inner = frame.contentDocument as Document;
    fireEvent.load(frame);
    act(() => frame.focus());
    const pressIn = (key: string) =>
      act(() => void inner.dispatchEvent(new KeyboardEvent('keydown', { key })));
    pressIn('a');
    expect(closed()).toBe(false);
    pressIn('Escape');
    expect(closed()).toBe(true);
    expect(focused()).toBe(opener);
  });
});
