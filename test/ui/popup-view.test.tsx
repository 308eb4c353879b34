import { cleanup, fireEvent, screen, within } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createSessionFold } from '../../src/core/session/fold.ts';
import { healthOf } from '../../src/core/session/health.ts';
import type { PopupViewProps } from '../../src/popup/views/popup-props.ts';
import { PopupView } from '../../src/popup/views/popup-view.tsx';
import type { PageState } from '../../src/protocol/api.ts';
import { fold } from '../core/support/fold.ts';
import { ANON, ANON_2, log, START } from '../core/support/log.ts';
import {
  ANONYMOUS,
  AT_REST,
  CAROL,
  COOKIES_ONLY,
  LOGGED_OUT,
  NAMED,
  NEW_VISITOR,
  NO_KISSMETRICS,
  NOT_LOGGED_OUT,
  PRODUCTION,
  QUEUEING,
  SANDBOXED,
  SIMULATING,
} from './fixtures/pages.ts';
import { BOB, troubled } from './fixtures/stories.ts';
import { show } from './support.tsx';

afterEach(cleanup);

function showPopup(page: PageState | null, more: Partial<PopupViewProps> = {}) {
  const actions = {
    act: vi.fn(),
    undo: vi.fn(),
    sandbox: vi.fn(),
    simulate: vi.fn(),
    endSimulation: vi.fn(),
    savePersona: vi.fn(),
    forgetPersona: vi.fn(),
    labelKey: vi.fn(),
    ...{ grant: vi.fn(), reload: vi.fn() },
    openWindow: vi.fn(),
    openOptions: vi.fn(),
  };
  const props = {
    page,
    session: fold([]),
    health: healthOf({
      ...{ link: 'connected', page, access: null, since: null },
      ...{ current: { queued: 0, url: null }, hasEntries: false },
    }),
    browser: 'chromium' as const,
    rehearsal: AT_REST,
    report: null,
    busy: false,
    failed: false,
    personas: [],
    keyLabels: [],
    testHosts: [],
    actions,
    ...more,
  };
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
    expect(
      within(screen.getByRole('region', { name: 'Current identity' })).getByText(kind),
    ).toBeTruthy();
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
    expect(props.actions.act).toHaveBeenLastCalledWith('log-out', false);
    fireEvent.click(screen.getByRole('button', { name: 'New visitor' }));
    expect(props.actions.act).toHaveBeenLastCalledWith('new-visitor', false);
    fireEvent.click(screen.getByRole('checkbox', { name: 'Reload the page afterwards' }));
    fireEvent.click(screen.getByRole('button', { name: 'New visitor' }));
    expect(props.actions.act).toHaveBeenLastCalledWith('new-visitor', true);
  });

  it('takes no second action while one is under way', () => {
    const { props } = showPopup(NAMED, { busy: true });
    const button = screen.getByRole<HTMLButtonElement>('button', { name: 'Log out' });
    expect(button.disabled).toBe(true);
    fireEvent.click(button);
    expect(props.actions.act).not.toHaveBeenCalled();
    expect(screen.getByRole('main').getAttribute('aria-busy')).toBe('true');
  });

  it('warns of an identity that does not read as it is', () => {
    showPopup({ ...NAMED, identity: '\u202egro.live@bob' });
    expect(screen.getByText(/hidden characters/).textContent).toContain('\\u{202e}gro.live@bob');
  });

  it('shows one finding of each of the gravest rules, and counts the rest', () => {
    const session = fold(troubled());
    const { findings } = session;
    showPopup(NAMED, { session });
    const shown = screen.getAllByTestId('finding');
    expect(shown.map(({ dataset }) => dataset.severity)).toEqual(['error', 'error', 'error']);
    expect(new Set(shown.map(({ dataset }) => dataset.rule)).size).toBe(3);
    expect(screen.getByText(`${findings.length - 3} more in`, { exact: false })).toBeTruthy();
  });
});

