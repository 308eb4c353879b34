import { cleanup, fireEvent, screen, within } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { PopupView, type PopupViewProps } from '../../src/popup/views/popup-view.tsx';
import type { PageState } from '../../src/protocol/api.ts';
import { fold } from '../core/support/fold.ts';
import { ANON, ANON_2 } from '../core/support/log.ts';
import {
  ANONYMOUS,
  COOKIES_ONLY,
  LOGGED_OUT,
  NAMED,
  NEW_VISITOR,
  NO_KISSMETRICS,
  NOT_LOGGED_OUT,
  QUEUEING,
} from './fixtures/pages.ts';
import { BOB, troubled } from './fixtures/stories.ts';
import { show } from './support.tsx';

afterEach(cleanup);

function showPopup(page: PageState | null, more: Partial<PopupViewProps> = {}) {
  const props = { page, findings: [], report: null, busy: false, onAct: vi.fn(), ...more };
  return { props, ...show(<PopupView {...props} />) };
}

describe('the popup', () => {
  it.each([
    ['named', NAMED, BOB],
    ['anonymous', ANONYMOUS, ANON],
  ] as const)('says who a visitor is who is %s', (kind, page, identity) => {
    showPopup(page);
    expect(screen.getByTestId('current-identity').textContent).toBe(identity);
    expect(screen.getByTestId('current-identity').dataset.kind).toBe(kind);
    expect(screen.getByText(kind)).toBeTruthy();
    expect(screen.getByTestId('api-key').textContent).toBe('abc123');
    expect(screen.getByTestId('health').dataset.state).toBe('watching');
  });

  it('lists the cookies, decoded, with what they are for', () => {
    showPopup(NAMED);
    const row = screen.getByRole('row', { name: /km_ni/ });
    expect(row.textContent).toContain(BOB);
    expect(row.textContent).toContain('Named ID');
  });

  it('asks for what its buttons say', () => {
    const { props } = showPopup(NAMED);
    fireEvent.click(screen.getByRole('button', { name: 'Log out' }));
    expect(props.onAct).toHaveBeenLastCalledWith('log-out');
    fireEvent.click(screen.getByRole('button', { name: 'New visitor' }));
    expect(props.onAct).toHaveBeenLastCalledWith('new-visitor');
  });

  it('takes no second action while one is under way', () => {
    const { props } = showPopup(NAMED, { busy: true });
    const button = screen.getByRole<HTMLButtonElement>('button', { name: 'Log out' });
    expect(button.disabled).toBe(true);
    fireEvent.click(button);
    expect(props.onAct).not.toHaveBeenCalled();
    expect(screen.getByRole('main').getAttribute('aria-busy')).toBe('true');
  });

  it('warns of an identity that does not read as it is', () => {
    showPopup({ ...NAMED, identity: '\u202egro.live@bob' });
    expect(screen.getByText(/hidden characters/).textContent).toContain('\\u{202e}gro.live@bob');
  });

  it('shows one finding of each of the gravest rules, and counts the rest', () => {
    const { findings } = fold(troubled());
    showPopup(NAMED, { findings });
    const shown = screen.getAllByTestId('finding');
    expect(shown.map(({ dataset }) => dataset.severity)).toEqual(['error', 'error', 'error']);
    expect(new Set(shown.map(({ dataset }) => dataset.rule)).size).toBe(3);
    expect(screen.getByText(`${findings.length - 3} more in`, { exact: false })).toBeTruthy();
  });
});

describe('the report of an action', () => {
  it('shows identity and cookies before and after, and what cannot be undone', () => {
    showPopup(LOGGED_OUT.after, { report: LOGGED_OUT });
    const report = screen.getByTestId('report');
    expect(report.dataset.verified).toBe('true');
    expect(within(report).getByRole('heading').textContent).toContain('Logged out');
    expect(screen.getByTestId('identity-before').textContent).toBe(BOB);
    expect(screen.getByTestId('identity-after').textContent).toBe(ANON_2);
    expect(report.textContent).toContain('does not undo an alias');
    const gone = within(report).getByText('km_ni').closest('div');
    expect(gone?.textContent).toContain(`Before ${BOB}`);
    expect(gone?.textContent).toContain('After no cookie');
    expect(within(report).queryByText('km_vs')).toBeNull();
  });

  it('says when the action did not reach its aim', () => {
    showPopup(NOT_LOGGED_OUT.after, { report: NOT_LOGGED_OUT });
    expect(screen.getByTestId('report').dataset.verified).toBe('false');
    expect(screen.getByText(/still has a named identity/)).toBeTruthy();
  });

  it('stays where nothing of Kissmetrics is left', () => {
    showPopup({ ...NO_KISSMETRICS }, { report: NEW_VISITOR });
    expect(screen.getByTestId('identity-before').textContent).toBe(ANON);
    expect(screen.getByTestId('identity-after').textContent).toBe('No identity yet');
  });
});

describe('the popup without a visitor to show', () => {
  it('waits for the page', () => {
    showPopup(null);
    expect(screen.getByText('Asking the page…')).toBeTruthy();
    expect(screen.queryByRole('button')).toBeNull();
  });

  it.each([
    [NO_KISSMETRICS, 'No Kissmetrics on this page', 'no-kissmetrics'],
    [{ state: 'no-access', url: null }, 'No access to this site', 'no-access'],
    [{ state: 'browser-page' }, 'A page of the browser', 'no-kissmetrics'],
  ] as const)('says why: %#', (page, title, health) => {
    showPopup(page);
    expect(screen.getByRole('heading', { level: 2, name: title })).toBeTruthy();
    expect(screen.getByTestId('health').dataset.state).toBe(health);
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('says that calls wait for the library', () => {
    showPopup(QUEUEING);
    expect(screen.getByText('The library has not loaded; 3 calls are waiting.')).toBeTruthy();
  });

  it('says that it knows from cookies alone', () => {
    showPopup(COOKIES_ONLY);
    expect(screen.getByTestId('current-identity').textContent).toBe(BOB);
    expect(screen.getByText(/this is from the cookies/)).toBeTruthy();
  });
});
