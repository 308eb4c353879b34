import { cleanup, fireEvent, screen, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Session } from '../../src/core/session/session.ts';
import { PanelView } from '../../src/panel/views/panel-view.tsx';
import { gravestPeople } from '../../src/panel/views/person-order.ts';
import { fold } from '../core/support/fold.ts';
import { ANON, log } from '../core/support/log.ts';
import { BOB, chained, lone, signUp } from './fixtures/stories.ts';
import { giveHeights, panelProps, showPanel, t } from './support.tsx';

beforeEach(giveHeights);
afterEach(cleanup);

const people = (session: Session) => showPanel(session, { tab: 'people' });
/** The button of an identity; of a long one its beginning is enough. */
const identity = (id: string) => {
  const found = screen
    .getAllByTestId('identity-toggle')
    .find((button) => button.querySelector('bdi')?.textContent?.startsWith(id));
  if (!found) throw new Error(`nobody is ${id}`);
  return found;
};
const choose = (...ids: readonly string[]) => {
  for (const id of ids) fireEvent.click(identity(id));
};
const chain = () => screen.getByRole('region', { name: t('chain') });
const steps = () =>
  within(chain())
    .getAllByRole('listitem')
    .map((one) => one.textContent);

describe('two identities that are chosen', () => {
  it('are explained by the alias that joins them, which leads to its row', () => {
    const session = fold(signUp());
    const { props } = people(session);
    choose(ANON.slice(0, 4), BOB);
    expect(within(chain()).getByRole('heading').textContent).toBe(t('chain_one_alias'));
    expect(steps()).toEqual([
      expect.stringContaining('Jau='),
      'by the alias of 03:04:25.790 · caused by identify',
      BOB,
    ]);
    fireEvent.click(within(chain()).getByRole('button', { name: '03:04:25.790' }));
    const alias = session.entries.find(({ kind }) => kind === 'alias');
    expect(props.onSelect).toHaveBeenLastCalledWith(alias?.key);
    expect(props.onTab).toHaveBeenLastCalledWith('timeline');
  });

  it('are explained below the cards, so that none of these moves under the mouse', () => {
    people(fold(signUp()));
    const card = screen.getByTestId('person');
    const isBelow = () =>
      card.compareDocumentPosition(chain()) === Node.DOCUMENT_POSITION_FOLLOWING &&
      !card.closest('.scroll')?.contains(chain());
    expect(isBelow()).toBe(true);
    choose(ANON.slice(0, 4));
    expect(isBelow()).toBe(true);
    choose(BOB);
    expect(isBelow()).toBe(true);
  });

  it('are explained by way of others', () => {
    people(fold(chained()));
    choose(ANON.slice(0, 4), 'bob@work');
    expect(within(chain()).getByRole('heading').textContent).toBe(t('chain_one', '3'));
    expect(steps()).toHaveLength(7);
  });

  it('are two people where the alias was blocked', () => {
    people(fold(chained()));
    choose('bob@work', 'carol');
    expect(within(chain()).getByRole('heading').textContent).toBe(t('chain_two_kept'));
    expect(steps()[1]).toMatch(/^would have been .*blocked$/);
  });

  it('are two people under two API keys, and where no alias leads', () => {
    people(fold(chained().alias('erin', 'erin@example.com')));
    choose('dave', 'carol');
    expect(within(chain()).getByRole('heading').textContent).toBe(t('chain_two_keys'));
    choose('carol', 'dave', 'carol', 'erin');
    expect(within(chain()).getByRole('heading').textContent).toBe(t('chain_two_no_alias'));
  });

  it('are seen to be so, and can be taken back', () => {
    people(fold(signUp()));
    expect(chain().textContent).toBe(t('chain_hint'));
    choose(BOB);
    expect(chain().textContent).toBe(t('chain_second'));
    expect(identity(BOB).getAttribute('aria-pressed')).toBe('true');
    choose(ANON.slice(0, 4));
    expect(identity(BOB).dataset.place).toBe('1');
    expect(identity(ANON.slice(0, 4)).dataset.place).toBe('2');
    choose(BOB);
    expect(identity(ANON.slice(0, 4)).dataset.place).toBe('1');
    fireEvent.click(screen.getByRole('button', { name: t('chain_clear') }));
    expect(identity(ANON.slice(0, 4)).getAttribute('aria-pressed')).toBe('false');
    expect(chain().textContent).toBe(t('chain_hint'));
  });

  it('stay chosen while another view is looked at', () => {
    const session = fold(signUp());
    const { redraw } = people(session);
    choose(BOB);
    redraw(<PanelView {...panelProps(session, { tab: 'timeline' })} />);
    redraw(<PanelView {...panelProps(session, { tab: 'people' })} />);
    expect(identity(BOB).getAttribute('aria-pressed')).toBe('true');
  });
});

