import { cleanup, fireEvent, screen, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { KeepSection } from '../../src/options/views/keep-section.tsx';
import { PanelView } from '../../src/panel/views/panel-view.tsx';
import type { KeptLog } from '../../src/protocol/kept.ts';
import { fold } from '../core/support/fold.ts';
import { START } from '../core/support/log.ts';
import { signUp } from './fixtures/stories.ts';
import { giveHeights, show, showPanel } from './support.tsx';

const log = (logId: string, more: Partial<KeptLog> = {}): KeptLog => ({
  ...{ logId, began: START, grew: START + 60_000, count: 1_234, size: 45_600 },
  ...{ hosts: [`${logId}.test`], page: `https://${logId}.test/cart`, apiKey: 'abc123' },
  ...more,
});
const earlier = (...logs: KeptLog[]) => ({
  earlier: { list: { logs, evicted: null }, failed: false, keep: 7 as const },
});

beforeEach(giveHeights);
afterEach(cleanup);

const openSheet = () => fireEvent.click(screen.getByRole('button', { name: 'Earlier' }));
const sheet = () => within(screen.getByRole('dialog', { name: 'Earlier sessions' }));

describe('the list of earlier sessions', () => {
  it('is read when it is opened, and says of each what lets one recognise it', () => {
    const { props } = showPanel(fold(signUp()), earlier(log('a'), log('b', { hosts: [] })));
    openSheet();
    expect(props.onEarlier.refresh).toHaveBeenCalledTimes(1);
    const [first, second] = screen.getAllByTestId('earlier-log');
    expect(first?.textContent).toContain('a.test');
    expect(first?.textContent).toContain('Observations: 1,234');
    expect(first?.textContent).toContain('46 kB');
    expect(first?.textContent).toMatch(/2 Jan 2026, 03:04:05\s–\s03:05:05/);
    expect(first?.textContent).toContain('abc123');
    expect(second?.textContent).toContain('Unknown site');
  });

  it('opens one under a name of its own', () => {
    const { props } = showPanel(fold(signUp()), earlier(log('a')));
    openSheet();
    fireEvent.click(sheet().getByText('a.test'));
    expect(props.onEarlier.open).toHaveBeenCalledWith(
      log('a'),
      expect.stringMatching(/^a\.test, /),
    );
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('deletes one, and gives the focus to the one in its place', () => {
    const { props, redraw } = showPanel(fold(signUp()), earlier(log('a'), log('b')));
    openSheet();
    fireEvent.click(sheet().getByRole('button', { name: /^Delete a\.test/ }));
    expect(props.onEarlier.remove).toHaveBeenCalledWith('a');
    redraw(<PanelView {...props} {...earlier(log('b'))} />);
    const next = sheet().getByRole('button', { name: /^Delete b\.test/ });
    expect(document.activeElement).toBe(next);
  });

  it('says how long sessions are kept, and leads to the options', () => {
    const { props } = showPanel(fold(signUp()), earlier());
    openSheet();
    expect(screen.getByTestId('earlier-none').textContent).toContain('No earlier session');
    expect(sheet().getByText(/Kept for 7 days/)).toBeTruthy();
    fireEvent.click(sheet().getByRole('button', { name: 'Change in the options' }));
    expect(props.onEarlier.options).toHaveBeenCalled();
  });
});

describe('clearing everything', () => {
  it('asks first, in the panel', () => {
    const { props } = showPanel(fold(signUp()));
    const ask = () => {
      fireEvent.click(screen.getByRole('button', { name: 'Options' }));
      fireEvent.click(screen.getByRole('menuitem', { name: 'Clear all…' }));
      return within(screen.getByRole('alertdialog', { name: 'Clear all logs?' }));
    };
    const cancel = ask().getByRole('button', { name: 'Cancel' });
    expect(document.activeElement).toBe(cancel);
    fireEvent.click(cancel);
    expect(screen.queryByRole('alertdialog')).toBeNull();
    expect(props.onEarlier.clearAll).not.toHaveBeenCalled();
    fireEvent.click(ask().getByRole('button', { name: 'Clear all' }));
    expect(props.onEarlier.clearAll).toHaveBeenCalledTimes(1);
    expect(screen.queryByRole('alertdialog')).toBeNull();
  });

  it('says on the options page what became of it', async () => {
    const onClearAll = vi.fn(async () => {});
    show(<KeepSection keep={0} onKeep={vi.fn()} onClearAll={onClearAll} />);
    fireEvent.click(screen.getByRole('button', { name: 'Clear all…' }));
    fireEvent.click(screen.getByRole('button', { name: 'Clear all' }));
    expect((await screen.findByText('All logs were removed.')).getAttribute('role')).toBe('status');
    onClearAll.mockRejectedValueOnce(new Error('no'));
    fireEvent.click(screen.getByRole('button', { name: 'Clear all…' }));
    fireEvent.click(screen.getByRole('button', { name: 'Clear all' }));
    expect(await screen.findByText(/could not be removed/)).toBeTruthy();
  });
});

it('the time that logs are kept is chosen on the options page', () => {
  const onKeep = vi.fn();
  show(<KeepSection keep={0} onKeep={onKeep} onClearAll={vi.fn(async () => {})} />);
  const chosen = screen.getByRole('radio', { name: 'Until the browser is closed' });
  expect((chosen as HTMLInputElement).checked).toBe(true);
  fireEvent.click(screen.getByRole('radio', { name: '7 days' }));
  expect(onKeep).toHaveBeenCalledWith(7);
});
