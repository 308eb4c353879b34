import { cleanup, fireEvent, screen, within } from '@testing-library/preact';
import { useRef, useState } from 'preact/hooks';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FilterBox } from '../../src/panel/views/filter-box.tsx';
import { PanelView } from '../../src/panel/views/panel-view.tsx';
import { fold } from '../core/support/fold.ts';
import { hostile, signUp, troubled } from './fixtures/stories.ts';
import { giveHeights, show, showPanel } from './support.tsx';

const onSave = vi.fn();
const onDone = vi.fn();

/** The field as it is used: what is typed comes back as its value. */
function Box({ first, saved }: { first: string; saved: readonly string[] }) {
  const [filter, setFilter] = useState(first);
  const input = useRef<HTMLInputElement>(null);
  const session = fold(troubled());
  return <FilterBox {...{ session, filter, saved, input, onSave, onDone }} onFilter={setFilter} />;
}
function showBox(first = '', saved: readonly string[] = []): HTMLInputElement {
  show(<Box first={first} saved={saved} />);
  const field = screen.getByRole<HTMLInputElement>('combobox', { name: 'Filter' });
  field.focus();
  return field;
}
const type = (field: HTMLInputElement, value: string) => {
  field.value = value;
  field.setSelectionRange(value.length, value.length);
  fireEvent.input(field);
};
const offers = () =>
  screen.queryAllByRole('option').map((option) => option.querySelector('bdi')?.textContent);
const press = (field: HTMLElement, ...keys: string[]) => {
  for (const key of keys) fireEvent.keyDown(field, { key });
};