describe('the sandbox', () => {
  const sandbox = () => screen.getByRole<HTMLInputElement>('switch', { name: 'Sandbox' });

  it('says that it is off, and is switched on', () => {
    const { props } = showPopup(NAMED);
    expect(sandbox().checked).toBe(false);
    expect(screen.getByText('Off: what the page sends reaches Kissmetrics.')).toBeTruthy();
    fireEvent.click(sandbox());
    expect(props.actions.sandbox).toHaveBeenCalledWith('everything');
  });

  it('holds aliases only, if so chosen, and is switched off', () => {
    const { props } = showPopup(NAMED, { rehearsal: SANDBOXED });
    expect(sandbox().checked).toBe(true);
    fireEvent.click(screen.getByRole('radio', { name: 'Aliases only' }));
    expect(props.actions.sandbox).toHaveBeenLastCalledWith('aliases');
    fireEvent.click(sandbox());
    expect(props.actions.sandbox).toHaveBeenLastCalledWith(null);
  });

  it('cannot be switched off under a simulation', () => {
    showPopup(NAMED, { rehearsal: SIMULATING });
    expect(sandbox().disabled).toBe(true);
    expect(screen.getByText(/nothing from any tab of shop.example.com/)).toBeTruthy();
  });
});

describe('a simulation', () => {
  const typed = (identity: string) =>
    fireEvent.input(screen.getByRole('textbox', { name: 'Identity', hidden: true }), {
      target: { value: identity },
    });
  const simulate = () =>
    screen.getByRole<HTMLButtonElement>('button', { name: 'Simulate', hidden: true });

  it('says what it will do before it does it', () => {
    const { props } = showPopup(ANONYMOUS);
    expect(simulate().disabled).toBe(true);
    typed(BOB);
    const preview = screen.getByTestId('preview');
    expect(preview.textContent).toContain(`“${BOB}” would be joined with “${ANON}”`);
    expect(preview.textContent).toContain('Two people would become one');
    expect(preview.textContent).toContain('The sandbox holds it.');
    fireEvent.click(simulate());
    const persona = { name: '', kind: 'named', identity: BOB, returning: false };
    expect(props.actions.simulate).toHaveBeenCalledWith(persona, true);
  });

  it('says that another named visitor is not joined', () => {
    showPopup(NAMED);
    typed('carol@example.com');
    expect(screen.getByTestId('preview').textContent).toContain('they stay two people');
    typed(BOB);
    expect(screen.getByTestId('preview').textContent).toContain('already');
    typed('null');
    expect(screen.getByTestId('preview').textContent).toContain('no identity');
  });

  it('goes without the sandbox only after a warning', () => {
    const { props } = showPopup(ANONYMOUS);
    typed(BOB);
    fireEvent.click(screen.getByRole('checkbox', { name: 'Without the sandbox', hidden: true }));
    expect(screen.getByRole('alert', { hidden: true }).textContent).toContain('cannot be undone');
    expect(screen.getByTestId('preview').textContent).toContain('It will be sent.');
    fireEvent.click(simulate());
    expect(props.actions.simulate).toHaveBeenCalledWith(expect.anything(), false);
  });

  it('sets up an anonymous visitor where the library is not', () => {
    const { props } = showPopup(COOKIES_ONLY);
    typed(BOB);
    expect(screen.getByTestId('preview').textContent).toContain('The library is not on this page');
    expect(simulate().disabled).toBe(true);
    fireEvent.click(screen.getByRole('radio', { name: 'anonymous', hidden: true }));
    typed('');
    fireEvent.click(simulate());
    const persona = { name: '', kind: 'anonymous', identity: '', returning: false };
    expect(props.actions.simulate).toHaveBeenCalledWith(persona, true);
  });

  it('takes a saved persona, and saves one', () => {
    const { props } = showPopup(ANONYMOUS, { personas: [CAROL] });
    fireEvent.click(screen.getByRole('button', { name: 'named Carol, returning' }));
    fireEvent.click(simulate());
    expect(props.actions.simulate).toHaveBeenCalledWith({ ...CAROL, name: '' }, true);
    fireEvent.input(screen.getByRole('textbox', { name: 'Name of the persona', hidden: true }), {
      target: { value: ' Carol ' },
    });
    fireEvent.click(screen.getByRole('button', { name: 'Save as persona', hidden: true }));
    expect(props.actions.savePersona).toHaveBeenCalledWith({ ...CAROL, name: 'Carol' });
    fireEvent.click(screen.getByRole('button', { name: 'Forget Carol, returning' }));
    expect(props.actions.forgetPersona).toHaveBeenCalledWith(CAROL.name);
  });

  it('says who is simulated, and ends it', () => {
    const { props } = showPopup(NAMED, { rehearsal: SIMULATING });
    expect(screen.getByTestId('simulation').textContent).toContain('Carol, returning');
    fireEvent.click(screen.getByRole('button', { name: 'End simulation' }));
    expect(props.actions.endSimulation).toHaveBeenCalledWith();
  });

  it('is offered for ending on every page while it is on somewhere', () => {
    const elsewhere = SIMULATING.simulation ? [SIMULATING.simulation] : [];
    const { props } = showPopup(NO_KISSMETRICS, { rehearsal: { ...AT_REST, elsewhere } });
    fireEvent.click(screen.getByRole('button', { name: 'Bring back the visitor from before' }));
    expect(props.actions.endSimulation).toHaveBeenCalledWith('shop.example.com');
  });
});

