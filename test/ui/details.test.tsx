import { cleanup, fireEvent, screen, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { KindLists } from '../../src/core/people/kinds/kind-lists.ts';
import { createSessionFold } from '../../src/core/session/fold.ts';
import { PanelView } from '../../src/panel/views/panel-view.tsx';
import { fold } from '../core/support/fold.ts';
import { ANON, type LogBuilder, log } from '../core/support/log.ts';
import { BOB, signUp, spaced } from './fixtures/stories.ts';
import { giveHeights, showPanel } from './support.tsx';

beforeEach(giveHeights);
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** The details of the last entry of a kind. */
function open(story: LogBuilder, kind: string) {
  const session = fold(story);
  const entry = session.entries.findLast((one) => one.kind === kind);
  showPanel(session, { selected: entry?.key ?? null });
  return within(screen.getByTestId('details'));
}

function foldWith(kinds: KindLists, { observations }: LogBuilder) {
  const folded = createSessionFold({ kinds });
  folded.append(observations);
  folded.settle();
  return folded.session;
}

/** The text of the details before their first titled part. */
function beginning(details: ReturnType<typeof open>): string {
  const [first, second] = details.getAllByRole('heading', { level: 3 });
  expect(second?.textContent).toBe('What became of it');
  return first?.closest('section')?.textContent ?? '';
}

describe('the details of what was said of a visitor', () => {
  it('begin with the name of an event and whose it is', () => {
    const details = open(signUp(), 'event');
    expect(details.getAllByRole('heading', { level: 3 })[0]?.textContent).toBe('Purchased');
    expect(beginning(details)).toContain(`${BOB}named`);
    expect(details.getByRole('button', { name: 'Copy Purchased' })).toBeTruthy();
  });

  it('begin with the names of properties, the first few of many', () => {
    expect(beginning(open(signUp(), 'properties'))).toMatch(/^Plan Name, Seats.*named$/);
    cleanup();
    const many = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`p${i}`, 'x']));
    const page = log().page('https://shop.test/').library('loaded');
    expect(beginning(open(page.properties(ANON, many), 'properties'))).toMatch(
      /^p0, p1, p2, p3, p4, p5and more: 3.*anonymous$/,
    );
  });

  it('say so where there is no name', () => {
    const story = log().page('https://shop.test/').library('loaded');
    const details = open(story.event('bob', ''), 'event');
    expect(details.getAllByRole('heading', { level: 3 })[0]?.textContent).toBe('none');
  });
});

describe('the details of an identity that a program made', () => {
  const UUID = '0f8fad5b-d9cb-469f-a165-70867728950e';
  const page = () => log().page('https://shop.test/').library('loaded');

  it('say why it is taken for anonymous, and nothing of what is plain', () => {
    const details = open(page().alias(BOB, UUID), 'alias');
    expect(details.getAllByTestId('kind-reason').map(({ textContent }) => textContent)).toEqual([
      'Taken for anonymous: a UUID, aliased with a name, never identified. Change…',
    ]);
    const chips = details.getAllByText(/^(?:anonymous|named)$/).map((chip) => chip.textContent);
    expect(chips).toEqual(['named', 'anonymous']);
    cleanup();
    expect(open(page().alias(ANON, BOB), 'alias').queryByTestId('kind-reason')).toBeNull();
  });

  it.each([
    [page().event(UUID, 'A'), 'Taken for named, but this is not certain: a UUID, neither'],
    [page().call('identify', UUID).event(UUID, 'A'), 'Taken for named: a UUID, identified by'],
    [page().alias(ANON, UUID).event(UUID, 'A'), 'aliased with an anonymous ID.'],
    [page().event(`$device:${UUID}`, 'A'), 'the prefix $device: marks a device ID of Mixpanel.'],
    [
      page().alias(UUID, '7c9e6679-7425-40de-944b-e07fc1f90ae7').event(UUID, 'A'),
      'Taken for anonymous, but this is not certain: a UUID, aliased only with other',
    ],
  ])('of an event say why it is of its kind, and how sure that is: %#', (story, text) => {
    expect(open(story, 'event').getByTestId('kind-reason').textContent).toContain(text);
  });

  it('say that the options decide, and lead there', () => {
    const story = page().event('Guest 7', 'A');
    const session = foldWith({ anonymous: ['Guest *'], named: [] }, story);
    const entry = session.entries.findLast(({ kind }) => kind === 'event');
    const { props } = showPanel(session, { selected: entry?.key ?? null });
    const line = within(screen.getByTestId('kind-reason'));
    expect(line.getByText(/because your options say so/)).toBeTruthy();
    fireEvent.click(line.getByRole('button', { name: 'Change…' }));
    expect(props.onEarlier.options).toHaveBeenCalled();
  });

  it('change with what is learnt later, in rows that have not changed themselves', () => {
    const story = page().event(UUID, 'A');
    const folded = createSessionFold();
    folded.append(story.observations);
    folded.settle();
    const { redraw, props } = showPanel(folded.session);
    const kindOf = () =>
      screen
        .getAllByTestId('timeline-row')
        .find((row) => row.dataset.kind === 'event')
        ?.querySelector('.identity')
        ?.getAttribute('data-kind');
    expect(kindOf()).toBe('named');
    folded.append(story.alias(UUID, BOB).observations);
    folded.settle();
    redraw(<PanelView {...props} rows={[0, 1, 2]} />);
    expect(kindOf()).toBe('anonymous');
  });
});

