import { cleanup, fireEvent, screen, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
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
