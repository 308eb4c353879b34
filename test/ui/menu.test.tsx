import { cleanup, fireEvent, screen } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Menu, type MenuItem } from '../../src/ui/menu.tsx';
import { show } from './support.tsx';

const save = vi.fn();
const toggle = vi.fn();

beforeEach(() => {
  vi.resetAllMocks();
  const items: readonly MenuItem[] = [
    { role: 'menuitemcheckbox', label: 'Mask', checked: true, onChoose: toggle },
    { role: 'menuitem', label: 'CSV', onChoose: save },
    { role: 'menuitem', label: 'HAR', disabled: true, onChoose: save },
  ];
  show(<Menu label="Export" icon="export" groups={[{ label: 'Save as', items }]} />);
});
afterEach(cleanup);

const button = () => screen.getByRole('button', { name: 'Export' });
const focused = () => document.activeElement?.textContent;
const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });

/** Opens it as the keyboard does. */
function open(key = 'ArrowDown'): void {
  button().focus();
  fireEvent.keyDown(button(), { key });
}

describe('a menu', () => {
  it('is closed at first, and says so', () => {
    expect(button().getAttribute('aria-haspopup')).toBe('menu');
    expect(button().getAttribute('aria-expanded')).toBe('false');
    expect(screen.queryByRole('menu')).toBeNull();
  });

  it('opens on its first item, or with an arrow up on its last', () => {
    fireEvent.click(button());
    expect(screen.getByRole('menu', { name: 'Export' })).toBeTruthy();
    expect(button().getAttribute('aria-expanded')).toBe('true');
    expect(focused()).toBe('Mask');
    press('Escape');
    open('ArrowUp');
    expect(focused()).toBe('HAR');
  });

  it.each([
    ['ArrowDown', 'CSV'],
    ['ArrowUp', 'HAR'],
    ['End', 'HAR'],
    ['Home', 'Mask'],
    ['c', 'CSV'],
    ['h', 'HAR'],
    ['q', 'Mask'],
  ])('moves by %s', (key, to) => {
    open();
    press(key);
    expect(focused()).toBe(to);
  });

  it('does what is chosen, closes, and gives the focus back', () => {
    open();
    fireEvent.click(screen.getByRole('menuitem', { name: 'CSV' }));
    expect(save).toHaveBeenCalledOnce();
    expect(screen.queryByRole('menu')).toBeNull();
    expect(document.activeElement).toBe(button());
  });

  it('stays open for what is set before', () => {
    open();
    const check = screen.getByRole('menuitemcheckbox', { name: 'Mask' });
    expect(check.getAttribute('aria-checked')).toBe('true');
    fireEvent.click(check);
    expect(toggle).toHaveBeenCalledOnce();
    expect(screen.getByRole('menu')).toBeTruthy();
  });

  it('does nothing for what is disabled', () => {
    open();
    fireEvent.click(screen.getByRole('menuitem', { name: 'HAR' }));
    expect(save).not.toHaveBeenCalled();
    expect(screen.getByRole('menu')).toBeTruthy();
  });

  it('closes with Escape, and keeps the key to itself', () => {
    const heard = vi.fn();
    document.addEventListener('keydown', heard);
    open();
    heard.mockClear();
    press('Escape');
    document.removeEventListener('keydown', heard);
    expect(heard).not.toHaveBeenCalled();
    expect(screen.queryByRole('menu')).toBeNull();
    expect(document.activeElement).toBe(button());
  });

  it('closes when the focus leaves it', () => {
    open();
    fireEvent.focusOut(screen.getByRole('menu'), { relatedTarget: document.body });
    expect(screen.queryByRole('menu')).toBeNull();
  });
});
