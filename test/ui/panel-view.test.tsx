import { cleanup, fireEvent, screen, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fold as sessionOf } from '../core/support/fold.ts';
import { ANON, log, START } from '../core/support/log.ts';
import { giveHeights, showPanel } from './support.tsx';

const BOB = 'bob@example.com';

/** A visitor who signs up. */
const signUp = () =>
  log()
    .page('http://shop.example.test/welcome')
    .library('loaded', { generation: 'older', apiKey: 'abc123' })
    .anonymous(ANON)
    .call('identify', BOB)
    .alias(ANON, BOB)
    .named(BOB)
    .event(BOB, 'Signed Up');

beforeEach(giveHeights);
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const rowOf = (kind: string) => {
  const found = screen.getAllByRole('row').find((row) => row.dataset.kind === kind);
  if (!found) throw new Error(`no row of kind ${kind}`);
  return found;
};

describe('the head', () => {
  it('says who the visitor is, of which kind, under which key', () => {
    showPanel(sessionOf(signUp().observations));
    const identity = screen.getByTestId('current-identity');
    expect(identity.textContent).toBe(BOB);
    expect(identity.dataset.kind).toBe('named');
    expect(screen.getByTestId('api-key').textContent).toBe('abc123');
    expect(screen.getByTestId('health').dataset.state).toBe('watching');
  });
  it('says of a file without an identity that none is recorded', () => {
    const shown = { imported: [], shown: 1, reading: null, failure: null };
    showPanel(sessionOf(log().alias(ANON, BOB).observations), { sources: shown });
    expect(screen.getByText('The current identity is not recorded here')).toBeTruthy();
    expect(screen.queryByText('No identity yet')).toBeNull();
  });
  it('is empty where there is no identity', () => {
    showPanel(sessionOf(log().page('http://a.test/').library('queueing').observations));
    expect(screen.getByTestId('current-identity').textContent).toBe('');
    expect(screen.getByTestId('current-identity').dataset.kind).toBe('none');
    expect(screen.getByText('No identity yet')).toBeTruthy();
  });
  it.each([
    ['delivered', 'Before: 5tyj…Jau=the same person since the alias of 03:04:05.', 'alias'],
    ['blocked', 'Before: 5tyj…Jau=another person still: the alias of 03:04:05.', 'alias'],
  ] as const)('tells who the visitor was, with an alias that was %s', (delivery, text, kind) => {
    const made = log()
      .page('http://shop.example.test/welcome')
      .library('loaded', { apiKey: 'abc123' })
      .anonymous(ANON)
      .call('identify', BOB)
      .alias(ANON, BOB, { delivery })
      .named(BOB);
    const { props } = showPanel(sessionOf(made.observations));
    const story = within(screen.getByRole('banner'));
    expect(document.querySelector('.story')?.textContent).toContain(text);
    expect(story.getByText('caused by identify')).toBeTruthy();
    expect(story.queryByText('blocked') !== null).toBe(delivery === 'blocked');
    fireEvent.click(story.getByRole('button', { name: /the alias of/ }));
    const entry = props.session.entries.find((one) => one.kind === kind);
    expect(props.onSelect).toHaveBeenCalledWith(entry?.key);
  });
  it('claims no first identity where pages before are hidden', () => {
    const session = sessionOf(log().page('http://a.test/').library('loaded').named(BOB));
    showPanel(session);
    expect(
      screen.getByRole('button', { name: /^The first identity of this session/ }),
    ).toBeTruthy();
    cleanup();
    showPanel(session, { earlierRows: 3 });
    expect(document.querySelector('.story')?.textContent).toBe('');
  });
  it('goes to the change where no alias tells who the visitor was', () => {
    const made = log().page('http://a.test/').library('loaded').named(BOB).named('ann');
    const { props } = showPanel(sessionOf(made.observations), { tab: 'people' });
    fireEvent.click(screen.getByRole('button', { name: /^another person: no alias joins them/ }));
    expect(props.onTab).toHaveBeenCalledWith('timeline');
    expect(props.onSelect).toHaveBeenCalledWith(props.session.entries.at(-1)?.key);
  });
  it('keeps the place of that line until there is something to tell', () => {
    showPanel(sessionOf([]));
    expect(document.querySelector('.story')).toBeNull();
    cleanup();
    showPanel(sessionOf(log().page('http://a.test/').observations));
    expect(document.querySelector('.story')?.textContent).toBe('');
  });
  it('says how many calls wait for the library', () => {
    showPanel(sessionOf([]), { health: { state: 'watching', queued: 3 } });
    expect(screen.getByTestId('health').textContent).toContain('calls waiting: 3');
  });
});

describe('an empty panel', () => {
  it('says while it stands still that what comes is recorded', () => {
    showPanel(sessionOf([]), { pause: { on: true, waiting: 2 } });
    const state = screen.getByRole('region', { name: 'Paused' });
    expect(within(state).getByText(/What comes meanwhile is recorded/)).toBeTruthy();
  });
});

