import { readFileSync } from 'node:fs';
import { act, cleanup, fireEvent, screen, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NoteObservation } from '../../src/core/session/observation.ts';
import type { Session } from '../../src/core/session/session.ts';
import type { PanelViewProps } from '../../src/panel/views/panel-props.ts';
import { PanelView } from '../../src/panel/views/panel-view.tsx';
import { fold } from '../core/support/fold.ts';
import { busy, hostile, signUp, troubled, waiting } from './fixtures/stories.ts';
import { giveHeights, panelProps, show, showPanel, t } from './support.tsx';

beforeEach(giveHeights);
afterEach(cleanup);

const rows = () => screen.getAllByTestId('timeline-row');
const rowOf = (kind: string, text = '') => {
  const found = rows().find(
    (row) => row.dataset.kind === kind && (row.textContent ?? '').includes(text),
  );
  if (!found) throw new Error(`no row of kind ${kind} with ‘${text}’`);
  return found;
};
const keyOf = (session: Session, kind: string) =>
  session.entries.find((entry) => entry.kind === kind)?.key ?? null;

describe('a row', () => {
  it('says the path of a page before its host', () => {
    showPanel(fold(signUp()));
    const [page] = within(rowOf('navigation', 'signup')).getAllByText(/./, { selector: 'bdi' });
    expect(page?.textContent).toBe('/signup?plan=team');
    expect(rowOf('navigation', 'signup').textContent).toContain('shop.example.com');
  });

  it('says an event, under whom it was recorded, and with what', () => {
    showPanel(fold(signUp()));
    const text = rowOf('event', 'Signed Up').textContent;
    expect(text).toContain('bob@example.com');
    expect(text).toContain('plan: team');
    expect(text).toContain('delivered');
  });

  it('says from whom to whom an identity changed, and by what', () => {
    showPanel(fold(signUp()));
    const text = rowOf('identity', 'bob').textContent;
    expect(text).toMatch(/5tyj….*→.*bob@example\.com.*caused by identify/);
  });

  it('is marked with the gravest finding, by a word for who does not see it', () => {
    showPanel(fold(troubled()));
    const marked = within(rowOf('alias', 'guest')).getByText('Error');
    expect(marked.parentElement?.title).toContain(t('finding_shared_identity_title'));
  });

  it('is marked when it was not sent by the page itself, and when it is malformed', () => {
    showPanel(fold(troubled()));
    expect(rowOf('event', 'Frame Loaded').textContent).toContain('frame');
    expect(rowOf('event', 'Broken').textContent).toContain('malformed');
  });

  it.each([
    ['event', 'Signed Up', 'blocked'],
    ['event', 'Saved', 'failed'],
    ['alias', 'Zm9v', 'held'],
  ])('says what became of a request: %s %s', (kind, text, delivery) => {
    showPanel(fold(troubled()));
    expect(rowOf(kind, text).dataset.delivery).toBe(delivery);
    expect(rowOf(kind, text).textContent).toContain(delivery);
  });

  it('says in words what a note of any code means', () => {
    const codes: Record<NoteObservation['code'], true> = {
      gap: true,
      cleared: true,
      reset: true,
      limited: true,
      unreadable: true,
      damaged: true,
      unsaved: true,
      evicted: true,
      displaced: true,
      updated: true,
      sandbox: true,
      simulated: true,
      restored: true,
      undone: true,
      worker_unknown: true,
    };
    const notes = Object.keys(codes).map((code, seq) => {
      return { seq, at: seq, frameId: 0, type: 'note', code } as NoteObservation;
    });
    showPanel(fold(notes));
    expect(rows()).toHaveLength(notes.length);
    for (const row of rows()) expect(row.textContent).not.toContain('note_');
  });

  it('says that a call waits', () => {
    showPanel(fold(waiting()));
    expect(rowOf('call', 'identify').textContent).toContain('queued');
  });

  it('stays short whatever a page sends', () => {
    const session = fold(hostile());
    showPanel(session);
    expect(rows()).toHaveLength(session.entries.length);
    for (const row of rows()) {
      expect(row.textContent?.length).toBeLessThan(1_500);
      expect(row.textContent).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    }
    expect(document.querySelector('img')).toBeNull();
  });
});

