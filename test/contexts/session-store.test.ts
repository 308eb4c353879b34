import { signal } from '@preact/signals';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { KindLists } from '../../src/core/people/kinds/kind-lists.ts';
import { BUSY_MS } from '../../src/panel/pace.ts';
import { sinceLastPage } from '../../src/panel/page-log.ts';
import { createSessionStore, type SessionStore } from '../../src/panel/store.ts';
import { toggledFilter } from '../../src/protocol/panel-settings.ts';
import { arbitraryLog } from '../core/support/arbitrary.ts';
import { fold, plain } from '../core/support/fold.ts';
import { ANON, type LogBuilder, log, START } from '../core/support/log.ts';

const BOB = 'bob@example.com';

const twoPages = () =>
  log()
    .page('https://a.test/')
    .library('loaded')
    .anonymous(ANON)
    .alias(ANON, BOB)
    .page('https://a.test/next')
    .library('loaded')
    .event(BOB, 'Next');

let end: AbortController;
let store: SessionStore;

beforeEach(() => {
  vi.useFakeTimers({ now: START });
  end = new AbortController();
  store = createSessionStore(end.signal);
});
afterEach(() => {
  end.abort();
  vi.useRealTimers();
});

const kinds = () => store.session.entries.map(({ kind }) => kind);
/** What the store gets with one push, folded. */
function come(made: LogBuilder, from = 0): void {
  store.observed(made.observations.slice(from));
  vi.advanceTimersByTime(BUSY_MS);
}

describe('what the user says about which identities are anonymous', () => {
  const lists = signal<KindLists>({ anonymous: [], named: [] });
  const guest = () => log().page('https://a.test/').alias('Guest 1', BOB).event(BOB, 'A');
  const rules = () => store.session.findings.map(({ rule }) => rule);

  beforeEach(() => {
    lists.value = { anonymous: [], named: [] };
    store = createSessionStore(end.signal, lists);
  });

  it('changes the session at once, also while the view stands still', () => {
    come(guest());
    expect(rules()).toEqual(['merges-two-named']);
    const before = store.version.value;
    lists.value = { anonymous: ['Guest *'], named: [] };
    vi.advanceTimersByTime(BUSY_MS);
    expect([rules(), store.version.value > before]).toEqual([[], true]);
    store.pause(true);
    lists.value = { anonymous: ['Guest *'], named: ['Guest 1'] };
    expect(rules()).toEqual(['merges-two-named']);
    expect(store.waiting.value).toBe(0);
  });

  it('stays when another log begins, and ends with the panel', () => {
    lists.value = { anonymous: ['Guest *'], named: [] };
    store.reset();
    come(guest());
    expect(rules()).toEqual([]);
    end.abort();
    lists.value = { anonymous: [], named: [] };
    vi.advanceTimersByTime(BUSY_MS);
    expect(rules()).toEqual([]);
  });
});

describe('the live session', () => {
  it('has what has come, filtered', () => {
    come(twoPages());
    expect(kinds()).toEqual(['navigation', 'identity', 'alias', 'navigation', 'event']);
    store.search('kind:alias');
    expect(store.rows).toEqual([2]);
    come(twoPages().alias(BOB, 'ann'), twoPages().observations.length);
    expect(store.rows).toEqual([2, 5]);
    expect(store.observations).toHaveLength(store.session.entries.length + 5);
  });

  it('begins anew with another log, with the filter that was set', () => {
    come(twoPages());
    store.search('kind:event');
    store.reset();
    expect([kinds(), store.rows, store.observations]).toEqual([[], [], []]);
    come(twoPages());
    expect(store.rows).toEqual([4]);
  });

  it('finds all rows of very many, in steps', () => {
    const many = log().page('https://a.test/');
    for (let i = 0; i < 3_000; i++) many.event(BOB, `Event ${i}`);
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => (now += 5));
    come(many);
    store.search('event');
    expect(store.searching).toBe(true);
    const early = store.rows.length;
    const version = store.version.value;
    vi.advanceTimersByTime(100);
    expect(store.searching).toBe(false);
    expect(store.rows.length).toBe(3_000);
    expect(early).toBeGreaterThan(0);
    expect(early).toBeLessThan(3_000);
    expect(store.version.value).toBeGreaterThan(version);
  });
});