it('tells in words how long after its page an entry was', () => {
  expect(open(signUp(), 'event').getByText(/^\+0\.030\ss since the page began$/)).toBeTruthy();
});

it('shows the spaces of a parameter, and copies them', async () => {
  const writeText = vi.fn(async (_: string) => {});
  vi.stubGlobal('navigator', { clipboard: { writeText } });
  const details = open(spaced(), 'event');
  const row = within(details.getByRole('row', { name: /^_p/ }));
  expect(row.getAllByRole('img', { name: 'space' })).toHaveLength(5);
  fireEvent.click(row.getByRole('button', { name: 'Copy _p' }));
  expect(writeText).toHaveBeenCalledWith('  bob  smith ');
});

describe('a request of which not all could be read', () => {
  const unread = (path: string, bodyProblem: string, bodySize?: number) =>
    log()
      .page('https://shop.test/')
      .request(`https://trk.kissmetrics.io/${path}`, {
        ...{ method: 'POST', bodyProblem },
        ...(bodySize !== undefined && { bodySize }),
      });

  it('says of an alias that its identities are not known, why, and how large it was', () => {
    const details = open(unread('a?_k=k', 'not UTF-8', 1_234), 'alias');
    const words = details.getAllByRole('listitem').map(({ textContent }) => textContent);
    expect(words.slice(0, 2)).toEqual(['not known', 'not known']);
    expect(details.getByText(/Whether it merges anybody is not known/)).toBeTruthy();
    expect(details.getByText(/not text.*Size as sent: 1,234 bytes\./)).toBeTruthy();
    expect(details.queryByText('none')).toBeNull();
    expect(details.queryByText(/Malformed|could not be read as a form/)).toBeNull();
    const row = screen.getByRole('row', { name: /not known/ });
    expect(row.querySelector('[data-unread="binary"]')?.textContent).toBe('unreadable');
    expect(within(row).queryByText('malformed')).toBeNull();
    fireEvent.click(details.getByRole('button', { name: 'Copy as' }));
    expect(screen.queryByRole('menuitem', { name: 'curl' })).toBeNull();
  });

  it.each(['e', 's'])('says of /%s that it is not known what was said, and of whom', (path) => {
    const kind = path === 'e' ? 'event' : 'properties';
    const details = open(unread(path, 'Unknown error.'), kind);
    expect(beginning(details)).toBe('not knownnot known');
  });

  it('shows what was unpacked, with the way it was packed', () => {
    const made = log()
      .page('https://shop.test/')
      .request('https://trk.kissmetrics.io/e', { method: 'POST', body: '_k=k&_p=bob&_n=Hi' });
    const observations = made.observations.map((one) =>
      one.type === 'request' ? { ...one, bodyEncoding: 'gzip' as const, bodySize: 37 } : one,
    );
    const session = fold(observations);
    showPanel(session, {
      selected: session.entries.findLast(({ kind }) => kind === 'event')?.key ?? null,
    });
    const details = within(screen.getByTestId('details'));
    expect(details.getByText(/sent compressed with gzip/)).toBeTruthy();
    expect(details.getByText('_k=k&_p=bob&_n=Hi')).toBeTruthy();
  });
});

it('names the members of a batch as they were sent, and whose batch it is', () => {
  const url = 'http://api.kissmetrics.com/v1/products/p-1/tracking/e?_signature=s';
  const data = [
    { identity: 'bob', event: 'Hi' },
    { identity: 'al', alias: 'bob' },
  ];
  const story = log()
    .page('https://shop.test/')
    .request(url, { method: 'POST', body: JSON.stringify({ data }) });
  const details = open(story, 'alias');
  expect(
    details.getByText(/^Product p-1\. The API key is in a header/).parentElement?.textContent,
  ).toBe('2 of 2 in a batch Product p-1. The API key is in a header, which is not read.');
  const names = details.getAllByRole('rowheader').map(({ textContent }) => textContent);
  expect(names).toEqual(['identity', 'alias']);
  expect(details.getByText('Other identity of the pair')).toBeTruthy();
});

it('names the parameters of other senders', () => {
  const url = 'https://trc.kissmetrics.io/e?_k=k&_p=p&_n=n&_c=c&_u=u&_x=x&_ip=1.2.3.4&_ua=b&_q=q';
  const details = open(log().page('https://shop.test/').request(url), 'event');
  const meaning = (name: string) =>
    details.getByRole('row', { name: new RegExp(`^${name}\\b`) }).textContent;
  expect(meaning('_c')).toContain('Name and version of the sending library');
  expect(meaning('_u')).toContain('User agent of the sending library');
  expect(meaning('_x')).toContain('its meaning is not known');
  expect(meaning('_ip')).toContain('IP address of the visitor');
  expect(meaning('_ua')).toContain('The visitor’s browser');
  expect(meaning('_q')).toContain('Without a known meaning here');
});
