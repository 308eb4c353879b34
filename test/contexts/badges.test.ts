import { describe, expect, it } from 'vitest';
import { type Badge, badgeOf, createBadges } from '../../src/background/badges.ts';
import type { Observation } from '../../src/core/session/observation.ts';
import { fold } from '../core/support/fold.ts';
import { ANON, log } from '../core/support/log.ts';

const BOB = 'bob@example.com';
const clean = () => log().page('https://a.test/').alias(ANON, BOB).event(BOB, 'Seen');

/** Badges over stored logs, and a promise for the next badge shown. */
function badges(stored: Map<number, Observation[]>) {
  let tell: (shown: { tabId: number; badge: Badge }) => void = () => {};
  const made = createBadges(
    async (tabId) => stored.get(tabId) ?? [],
    (tabId, badge) => tell({ tabId, badge }),
  );
  const next = () =>
    new Promise<{ tabId: number; badge: Badge }>((resolve) => {
      tell = resolve;
    });
  return { made, next };
}

describe('the badge', () => {
  it('is empty without findings', () => {
    expect(badgeOf(fold(clean()).severities).text).toBe('');
  });
  it('carries the number of findings in the colour of the worst', () => {
    const warning = badgeOf(fold(clean().event(ANON, 'Late')).severities);
    const error = badgeOf(fold(clean().event(ANON, 'Late').alias('guest', BOB)).severities);
    expect(warning.text).toBe('1');
    expect(Number(error.text)).toBeGreaterThan(1);
    expect(error.colour).not.toBe(warning.colour);
  });
  it('counts what an earlier worker stored, and nothing twice', async () => {
    const { observations } = clean().event(ANON, 'Late');
    const stored = new Map([[1, [...observations]]]);
    const { made, next } = badges(stored);
    const shown = next();
    made.appended(1, observations.slice(-2));
    expect(await shown).toMatchObject({ tabId: 1, badge: { text: '1' } });
  });
  it('is what an open panel has counted, and is counted again once that has closed', async () => {
    const { observations } = clean().event(ANON, 'Late');
    const reads: number[] = [];
    const shown: string[] = [];
    let next = (): void => {};
    const made = createBadges(
      async (tabId) => {
        reads.push(tabId);
        return observations;
      },
      (_, { text }) => {
        shown.push(text);
        next();
      },
    );
    const panel = new AbortController();
    made.told(1, { error: 1, warning: 2, info: 4 }, panel.signal);
    made.appended(1, observations.slice(-1));
    made.told(1, { error: 1, warning: 2, info: 5 }, panel.signal);
    expect(shown).toEqual(['7', '8']);
    made.appended(1, observations.slice(-1));
    expect(reads).toEqual([]);
    const again = new Promise<void>((resolve) => {
      next = resolve;
    });
    panel.abort();
    await again;
    expect(reads).toEqual([1]);
    expect(shown).toEqual(['7', '8', '1']);
  });
  it('stays as it was told if nothing came before the panel closed', async () => {
    const shown: string[] = [];
    const made = createBadges(
      () => expect.unreachable('The log is read.'),
      (_, { text }) => shown.push(text),
    );
    const panel = new AbortController();
    made.told(1, { error: 1, warning: 0, info: 0 }, panel.signal);
    panel.abort();
    made.told(2, { error: 3, warning: 0, info: 0 }, AbortSignal.abort());
    expect(shown).toEqual(['1']);
  });
  it('is counted here when the panel counts no more, and when another panel has taken over', async () => {
    const { observations } = clean().event(ANON, 'Late');
    const { made, next } = badges(new Map([[1, [...observations]]]));
    const [first, second] = [new AbortController(), new AbortController()];
    made.told(1, { error: 0, warning: 0, info: 0 }, first.signal);
    made.told(1, { error: 9, warning: 0, info: 0 }, second.signal);
    first.abort();
    made.refresh(1);
    made.appended(1, observations.slice(-1));
    const shown = next();
    made.told(1, null, second.signal);
    expect(await shown).toMatchObject({ badge: { text: '1' } });
  });
  it('is taken off when the log is cleared', async () => {
    const { made, next } = badges(new Map());
    const shown = next();
    made.forget(3);
    expect(await shown).toMatchObject({ tabId: 3, badge: { text: '' } });
  });
});