beforeEach(() => {
  giveHeights();
  vi.resetAllMocks();
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('the filter field', () => {
  it('offers nothing before it is used, and says so', () => {
    const field = showBox();
    expect(field.getAttribute('aria-expanded')).toBe('false');
    expect(offers()).toEqual([]);
  });

  it('offers fields, those that begin as what is typed', () => {
    const field = showBox();
    press(field, 'ArrowDown');
    expect(field.getAttribute('aria-expanded')).toBe('true');
    expect(offers().slice(0, 3)).toEqual(['kind:', 'id:', 'status:']);
    type(field, 'bob -k');
    expect(offers()).toEqual(['-kind:', '-key:']);
  });

  it('tells which offer is the active one, and takes it with Enter', () => {
    const field = showBox();
    press(field, 'ArrowDown', 'ArrowDown');
    const active = document.getElementById(field.getAttribute('aria-activedescendant') ?? '');
    expect(active?.textContent).toMatch(/^id:/);
    expect(active?.getAttribute('aria-selected')).toBe('true');
    expect(document.activeElement).toBe(field);
    press(field, 'Enter');
    expect(field.value).toBe('id:');
    expect(offers()).toContain('id:bob@example.com');
    expect(onDone).not.toHaveBeenCalled();
  });

  it('offers the values of a field, and goes on behind the one taken', () => {
    const field = showBox();
    type(field, 'x kind:al');
    expect(offers()).toEqual(['kind:alias']);
    fireEvent.click(screen.getByRole('option'));
    expect(field.value).toBe('x kind:alias ');
    expect(field.selectionStart).toBe(field.value.length);
    type(field, 'kind:alias,pa');
    expect(offers()).toEqual(['kind:alias,page']);
  });

  it('does not offer what stands there already', () => {
    const field = showBox();
    type(field, 'kind:alia');
    expect(offers()).toEqual(['kind:alias']);
    type(field, 'kind:alias');
    expect(offers()).toEqual([]);
    expect(field.getAttribute('aria-expanded')).toBe('false');
  });

  it('keeps its offers in the window also when there are more than at first', () => {
    const field = showBox();
    const list = screen.getByRole('listbox', { name: 'Ways to go on', hidden: true }).parentElement;
    if (!list) throw new Error('the offers are nowhere');
    vi.stubGlobal('innerHeight', 200);
    // As high as what it offers, from 100 pixels below the top of the window on.
    list.getBoundingClientRect = () => new DOMRect(10, 100, 200, offers().length * 24);
    type(field, 'ki');
    expect([offers().length, list.style.maxHeight]).toEqual([1, '']);
    type(field, 'kind:');
    expect(list.style.maxHeight).toBe('94px');
  });

  it('quotes a value with spaces', () => {
    const field = showBox();
    type(field, 'event:viewed');
    press(field, 'ArrowDown', 'Enter');
    expect(field.value).toBe('event:"Viewed Account" ');
  });

  it('offers saved filters first, and saves and forgets one', () => {
    const field = showBox('', ['kind:alias', 'status:blocked bob']);
    press(field, 'ArrowDown');
    expect(offers().slice(0, 3)).toEqual(['kind:alias', 'status:blocked bob', 'kind:']);
    type(field, 'blocked');
    expect(offers()).toEqual(['status:blocked bob']);
    fireEvent.click(screen.getByRole('button', { name: 'Save this filter' }));
    expect(onSave).toHaveBeenCalledWith('blocked');
    type(field, 'kind:alias');
    const star = screen.getByRole('button', { name: 'Forget this saved filter' });
    expect(star.getAttribute('aria-pressed')).toBe('true');
  });

  it('closes its offers with Escape, then empties itself', () => {
    const field = showBox();
    type(field, 'k');
    press(field, 'Escape');
    expect([offers(), field.value]).toEqual([[], 'k']);
    press(field, 'Escape');
    expect(field.value).toBe('');
  });

  it('leads on to the rows with Enter', () => {
    const field = showBox();
    type(field, 'bob');
    press(field, 'Enter');
    expect(onDone).toHaveBeenCalledOnce();
    expect(offers()).toEqual([]);
  });

  it('closes its offers when the focus leaves', () => {
    const field = showBox();
    press(field, 'ArrowDown');
    fireEvent.focusOut(field);
    expect(offers()).toEqual([]);
  });

  it('is described by a short help', () => {
    const help = document.getElementById(showBox().getAttribute('aria-describedby') ?? '');
    expect(help?.textContent).toMatch(/^All words have to match\. A minus .* quotes /);
  });
});

describe('a filtered timeline', () => {
  it('says how many rows are hidden, and shows all', () => {
    const { props } = showPanel(fold(signUp()), { rows: [3, 4], filter: 'bob' });
    expect(screen.getByText('13 hidden by the filter').getAttribute('role')).toBe('status');
    fireEvent.click(screen.getByRole('button', { name: 'Show all' }));
    expect(props.onFilter).toHaveBeenCalledWith('');
  });

  it('says nothing of the kind while nothing is hidden', () => {
    showPanel(fold(signUp()));
    expect(document.querySelector('.hidden-rows')).toBeNull();
  });

  it('says what else hides rows, and lets each be seen again', () => {
    const { props, redraw } = showPanel(fold(signUp()), {
      earlierRows: 31,
      options: { clearOnNavigation: true },
    });
    screen.getByText('Rows of earlier pages, hidden by “Clear on navigation”: 31');
    fireEvent.click(screen.getByRole('button', { name: 'Show earlier pages' }));
    expect(props.onOptions).toHaveBeenCalledWith({ clearOnNavigation: false });
    props.outline.foldAll(true);
    redraw(<PanelView {...props} />);
    screen.getByText(`${props.outline.foldedRows} in collapsed pages`);
    fireEvent.click(screen.getByRole('button', { name: 'Expand all pages' }));
    expect(screen.queryByText(/in collapsed pages/)).toBeNull();
  });

  it('is busy until all rows have been looked at', () => {
    const { props, redraw } = showPanel(fold(signUp()), { rows: [], filter: 'x', searching: true });
    expect(screen.getByTestId('timeline').getAttribute('aria-busy')).toBe('true');
    redraw(<PanelView {...props} searching={false} />);
    expect(screen.getByTestId('timeline').getAttribute('aria-busy')).toBe('false');
  });

  it('marks what was looked for in its rows', () => {
    showPanel(fold(signUp()), { filter: 'bob -kind:x "team"' });
    const marked = [...document.querySelectorAll('mark')].map((mark) => mark.textContent);
    expect(new Set(marked)).toEqual(new Set(['bob', 'team', 'Team']));
    const alias = screen.getAllByRole('row').find(({ dataset }) => dataset.kind === 'alias');
    expect(alias?.textContent).toContain('bob@example.com');
  });

  it('marks a shortened identity as a whole when the hit is in the part left out', () => {
    showPanel(fold(signUp()), { filter: 'id:Q1aB2cD3' });
    const marks = [...document.querySelectorAll('mark')];
    expect(marks.length).toBeGreaterThan(1);
    for (const mark of marks) expect(mark.textContent).toBe('5tyj…Jau=');
  });

  it('marks markup as the text that it is', () => {
    showPanel(fold(hostile()), { filter: '<img onerror' });
    expect([...document.querySelectorAll('mark')].map((mark) => mark.textContent)).toContain(
      '<img',
    );
    expect(document.querySelector('img')).toBeNull();
  });

  it('says that it searches before it says that nothing fits', () => {
    showPanel(fold(signUp()), { rows: [], filter: 'bob', searching: true });
    expect(screen.getByText('Searching…')).toBeTruthy();
    expect(screen.queryByText(/No entry matches/)).toBeNull();
  });

  it('takes the focus from the field to its rows', () => {
    showPanel(fold(signUp()));
    const field = screen.getByRole('combobox', { name: 'Filter' });
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(document.activeElement?.getAttribute('role')).toBe('row');
  });
});

describe('the view that stands still', () => {
  it('says so, and how much has come, until it goes on', () => {
    const { props } = showPanel(fold(signUp()), { pause: { on: true, waiting: 12 } });
    const pause = screen.getByRole('button', { name: 'Pause' });
    expect(pause.getAttribute('aria-pressed')).toBe('true');
    expect(screen.getByTestId('paused-rows').textContent).toBe('12 new');
    fireEvent.click(screen.getByRole('button', { name: 'Resume' }));
    expect(props.onPause).toHaveBeenLastCalledWith(false);
  });

  it('begins with Pause', () => {
    const { props } = showPanel(fold(signUp()));
    expect(screen.queryByText(/stands still/)).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Pause' }));
    expect(props.onPause).toHaveBeenLastCalledWith(true);
  });
});

describe('the options', () => {
  it('have Clear on navigation, off by default', () => {
    const { props } = showPanel(fold(signUp()));
    fireEvent.click(screen.getByRole('button', { name: 'Options' }));
    const option = screen.getByRole('menuitemcheckbox', { name: /^Clear on navigation/ });
    expect(option.getAttribute('aria-checked')).toBe('false');
    fireEvent.click(option);
    expect(props.onOptions).toHaveBeenCalledWith({ clearOnNavigation: true });
  });

  it('lead to the sheet of shortcuts, as a question mark does', () => {
    showPanel(fold(signUp()));
    fireEvent.click(screen.getByRole('button', { name: 'Options' }));
    fireEvent.click(screen.getByRole('menuitem', { name: /^Keyboard shortcuts/ }));
    const sheet = () => screen.queryByRole('dialog', { name: 'Keyboard shortcuts' });
    expect(sheet()).toBeTruthy();
    fireEvent.click(within(sheet() as HTMLElement).getByRole('button', { name: 'Close' }));
    expect(sheet()).toBeNull();
    fireEvent.keyDown(screen.getByRole('grid'), { key: '?' });
    expect(sheet()?.textContent).toContain('Go to the filter');
    expect(sheet()?.textContent).not.toContain('shortcut_');
  });

  it('are reached by keys where nothing has the focus', () => {
    showPanel(fold(signUp()));
    fireEvent.keyDown(document.body, { key: '/', ctrlKey: true });
    expect(document.activeElement).toBe(document.body);
    fireEvent.keyDown(document.body, { key: '/' });
    expect(document.activeElement).toBe(screen.getByTestId('filter'));
  });

  it('leave a question mark that is typed alone', () => {
    showPanel(fold(signUp()));
    fireEvent.keyDown(screen.getByRole('combobox', { name: 'Filter' }), { key: '?' });
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});
