import { describe, expect, it } from 'vitest';
import { type Badge, badgeOf, createBadges } from '../../src/background/badges.ts';
import type { SeverityCounts } from '../../src/core/findings/gravity.ts';
import type { KindLists } from '../../src/core/people/kinds/kind-lists.ts';
import type { Observation } from '../../src/core/session/observation.ts';
import { fold } from '../core/support/fold.ts';
import { ANON, log } from '../core/support/log.ts';

const BOB = 'bob@example.com';
/** What a panel has counted, before the last of what comes here. */
const counted = (severities: SeverityCounts, upTo = 0) => ({ severities, upTo });
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
  it('follows what the user says about which identities are anonymous', async () => {
    const { observations } = log().alias('Guest 1', BOB).event(BOB, 'A');
    let lists: KindLists = { anonymous: [], named: [] };
    let tell = (_: string): void => {};
    const next = () =>
      new Promise<string>((resolve) => {
        tell = resolve;
      });
    const made = createBadges(
      async () => observations,
      (_, { text }) => tell(text),
      async () => lists,
    );
    const first = next();
    made.refresh(1);
    expect(await first).toBe('1');
    lists = { anonymous: ['Guest *'], named: [] };
    made.foldAgain();
    const second = next();
    made.refresh(1);
    expect(await second).toBe('');
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
    made.told(1, counted({ error: 1, warning: 2, info: 4 }), panel.signal);
    made.appended(1, observations.slice(-1));
    made.told(1, counted({ error: 1, warning: 2, info: 5 }), panel.signal);
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
    made.told(1, counted({ error: 1, warning: 0, info: 0 }), panel.signal);
    panel.abort();
    made.told(2, counted({ error: 3, warning: 0, info: 0 }), AbortSignal.abort());
    expect(shown).toEqual(['1']);
  });
  it('is counted here when the panel counts no more', async () => {
    const { observations } = clean().event(ANON, 'Late');
    const { made, next } = badges(new Map([[1, [...observations]]]));
    const panel = new AbortController();
    made.told(1, counted({ error: 9, warning: 0, info: 0 }), panel.signal);
    made.appended(1, observations.slice(-1));
    const shown = next();
    made.told(1, null, panel.signal);
    expect(await shown).toMatchObject({ badge: { text: '1' } });
  });
  it('is that of the panel that told last, whichever closes', () => {
    const shown: string[] = [];
    const made = createBadges(
      () => expect.unreachable('The log is read.'),
      (_, { text }) => shown.push(text),
    );
    const [first, second] = [new AbortController(), new AbortController()];
    made.told(1, counted({ error: 1, warning: 0, info: 0 }), first.signal);
    made.told(1, counted({ error: 2, warning: 0, info: 0 }), second.signal);
    made.appended(1, clean().observations.slice(-1));
    first.abort();
    made.refresh(1);
    expect(shown).toEqual(['1', '2', '2']);
  });
  it('is counted again where something came that the panel had not counted', async () => {
    const { observations } = clean().event(ANON, 'Late');
    const last = observations.at(-1)?.seq ?? 0;
    const { made, next } = badges(new Map([[1, [...observations]]]));
    const first = next();
    made.appended(1, observations.slice(-1));
    await first;
    const panel = new AbortController();
    made.told(1, counted({ error: 5, warning: 0, info: 0 }, last - 1), panel.signal);
    const again = next();
    panel.abort();
    expect(await again).toMatchObject({ badge: { text: '1' } });
  });
  it('is shown again on each page, which takes it off', () => {
    const shown: string[] = [];
    const made = createBadges(
      () => expect.unreachable('The log is read.'),
      (_, { text }) => shown.push(text),
    );
    made.told(1, counted({ error: 3, warning: 0, info: 0 }), new AbortController().signal);
    made.appended(1, log().page('https://a.test/next').observations);
    made.appended(1, log().frame(4).page('https://b.test/').event('bob', 'One').observations);
    expect(shown).toEqual(['3', '3']);
  });
  it('is not what a reading of the log says that a panel has overtaken', async () => {
    const shown: string[] = [];
    let give = (_: readonly Observation[]): void => {};
    const log = new Promise<readonly Observation[]>((resolve) => {
      give = resolve;
    });
    const made = createBadges(
      () => log,
      (_, { text }) => shown.push(text),
    );
    made.refresh(1);
    made.told(1, counted({ error: 7, warning: 0, info: 0 }), new AbortController().signal);
    give(clean().event(ANON, 'Late').observations);
    await log;
    await Promise.resolve();
    await Promise.resolve();
    expect(shown).toEqual(['7']);
  });
  it('has nothing to count again in a log that was cleared', () => {
    const shown: string[] = [];
    const made = createBadges(
      () => expect.unreachable('The log is read.'),
      (_, { text }) => shown.push(text),
    );
    const panel = new AbortController();
    made.told(1, counted({ error: 7, warning: 0, info: 0 }), panel.signal);
    made.appended(1, clean().observations.slice(-1));
    made.forget(1);
    panel.abort();
    expect(shown).toEqual(['7', '']);
  });
  it('is taken off when the log is cleared', async () => {
    const { made, next } = badges(new Map());
    const shown = next();
    made.forget(3);
    expect(await shown).toMatchObject({ tabId: 3, badge: { text: '' } });
  });
});