describe('time alone', () => {
  const fates = () => store.session.entries.flatMap((e) => (e.kind === 'call' ? [e.fate] : []));

  it('ends the waiting of a call within about a second, and then rests', () => {
    const made = log().page('https://a.test/').library('loaded').call('record', 'Never');
    vi.setSystemTime(made.observations.at(-1)?.at ?? 0);
    come(made);
    expect(fates()).toEqual(['waiting']);
    expect(vi.getTimerCount()).toBeGreaterThan(0);
    const version = store.version.value;
    vi.advanceTimersByTime(4_000);
    expect([fates(), store.version.value]).toEqual([['waiting'], version]);
    vi.advanceTimersByTime(2_100);
    expect(fates()).toEqual(['not-sent']);
    expect(store.version.value).toBeGreaterThan(version);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('redraws when the window of an alias ends, and then rests', () => {
    const made = log().page('https://a.test/').alias(ANON, BOB);
    vi.setSystemTime(made.observations.at(-1)?.at ?? 0);
    come(made);
    const alias = store.session.entries.find(({ kind }) => kind === 'alias');
    const end = alias?.kind === 'alias' ? (alias.mergeBy ?? 0) : 0;
    vi.advanceTimersByTime(10_000);
    const version = store.version.value;
    vi.setSystemTime(end - 1_500);
    vi.advanceTimersByTime(1_000);
    expect(store.version.value).toBe(version);
    vi.advanceTimersByTime(1_500);
    expect(store.version.value).toBe(version + 1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('has no hold on a session without calls and aliases', () => {
    come(log().page('https://a.test/').event(BOB, 'One'));
    vi.advanceTimersByTime(100);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a pause', () => {
  it('lets the view stand still and counts what comes; nothing is lost', () => {
    const all = twoPages();
    come(all);
    store.pause(true);
    const before = kinds();
    const more = twoPages().queued('record', 'X').runQueue(BOB).event(BOB, 'X').named('ann');
    come(more, all.observations.length);
    vi.advanceTimersByTime(20_000);
    expect(kinds()).toEqual(before);
    // A call that waits and then runs is one row; an outcome is none.
    expect(store.waiting.value).toBe(3);
    store.pause(false);
    vi.advanceTimersByTime(BUSY_MS);
    expect(store.waiting.value).toBe(0);
    expect(kinds()).toEqual([...before, 'call', 'event', 'identity']);
  });

  it('is over for what is cleared', () => {
    come(twoPages());
    store.pause(true);
    store.observed(twoPages().observations);
    store.reset();
    expect([kinds(), store.waiting.value, store.paused.value]).toEqual([[], 0, true]);
    come(twoPages());
    store.pause(false);
    vi.advanceTimersByTime(BUSY_MS);
    expect(kinds()).toHaveLength(5);
  });

  it('ends in the same session as without it', () => {
    fc.assert(
      fc.property(arbitraryLog, fc.nat({ max: 40 }), fc.boolean(), (observations, at, page) => {
        const plainStore = createSessionStore(end.signal);
        const paused = createSessionStore(end.signal);
        for (const one of [plainStore, paused]) one.showLastPage(page);
        plainStore.observed(observations);
        paused.observed(observations.slice(0, at));
        paused.pause(true);
        paused.observed(observations.slice(at));
        paused.pause(false);
        vi.advanceTimersByTime(BUSY_MS);
        expect(plain(paused.session)).toEqual(plain(plainStore.session));
        expect(paused.rows).toEqual(plainStore.rows);
      }),
    );
  });
});

describe('clearing on navigation', () => {
  it('shows the last page alone, and the whole log again once it is off', () => {
    come(twoPages());
    store.showLastPage(true);
    vi.advanceTimersByTime(BUSY_MS);
    expect(kinds()).toEqual(['navigation', 'event']);
    store.showLastPage(false);
    vi.advanceTimersByTime(BUSY_MS);
    expect(kinds()).toHaveLength(5);
  });

  it('begins anew with each page that comes', () => {
    store.showLastPage(true);
    const first = log().page('https://a.test/').anonymous(ANON).event(ANON, 'One');
    come(first);
    expect(kinds()).toEqual(['navigation', 'identity', 'event']);
    const length = first.observations.length;
    come(first.page('https://a.test/2').event(ANON, 'Two'), length);
    expect(kinds()).toEqual(['navigation', 'event']);
    expect(store.session.counts.event).toBe(1);
  });

  it('says how many rows it hides', () => {
    const made = log()
      .page('https://a.test/', { document: 'one' })
      .queued('record', 'X')
      .runQueue(BOB)
      .event(BOB, 'X');
    store.showLastPage(true);
    come(made);
    expect(store.earlierRows).toBe(0);
    const shown = store.session.entries.length;
    const before = made.observations.length;
    made.page('https://a.test/2', { document: 'two' }).event(BOB, 'Two');
    made.document('one').event(BOB, 'Late');
    come(made, before);
    expect(kinds()).toEqual(['navigation', 'event']);
    expect(store.earlierRows).toBe(shown + 1);
    store.showLastPage(false);
    expect(store.earlierRows).toBe(0);
  });

  it('takes effect at once while the view stands still, and for what comes after', () => {
    const made = twoPages();
    come(made);
    store.pause(true);
    store.showLastPage(true);
    expect(kinds()).toEqual(['navigation', 'event']);
    expect(store.earlierRows).toBe(3);
    store.showLastPage(false);
    expect([kinds().length, store.earlierRows]).toEqual([5, 0]);
    store.showLastPage(true);
    const before = made.observations.length;
    store.observed(made.event(BOB, 'More').observations.slice(before));
    expect(kinds()).toEqual(['navigation', 'event']);
    store.showLastPage(false);
    store.pause(false);
    vi.advanceTimersByTime(BUSY_MS);
    expect([kinds().length, store.earlierRows]).toEqual([6, 0]);
  });

  it('hides as many rows as it says', () => {
    const made = log();
    for (const page of ['a', 'b', 'c', 'd'])
      made
        .page(`https://a.test/${page}`, { document: page })
        .library('loaded')
        .queued('record', page)
        .named(BOB)
        .runQueue(BOB)
        .event(BOB, page)
        .named(BOB);
    for (const one of made.observations) store.observed([one]);
    vi.advanceTimersByTime(BUSY_MS);
    const whole = kinds().length;
    store.showLastPage(true);
    vi.advanceTimersByTime(BUSY_MS);
    // The visitor of the page that is shown is a row of it: nothing before says the same.
    expect(kinds().length + store.earlierRows).toBe(whole);
  });

  it('goes on in a frame’s navigation', () => {
    store.showLastPage(true);
    come(log().page('https://a.test/').event(ANON, 'One').frame(5).page('https://b.test/'));
    expect(kinds()).toEqual(['navigation', 'event', 'navigation']);
  });
});

describe('the log of the last page', () => {
  it('has what came of it before its beginning was reported, and nothing that comes late of others', () => {
    const made = log()
      .page('https://a.test/', { document: 'one' })
      .event(ANON, 'One')
      .document('two')
      .event(ANON, 'Early')
      .page('https://a.test/2', { document: 'two' })
      .document('one')
      .event(ANON, 'Late')
      .document('two')
      .event(ANON, 'Two');
    const { observations, left } = sinceLastPage(made.observations);
    const names = fold(observations).entries.map((entry) =>
      'request' in entry ? entry.request.n : entry.kind,
    );
    expect(names).toEqual(['Early', 'navigation', 'Two']);
    expect([...left]).toEqual(['one']);
  });

  it('is a part of the log in its order, with its last page', () => {
    fc.assert(
      fc.property(arbitraryLog, (all) => {
        const { observations } = sinceLastPage(all);
        const seqs = observations.map(({ seq }) => seq);
        expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
        const page = all.findLast(({ type, frameId }) => type === 'navigation' && frameId === 0);
        if (page) expect(seqs).toContain(page.seq);
        else expect(observations).toEqual(all);
      }),
    );
  });
});

describe('saved filters', () => {
  it('are kept once each, the latest first, and forgotten by the same', () => {
    expect(toggledFilter(['a'], ' b ')).toEqual(['b', 'a']);
    expect(toggledFilter(['b', 'a'], 'a')).toEqual(['b']);
    expect(toggledFilter(['a'], '  ')).toEqual(['a']);
  });

  it('are never more than the storage takes', () => {
    let saved: readonly string[] = [];
    for (let i = 0; i < 100; i++) saved = toggledFilter(saved, `${i}`.repeat(400));
    expect(saved).toHaveLength(30);
    expect(Math.max(...saved.map(({ length }) => length))).toBeLessThanOrEqual(500);
  });
});
