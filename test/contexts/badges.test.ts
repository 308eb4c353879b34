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
    expect(badgeOf(fold(clean())).text).toBe('');
  });
  it('carries the number of findings in the colour of the worst', () => {
    const warning = badgeOf(fold(clean().event(ANON, 'Late')));
    const error = badgeOf(fold(clean().event(ANON, 'Late').alias('guest', BOB)));
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
  it('is taken off when the log is cleared', async () => {
    const { made, next } = badges(new Map());
    const shown = next();
    made.forget(3);
    expect(await shown).toMatchObject({ tabId: 3, badge: { text: '' } });
  });
});