describe('the list', () => {
  /** Scrolls as a user does: the position changes, and the element says so. */
  const scrollTo = (top: number) => {
    const grid = screen.getByRole('grid');
    Object.defineProperty(grid, 'scrollHeight', { configurable: true, value: 24 * 1_000 });
    grid.scrollTop = top;
    fireEvent.scroll(grid);
  };

  it('says how many rows are new below, and goes there', () => {
    const session = fold(busy(900));
    const all = session.entries.map((_, index) => index);
    const { redraw, props } = showPanel(session, { rows: all.slice(0, 500) });
    const draw = (more: Partial<PanelViewProps>) =>
      redraw(<PanelView {...panelProps(session, { ...props, ...more })} />);
    act(() => scrollTo(0));
    draw({ rows: all.slice(0, 507) });
    const button = screen.getByRole('button', { name: '7 new' });
    fireEvent.click(button);
    expect(screen.queryByRole('button', { name: /new$/ })).toBeNull();
  });

  it('has that button over the heads of the pages', () => {
    const sheet = document.createElement('style');
    sheet.textContent = readFileSync('src/panel/views/timeline.css', 'utf8');
    document.head.append(sheet);
    const session = fold(busy(900));
    const all = session.entries.map((_, index) => index);
    const { redraw, props } = showPanel(session, { rows: all.slice(0, 500) });
    act(() => scrollTo(0));
    redraw(<PanelView {...panelProps(session, { ...props, rows: all.slice(0, 507) })} />);
    const layer = (element: Element | null) => {
      if (!element) throw new Error('not drawn');
      return Number(getComputedStyle(element).zIndex);
    };
    const heads = layer(document.querySelector('.row[data-head]:not([data-pinned])'));
    expect(heads).toBeGreaterThan(0);
    expect(layer(screen.getByRole('button', { name: '7 new' }))).toBeGreaterThan(heads);
    sheet.remove();
  });

  it('keeps one row that Tab reaches, wherever it is scrolled', () => {
    const session = fold(busy(900));
    showPanel(session);
    act(() => scrollTo(0));
    expect(rows().filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(1);
  });

  it('keeps the focus on the row that Tab reaches when many come at once', () => {
    const session = fold(busy(900));
    const all = session.entries.map((_, index) => index);
    const { redraw, props } = showPanel(session, { rows: all.slice(0, 500) });
    const reached = () => rows().find(({ tabIndex }) => tabIndex === 0);
    reached()?.focus();
    expect(document.activeElement?.textContent).toContain('Clicked');
    redraw(<PanelView {...panelProps(session, { ...props, rows: all.slice(0, 560) })} />);
    act(() => scrollTo(24 * 545));
    expect(reached()?.dataset.key).toBe(String(session.entries[559]?.key));
    expect(document.activeElement).toBe(reached());
  });

  it('leads into the details with Enter, and back with Escape', () => {
    const session = fold(signUp());
    const { props } = showPanel(session, { selected: keyOf(session, 'alias') });
    fireEvent.keyDown(screen.getByRole('grid'), { key: 'Enter' });
    const details = screen.getByTestId('details');
    expect(document.activeElement).toBe(details);
    fireEvent.keyDown(details, { key: 'Escape' });
    expect(props.onSelect).toHaveBeenLastCalledWith(null);
    expect(document.activeElement).toBe(rowOf('alias'));
  });

  it('selects the row that was pressed', () => {
    const session = fold(signUp());
    const { props } = showPanel(session);
    fireEvent.click(rowOf('properties'));
    expect(props.onSelect).toHaveBeenCalledWith(keyOf(session, 'properties'));
  });
});

describe('the details', () => {
  const open = (kind: string, story = signUp()) => {
    const session = fold(story);
    const shown = showPanel(session, { selected: keyOf(session, kind) });
    return { ...shown, session, details: within(screen.getByTestId('details')) };
  };

  it('of a call say what it does, what became of it, and lead to its request', () => {
    const { details, props, session } = open('call', troubled());
    expect(details.getByText('identify("guest")')).toBeTruthy();
    expect(details.getByText(t('method_identify'))).toBeTruthy();
    fireEvent.click(details.getByRole('button', { name: 'Alias' }));
    expect(props.onSelect).toHaveBeenLastCalledWith(keyOf(session, 'alias'));
  });

  it('of an identity say both, where it was read, and by which call', () => {
    const session = fold(signUp());
    const change = session.entries.findLast(({ kind }) => kind === 'identity');
    showPanel(session, { selected: change?.key ?? null });
    const details = within(screen.getByTestId('details'));
    expect(details.getAllByText('bob@example.com').length).toBeGreaterThan(0);
    expect(details.getByText('KM.i()')).toBeTruthy();
    expect(details.getByRole('button', { name: 'caused by identify' })).toBeTruthy();
  });

  it('of a request give each parameter with its meaning', () => {
    const { details } = open('event');
    const row = details.getByRole('row', { name: /_n/ });
    expect(row.textContent).toContain('Visited Site');
    expect(row.textContent).toContain('Name of the event');
    expect(details.getByRole('row', { name: /source/ }).textContent).toContain('Property');
  });

  it('say what could not be decoded', () => {
    const session = fold(troubled());
    const broken = session.entries.find(
      (entry) => 'request' in entry && entry.request.problems.length > 0,
    );
    showPanel(session, { selected: broken?.key ?? null });
    const details = within(screen.getByTestId('details'));
    expect(details.getByText(t('problem_percent_encoding'))).toBeTruthy();
    expect(details.getByText(t('broken_encoding'))).toBeTruthy();
  });

  it('hold the findings in full, with the page that says so', () => {
    const { details } = open('alias', troubled());
    const finding = details
      .getAllByTestId('finding')
      .find(({ dataset }) => dataset.rule === 'shared-identity');
    expect(finding?.textContent).toContain('Why it matters:');
    expect(finding?.querySelector('a')?.href).toMatch(/^https:\/\/\w+\.kissmetrics\./);
  });

  it('close', () => {
    const { details, props } = open('navigation');
    fireEvent.click(details.getByRole('button', { name: 'Close' }));
    expect(props.onSelect).toHaveBeenLastCalledWith(null);
  });

  it('can take another part of the room', () => {
    open('alias');
    const line = screen.getByRole('separator', { name: t('details_size') });
    const before = Number(line.getAttribute('aria-valuenow'));
    fireEvent.keyDown(line, { key: 'Home' });
    expect(Number(line.getAttribute('aria-valuenow'))).toBeGreaterThan(before);
  });
});

describe('trouble', () => {
  it.each([
    [{ state: 'interrupted' }, 'interrupted'],
    [{ state: 'no-access', withheld: 'site' }, 'site'],
    [{ state: 'no-access', withheld: 'tracking' }, 'tracking'],
    [{ state: 'watching', withheld: 'frames' }, 'frames'],
    [{ state: 'watching', unwatched: true }, 'unwatched'],
    [{ state: 'invalidated' }, 'invalidated'],
  ] as const)('stands above the rows that came before it: %o', (health, trouble) => {
    showPanel(fold(signUp()), { health: { ...health, queued: 0 } });
    expect(document.querySelector('.banner')?.textContent).toContain(t(`trouble_${trouble}`));
    expect(rows().length).toBeGreaterThan(5);
  });

  it('is not where all is well', () => {
    show(<PanelView {...panelProps(fold(signUp()))} />);
    expect(screen.queryByText(t('trouble_interrupted'))).toBeNull();
  });
});

describe('people', () => {
  it('have their gravest finding on top, and each alias by its time and pair', () => {
    const session = fold(troubled());
    showPanel(session, { tab: 'people' });
    const person = within(screen.getByTestId('person'));
    expect(person.getAllByText('Error').length).toBeGreaterThan(0);
    expect(person.getByRole('heading', { level: 2 }).textContent).toContain('4 identities');
    expect(person.getAllByRole('button', { name: /^Alias of/ })).toHaveLength(3);
  });

  it('are drawn in part when one name joined very many', () => {
    const many = signUp();
    for (let i = 0; i < 200; i++) many.alias(`visitor-${i}`, 'guest');
    showPanel(fold(many), { tab: 'people' });
    const [guest] = screen.getAllByTestId('person');
    expect(guest?.dataset.identities).toBe('201');
    expect(guest?.textContent).toContain('More aliases, not shown: 188');
    expect(within(guest as HTMLElement).getAllByTestId('identity-toggle')).toHaveLength(12);
    fireEvent.click(screen.getByRole('button', { name: 'Show 60 more of 201' }));
    expect(within(guest as HTMLElement).getAllByTestId('identity-toggle')).toHaveLength(72);
    expect(guest?.querySelectorAll('*').length).toBeLessThan(1_500);
  });
});