describe('the timeline', () => {
  it('shows an alias as a pair with its cause and its delivery', () => {
    showPanel(sessionOf(signUp().observations));
    const row = rowOf('alias');
    expect(row.dataset.delivery).toBe('delivered');
    expect(row.textContent).toContain(`${ANON.slice(0, 4)}…${ANON.slice(-4)}`);
    expect(row.textContent).toContain('⇄');
    expect(row.textContent).toContain(BOB);
    expect(row.textContent).toContain('caused by identify');
  });
  it('shows a call as the page wrote it, and what became of it', () => {
    showPanel(sessionOf(signUp().observations));
    expect(rowOf('call').textContent).toContain(`identify("${BOB}")`);
    expect(rowOf('call').textContent).toContain('sent');
  });
  it('counts what there is, whatever the rows show', () => {
    const session = sessionOf(signUp().observations);
    showPanel(session, { rows: [0] });
    expect(screen.getByTestId('count-alias').textContent).toBe('1');
    expect(screen.getByTestId('count-event').textContent).toBe('1');
    expect(screen.getByTestId('count-properties').textContent).toBe('0');
    expect(screen.getByTestId('timeline').getAttribute('aria-rowcount')).toBe('1');
  });
  it('draws only the rows in view of very many', () => {
    const many = log().page('http://a.test/');
    for (let i = 0; i < 3_000; i++) many.event(BOB, `Event ${i}`);
    const session = sessionOf(many.observations);
    showPanel(session);
    expect(screen.getByTestId('timeline').getAttribute('aria-rowcount')).toBe('3001');
    expect(screen.getAllByRole('row').length).toBeLessThan(60);
  });
  it('is one stop for Tab, and moves by keys', () => {
    const session = sessionOf(signUp().observations);
    const at = (index: number) => session.entries[index]?.key;
    const { props } = showPanel(session, { selected: session.entries[2]?.key ?? null });
    const stops = screen.getAllByRole('row').filter((row) => row.tabIndex === 0);
    expect(stops).toHaveLength(1);
    const grid = screen.getByRole('grid');
    const keys = [
      ['ArrowDown', at(3)],
      ['ArrowUp', at(1)],
      ['Home', at(0)],
      ['End', at(session.entries.length - 1)],
      ['Escape', null],
    ] as const;
    for (const [key, expected] of keys) {
      fireEvent.keyDown(grid, { key });
      expect(props.onSelect).toHaveBeenLastCalledWith(expected);
    }
  });
  it('keeps identities apart from the direction of the text around them', () => {
    const hostile = '\u202egnp.exe <img src=x onerror=alert(1)>';
    showPanel(sessionOf(log().page('http://a.test/').alias(ANON, hostile).observations));
    const shown = within(rowOf('alias')).getAllByText(/gnp/)[0];
    expect(shown?.tagName).toBe('BDI');
    expect(document.querySelector('img')).toBeNull();
  });
});

describe('the details', () => {
  it('tell everything of an alias', () => {
    const session = sessionOf(signUp().observations);
    const alias = session.entries.find(({ kind }) => kind === 'alias');
    showPanel(session, { selected: alias?.key ?? null, now: START });
    const details = within(screen.getByTestId('details'));
    expect(details.getByText(/May take until 09:04 to show/)).toBeTruthy();
    expect(details.getByText(/Kissmetrics cannot undo this/)).toBeTruthy();
    expect(details.getByText(/an answer does not prove/)).toBeTruthy();
    expect(details.getByText('_p')).toBeTruthy();
    expect(details.getByTestId('raw-url').textContent).toMatch(
      /^https:\/\/trk\.kissmetrics\.io\/a\?/,
    );
  });
  it('say that the window is over, never that it is done', () => {
    const session = sessionOf(signUp().observations);
    const alias = session.entries.find(({ kind }) => kind === 'alias');
    showPanel(session, { selected: alias?.key ?? null, now: START + 7 * 3_600_000 });
    expect(screen.getByText(/The six hours ended at 09:04/)).toBeTruthy();
  });
  it('lead from an alias to the call that caused it', () => {
    const session = sessionOf(signUp().observations);
    const alias = session.entries.find(({ kind }) => kind === 'alias');
    const call = session.entries.find(({ kind }) => kind === 'call');
    const { props } = showPanel(session, { selected: alias?.key ?? null });
    const details = within(screen.getByTestId('details'));
    fireEvent.click(details.getByRole('button', { name: 'caused by identify' }));
    expect(props.onSelect).toHaveBeenLastCalledWith(call?.key);
  });
  it('keep Escape to themselves, for which the developer tools have a use of their own', () => {
    const session = sessionOf(signUp().observations);
    const { props } = showPanel(session, { selected: session.entries[1]?.key ?? null });
    const heard = vi.fn();
    document.addEventListener('keydown', heard);
    fireEvent.keyDown(screen.getByTestId('details'), { key: 'Escape' });
    fireEvent.keyDown(screen.getByRole('grid'), { key: 'Escape' });
    document.removeEventListener('keydown', heard);
    expect(props.onSelect).toHaveBeenCalledTimes(2);
    expect(heard).not.toHaveBeenCalled();
  });
  it('hold whatever a page sends', () => {
    const long = 'x'.repeat(2_000_000);
    const session = sessionOf(
      log().page('http://a.test/').alias('%E0%A4%A', long).alias('__proto__', 'constructor')
        .observations,
    );
    for (const { key, kind } of session.entries) {
      showPanel(session, { selected: key });
      expect(screen.getByTestId('details').textContent?.length).toBeGreaterThan(kind.length);
      cleanup();
    }
  });
});