describe('an API key', () => {
  it('gets a name and a colour', () => {
    const { props } = showPopup(NAMED);
    fireEvent.click(screen.getByRole('button', { name: 'Name it' }));
    fireEvent.input(screen.getByRole('textbox', { name: 'Name' }), { target: { value: 'Test' } });
    fireEvent.change(screen.getByRole('combobox', { name: 'Colour' }), {
      target: { value: 'green' },
    });
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    const label = { key: 'abc123', label: 'Test', colour: 'green', production: false };
    expect(props.actions.labelKey).toHaveBeenCalledWith(label);
  });

  it.each([
    ['*.example.com', true],
    ['localhost', false],
  ])('of real customers warns on a test host: %s', (pattern, warns) => {
    showPopup(NAMED, { keyLabels: [PRODUCTION], testHosts: [pattern] });
    expect(screen.getByText('Production').dataset.colour).toBe('red');
    expect(screen.queryByTestId('key-warning') !== null).toBe(warns);
  });
});

describe('the report of an action', () => {
  it('offers to take a reset back', () => {
    const rehearsal = { ...AT_REST, undo: { action: 'log-out', at: 1_767_323_045_000 } };
    const { props } = showPopup(LOGGED_OUT.after, { report: LOGGED_OUT, rehearsal });
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
    expect(props.actions.undo).toHaveBeenCalled();
  });

  it('says that the site set the identity right back, and by which call', () => {
    const before = log().page('https://shop.example.com/').observations;
    const notes = [
      ...before,
      { type: 'note', at: START + 9_000, frameId: 0, code: 'reset', detail: 'log-out', seq: 90 },
      {
        type: 'call',
        at: START + 9_100,
        frameId: 0,
        seq: 91,
        callId: 'c9',
        phase: 'ran',
        through: 'library',
        method: 'identify',
        args: [{ type: 'string', text: BOB }],
        identityBefore: null,
      },
      {
        type: 'identity',
        at: START + 9_101,
        frameId: 0,
        seq: 92,
        id: BOB,
        kind: 'named',
        source: 'library',
      },
    ] as const;
    showPopup(NAMED, { report: NOT_LOGGED_OUT, session: fold([...notes]) });
    expect(screen.getByTestId('set-back').textContent).toContain(`“${BOB}”, by identify`);
  });

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

  it('does not call checked what cannot be seen, and offers to reload', () => {
    const report = { ...NEW_VISITOR, unseen: 2 };
    const { props } = showPopup(NEW_VISITOR.after, { report });
    const text = screen.getByTestId('report').textContent;
    expect(text).toContain('nothing of the old identity is left in the cookies.');
    expect(text).toContain('may still remember the other visitor: 2.');
    fireEvent.click(screen.getByRole('button', { name: 'Reload the page' }));
    expect(props.actions.reload).toHaveBeenCalledOnce();
  });

  it('offers to reload where an old identity is left', () => {
    showPopup(NEW_VISITOR.after, { report: { ...NEW_VISITOR, verified: false } });
    expect(screen.getByTestId('report-unseen').textContent).toContain('Reload the page');
  });

  it('offers no reload where everything was checked', () => {
    showPopup(NEW_VISITOR.after, { report: NEW_VISITOR });
    expect(screen.queryByRole('button', { name: 'Reload the page' })).toBeNull();
  });
});

