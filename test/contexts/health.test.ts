import { describe, expect, it } from 'vitest';
import { type HealthFacts, healthOf } from '../../src/core/session/health.ts';

const URL = 'https://a.test/';
const READABLE = {
  state: 'readable',
  library: 'loaded',
  queued: 0,
  identity: 'bob',
  url: URL,
} as const;
const ALL = { site: true, tracking: true, frames: [] };

function health(some: Partial<HealthFacts> = {}) {
  return healthOf({
    ...{ link: 'connected', page: READABLE, access: ALL, current: { queued: 0, url: URL } },
    ...{ hasEntries: false, since: null },
    ...some,
  });
}

describe('health', () => {
  it('watches, since the log began', () => {
    expect(health({ since: 5 })).toEqual({ state: 'watching', queued: 0, since: 5 });
  });

  it('says first what explains the rest', () => {
    const nothing = { site: false, tracking: false, frames: ['a.test'] };
    expect(health({ access: nothing, link: 'invalidated' }).state).toBe('invalidated');
    expect(health({ access: nothing, link: 'interrupted' }).state).toBe('interrupted');
    expect(health({ access: nothing })).toMatchObject({ state: 'no-access', withheld: 'site' });
  });

  it('tells the tracking host from the site and from frames', () => {
    expect(health({ access: { ...ALL, tracking: false } })).toMatchObject({
      ...{ state: 'no-access', withheld: 'tracking' },
    });
    expect(health({ access: { ...ALL, frames: ['a.test'] } })).toMatchObject({
      ...{ state: 'watching', withheld: 'frames' },
    });
  });

  it('does not say of a page without Kissmetrics what was so on the one before', () => {
    const page = { ...READABLE, library: 'none', url: 'https://a.test/plain' } as const;
    const current = { library: 'queueing', queued: 4, url: URL } as const;
    const facts = { page, current, hasEntries: true };
    expect(health(facts)).toEqual({ state: 'no-kissmetrics', queued: 0 });
    expect(health({ ...facts, page: { ...page, url: URL } })).toEqual({
      ...{ state: 'watching', queued: 4 },
    });
    const moved = { ...READABLE, url: 'https://a.test/#there' };
    expect(health({ ...facts, page: moved })).toEqual({ state: 'watching', queued: 0 });
  });

  it('finds no Kissmetrics only where nothing was ever seen', () => {
    const page = { ...READABLE, library: 'none', identity: null } as const;
    expect(health({ page }).state).toBe('no-kissmetrics');
    expect(health({ page, hasEntries: true }).state).toBe('watching');
    expect(health({ page: { state: 'browser-page' } }).state).toBe('no-kissmetrics');
  });

  describe('of a page that sends without the library', () => {
    const page = { ...READABLE, library: 'none', identity: null, began: 1000 } as const;
    const sender = (since: number, library = false) => ({
      page,
      current: { queued: 0, url: 'https://a.test', sender: { since, library } },
    });

    it('is watching, and says so', () => {
      for (const hasEntries of [true, false])
        expect(health({ ...sender(1000), hasEntries })).toMatchObject({
          ...{ state: 'watching', withoutLibrary: true },
        });
    });

    it('is not so for what an earlier page sent', () => {
      expect(health(sender(999))).toEqual({ state: 'no-kissmetrics', queued: 0 });
    });

    it('is not so where the library was seen, in a frame or in the page', () => {
      const inFrame = health(sender(1000, true));
      expect(inFrame.state).toBe('watching');
      expect(inFrame).not.toHaveProperty('withoutLibrary');
      const seen = health({ ...sender(1000), page: { ...page, library: 'loaded' } });
      expect(seen).not.toHaveProperty('withoutLibrary');
    });

    it('is not said where the page cannot be read', () => {
      expect(health({ ...sender(1000), page: null })).not.toHaveProperty('withoutLibrary');
      const { began: _, ...silent } = page;
      expect(health({ ...sender(1000), page: silent }).state).toBe('no-kissmetrics');
    });
  });

  it('counts the calls that wait, by the log or by the page', () => {
    const page = { ...READABLE, library: 'queueing', queued: 4 } as const;
    expect(health({ page }).queued).toBe(4);
    expect(health({ current: { library: 'queueing', queued: 2, url: URL } }).queued).toBe(2);
  });

  it('believes no page that was asked before its library had loaded', () => {
    const page = { ...READABLE, library: 'queueing', queued: 4 } as const;
    expect(health({ page, current: { library: 'loaded', queued: 0, url: URL } }).queued).toBe(0);
    expect(health({ page, current: { library: 'queueing', queued: 2, url: URL } }).queued).toBe(4);
  });

  it('says where the log is kept, unless on the disk', () => {
    expect(health({ kept: 'disk' }).kept).toBeUndefined();
    expect(health({ kept: 'private' }).kept).toBe('private');
    expect(health({ page: { ...READABLE, unwatched: true } }).unwatched).toBe(true);
  });
});