describe('the other views', () => {
  it('show each person with the identities and the aliases that joined them', () => {
    const session = sessionOf(signUp().observations);
    const { props } = showPanel(session, { tab: 'people' });
    const person = screen.getByTestId('person');
    expect(person.dataset.identities).toBe('2');
    fireEvent.click(within(person).getByRole('button', { name: /Alias of/ }));
    expect(props.onTab).toHaveBeenCalledWith('timeline');
  });
  it('show each finding with what happened, why it matters and what to do', () => {
    const session = sessionOf(log().page('http://a.test/').alias(ANON, 'guest').observations);
    showPanel(session, { tab: 'findings' });
    const finding = screen
      .getAllByTestId('finding')
      .find(({ dataset }) => dataset.rule === 'shared-identity');
    expect(finding?.dataset.severity).toBe('error');
    expect(finding?.textContent).toContain('guest');
    const rule = finding?.closest('article');
    expect(rule?.textContent).toContain('Why it matters:');
    expect(rule?.textContent).toContain('What to do:');
    const link = rule?.querySelector('a')?.getAttribute('href');
    expect(link).toMatch(/^https:\/\/(?:support|oldsupport)\.kissmetrics\.(?:io|com)\//);
    expect(screen.getByTestId('count-finding').textContent).toBe(String(session.counts.finding));
  });
  it('are tabs that arrows move between', () => {
    const { props } = showPanel(sessionOf(signUp().observations));
    fireEvent.keyDown(screen.getByRole('tab', { name: 'Timeline' }), { key: 'ArrowRight' });
    expect(props.onTab).toHaveBeenLastCalledWith('people');
    fireEvent.click(screen.getByRole('tab', { name: 'Findings' }));
    expect(props.onTab).toHaveBeenLastCalledWith('findings');
  });
});

describe('an empty timeline', () => {
  it.each([
    ['watching', 'Watching'],
    ['no-kissmetrics', 'No Kissmetrics seen on this page'],
    ['no-access', 'No access to this site'],
    ['interrupted', 'Interrupted'],
    ['invalidated', 'The extension was updated'],
  ] as const)('says why: %s', (state, title) => {
    showPanel(sessionOf([]), { health: { state, queued: 0 } });
    expect(screen.getByRole('heading', { level: 2, name: title })).toBeTruthy();
    expect(screen.getByTestId('health').dataset.state).toBe(state);
    expect(screen.getByTestId('timeline').getAttribute('aria-rowcount')).toBe('0');
  });
  it('is something else when the filter hides everything', () => {
    const session = sessionOf(signUp().observations);
    const { props } = showPanel(session, { rows: [], filter: 'zzz' });
    expect(screen.getByText(/No entry matches “zzz”/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Clear the filter' }));
    expect(props.onFilter).toHaveBeenCalledWith('');
  });
  it.each([
    ['nonsense:foo', /^There is no field “nonsense”\. The fields are: kind, id, .*url\.$/],
    ['kind:zebra', /^“kind” has no “zebra”\. It can be: alias, event, .*note\.$/],
    ['status:gone', /^“status” has no “gone”\. It can be: delivered, .*, or an HTTP status\.$/],
  ])('says which word of a filter is unknown, and what is known: %s', (filter, said) => {
    showPanel(sessionOf(signUp().observations), { rows: [], filter });
    expect(screen.getByText(said)).toBeTruthy();
  });
  it('says nothing of unknown words where all are known', () => {
    showPanel(sessionOf(signUp().observations), { rows: [], filter: 'kind:note bob' });
    expect(screen.queryByText(/There is no field|It can be/)).toBeNull();
  });
});

describe('the tools', () => {
  it('filter and clear', () => {
    const { props } = showPanel(sessionOf(signUp().observations));
    fireEvent.input(screen.getByRole('combobox', { name: 'Filter' }), {
      target: { value: 'bob' },
    });
    expect(props.onFilter).toHaveBeenCalledWith('bob');
    fireEvent.click(screen.getByRole('button', { name: 'Clear' }));
    expect(props.onClear).toHaveBeenCalledOnce();
  });
  it('take the focus with a slash', () => {
    showPanel(sessionOf(signUp().observations));
    fireEvent.keyDown(screen.getByRole('grid'), { key: '/' });
    expect(document.activeElement).toBe(screen.getByTestId('filter'));
  });
});