describe('the popup without a visitor to show', () => {
  it('waits for the page', () => {
    showPopup(null);
    expect(screen.getByText('Asking the page…')).toBeTruthy();
    expect(screen.queryByRole('button')).toBeNull();
  });

  it.each([
    [NO_KISSMETRICS, 'No Kissmetrics seen on this page', 'no-kissmetrics'],
    [{ state: 'browser-page' }, 'A page of the browser', 'no-kissmetrics'],
  ] as const)('says why: %#', (page, title, health) => {
    showPopup(page);
    expect(screen.getByRole('heading', { level: 2, name: title })).toBeTruthy();
    expect(screen.getByTestId('health').dataset.state).toBe(health);
    expect(screen.queryByRole('button', { name: 'Log out' })).toBeNull();
  });

  it('says that a page sends without the library, and what follows', () => {
    const page = { ...NO_KISSMETRICS, began: 1 };
    const facts = {
      link: 'connected',
      page,
      access: null,
      since: null,
      hasEntries: false,
    } as const;
    const current = { queued: 0, url: null, sender: { since: 2, library: false } };
    showPopup(page, { health: healthOf({ ...facts, current }) });
    const health = screen.getByTestId('health');
    expect(health.textContent).toBe('Sending without the library');
    expect(health.dataset.state).toBe('watching');
    expect(
      screen.getByRole('heading', { level: 2, name: 'Sending without the library' }),
    ).toBeTruthy();
    expect(screen.getByText(/calls and identity cannot be seen/)).toBeTruthy();
    expect(screen.queryByText(/No Kissmetrics/)).toBeNull();
    cleanup();
    const inFrame = { queued: 0, url: null, sender: { since: 2, library: true } };
    showPopup(page, { health: healthOf({ ...facts, current: inFrame }) });
    expect(screen.getByTestId('health').textContent).toBe('Watching');
    expect(screen.getByRole('heading', { level: 2, name: 'Not in the page itself' })).toBeTruthy();
  });

  it('says how to give access, and asks for it at a press', () => {
    const { props } = showPopup({ state: 'no-access', url: null });
    expect(screen.getByTestId('health').dataset.state).toBe('no-access');
    expect(screen.getByText(/On all sites/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Allow access' }));
    expect(props.actions.grant).toHaveBeenCalledOnce();
  });

  it('says that a page from before the extension has to be loaded again', () => {
    const { props } = showPopup({ ...NAMED, unwatched: true });
    expect(screen.getByTestId('health').dataset.unwatched).toBe('true');
    fireEvent.click(screen.getByRole('button', { name: 'Reload the page' }));
    expect(props.actions.reload).toHaveBeenCalledOnce();
  });

  it('says that calls wait for the library', () => {
    showPopup(QUEUEING);
    expect(screen.getByText('The library has not loaded; calls waiting: 3.')).toBeTruthy();
  });

  it('says that it knows from cookies alone', () => {
    showPopup(COOKIES_ONLY);
    expect(screen.getByTestId('current-identity').textContent).toBe(BOB);
    expect(screen.getByText(/this is from the cookies/)).toBeTruthy();
  });
});

describe('what the user says about which identities are anonymous', () => {
  it('counts in the popup more than what the page was read to say', () => {
    const folded = createSessionFold({ kinds: { anonymous: [BOB], named: [] } });
    showPopup(NAMED, { session: folded.session });
    const current = screen.getByTestId('current-identity');
    expect([current.textContent, current.dataset.kind]).toEqual([BOB, 'anonymous']);
  });

  it('does not change what the library is expected to do', () => {
    const folded = createSessionFold({ kinds: { anonymous: [BOB], named: [] } });
    showPopup(NAMED, { session: folded.session });
    fireEvent.input(screen.getByRole('textbox', { name: 'Identity' }), {
      target: { value: 'ann@example.com' },
    });
    expect(screen.getByTestId('preview').textContent).toContain('no alias');
  });
});
