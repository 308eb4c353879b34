import { cleanup, fireEvent, screen, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Session } from '../../src/core/session/session.ts';
import type { PanelViewProps } from '../../src/panel/views/panel-props.ts';
import { fold } from '../core/support/fold.ts';
import { ANON, log } from '../core/support/log.ts';
import { hostile, signUp, troubled } from './fixtures/stories.ts';
import { giveHeights, LIVE_ONLY, showPanel } from './support.tsx';

beforeEach(giveHeights);
afterEach(cleanup);

const HAR = { id: 3, name: 'old.har', format: 'har', leftOut: 0, problem: '' } as const;

/** The panel with a live session and an imported one, showing what they differ in. */
function showComparison(live: Session, file: Session, more: Partial<PanelViewProps> = {}) {
  return showPanel(live, {
    tab: 'compare',
    sources: { ...LIVE_ONLY, imported: [HAR] },
    sessions: [
      { id: 0, name: 'Live', session: live, version: 0 },
      { id: 3, name: 'old.har', session: file, version: 0 },
    ],
    ...more,
  });
}

const differences = (section: string, change: string) =>
  within(screen.getByRole('region', { name: section }))
    .queryAllByTestId('difference')
    .filter(({ dataset }) => dataset.change === change);
const chosen = (name: string) =>
  (screen.getByRole('combobox', { name }) as HTMLSelectElement).value;

describe('comparing', () => {
  it('is offered while there is another session', () => {
    showPanel(fold(signUp()));
    expect(screen.queryByRole('tab', { name: 'Compare' })).toBeNull();
    cleanup();
    showComparison(fold(signUp()), fold(signUp()), { tab: 'timeline' });
    expect(screen.getByRole('tab', { name: 'Compare' })).toBeTruthy();
  });

  it('shows the timeline again once the other session is closed', () => {
    showPanel(fold(signUp()), { tab: 'compare' });
    expect(screen.getByRole('grid')).toBeTruthy();
    expect(screen.getByRole('tab', { name: 'Timeline' }).ariaSelected ?? 'true').toBe('true');
  });

  it('has the file before and the live session after, until others are chosen', () => {
    showComparison(fold(signUp()), fold(troubled()));
    expect([chosen('Before'), chosen('After')]).toEqual(['3', '0']);
    fireEvent.click(screen.getByRole('button', { name: 'Swap before and after' }));
    expect([chosen('Before'), chosen('After')]).toEqual(['0', '3']);
    fireEvent.change(screen.getByRole('combobox', { name: 'Before' }), { target: { value: '3' } });
    expect(screen.getByText('No difference.', { exact: false })).toBeTruthy();
  });

  it('names what is missing, added and changed, and leads there', () => {
    const before = log().page('http://a.test/').alias(ANON, 'bob').alias('bob', 'ann');
    const after = log()
      .page('http://a.test/')
      .alias(ANON, 'bob', { delivery: 'failed' })
      .alias('bob', 'eve');
    const { props } = showComparison(fold(after), fold(before));
    expect(screen.getByText(/^Differences: 4\./)).toBeTruthy();
    const [missing] = differences('Aliases', 'missing');
    expect(missing?.textContent).toMatch(/^Missing.*bob.*⇄.*ann/);
    const [added] = differences('Aliases', 'added');
    expect(added?.textContent).toMatch(/^Added.*bob.*⇄.*eve/);
    const [changed] = differences('Aliases', 'changed');
    expect(changed?.textContent).toMatch(/Delivery.*delivered.*→.*failed/);
    const [person] = differences('People', 'changed');
    expect(person?.textContent).toMatch(/Gained.*eve.*Lost.*ann/);
    fireEvent.click(within(missing as HTMLElement).getByRole('button', { name: 'Show before' }));
    expect(props.onShowIn).toHaveBeenLastCalledWith(3, expect.any(Number));
    fireEvent.click(within(changed as HTMLElement).getByRole('button', { name: 'Show after' }));
    expect(props.onShowIn).toHaveBeenLastCalledWith(0, expect.any(Number));
  });

  it('counts what is the same', () => {
    showComparison(fold(signUp()), fold(signUp()));
    expect(screen.getAllByText('The same in both: 1')).toHaveLength(2);
    expect(screen.queryAllByTestId('difference')).toEqual([]);
  });

  it('says that there is nothing to compare', () => {
    showComparison(fold([]), fold([]));
    expect(screen.getAllByText('Neither session has any.')).toHaveLength(2);
  });

  it('stays short and sound whatever the files hold', () => {
    const many = log().page('http://a.test/');
    for (let i = 0; i < 400; i++) many.alias(`a${i}`, `b${i}`);
    showComparison(fold(hostile(many)), fold(troubled()));
    expect(differences('Aliases', 'added').length).toBeLessThanOrEqual(100);
    expect(screen.getAllByText(/More differences, not shown: /)).toHaveLength(2);
    expect(screen.getByRole('tabpanel').textContent).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    expect(document.querySelector('img')).toBeNull();
  });
});