describe('people', () => {
  it('say of each identity what is under it, since when, and which one is current', () => {
    people(fold(signUp()));
    const line = (id: string) => identity(id).parentElement?.textContent;
    expect(line(BOB)).toMatch(/nowevents: 2 · property calls: 1 · since 03:04:25$/);
    expect(line(ANON.slice(0, 4))).toMatch(/[^w]events: 1 · since 03:04:05$/);
  });

  it('come gravest first, then largest', () => {
    const made = log().page('https://a.test/').alias('Mistake=1', 'guest');
    made.alias('small', 'person').alias('large', 'crowd').alias('crowd', 'more');
    const [first, ...others] = gravestPeople(fold(made));
    expect(first?.finding?.severity).toBe('error');
    expect(first?.person.identities.map(({ id }) => id)).toContain('guest');
    expect(others.map(({ person }) => person.identities.length)).toEqual([3, 2]);
  });

  it('have arcs that lead to the alias', () => {
    const session = fold(signUp());
    const { props, container } = people(session);
    const arc = container.querySelector('.arc');
    if (!arc) throw new Error('no arc');
    fireEvent.click(arc);
    expect(props.onSelect).toHaveBeenLastCalledWith(
      session.entries.find(({ kind }) => kind === 'alias')?.key,
    );
  });

  it('are none yet where one visitor has one identity, who is shown all the same', () => {
    people(fold(lone()));
    expect(screen.queryByTestId('person')).toBeNull();
    const card = within(screen.getByTestId('lone-identity'));
    expect(card.getByRole('heading').textContent).toBe(t('lone_title'));
    expect(card.getByText(/events: 2/)).toBeTruthy();
    expect(card.getByText(t('lone_anonymous'))).toBeTruthy();
  });
});

describe('cookies in the details', () => {
  const open = (kind: string) => {
    const session = fold(signUp());
    const entry = session.entries.findLast((one) => {
      return one.kind === kind && (one.kind !== 'call' || one.method === 'identify');
    });
    showPanel(session, { selected: entry?.key ?? null });
    return within(screen.getByTestId('details'));
  };

  it.each(['call', 'alias', 'identity'])('of the %s are as they were before and after', (kind) => {
    const table = within(open(kind).getByTestId('cookie-changes'));
    const cells = (name: string) =>
      within(table.getByRole('row', { name: new RegExp(`^${name}`) }))
        .getAllByRole('cell')
        .map((cell) => cell.textContent);
    expect(cells('km_ai')).toEqual([ANON, BOB]);
    expect(cells('km_vs')).toEqual(['1', '1']);
    expect(cells('km_uq')[0]).toBe(t('cookie_absent'));
    expect(table.getByRole('row', { name: /^km_ai/ }).dataset.changed).toBe('changed');
    expect(table.getByRole('row', { name: /^km_uq/ }).dataset.changed).toBe('set');
    expect(table.getByRole('row', { name: /^km_vs/ }).dataset.changed).toBeUndefined();
    expect(table.getByText(t('cookie_km_ai'))).toBeTruthy();
  });

  it('are not there for what they have no part in', () => {
    expect(open('navigation').queryByText(t('cookies'))).toBeNull();
  });
});
