import { describe, expect, it } from 'vitest';
import { pageDrafts } from '../../src/background/page-drafts.ts';
import type { PageState } from '../../src/protocol/api.ts';
import { fold } from '../core/support/fold.ts';
import { START } from '../core/support/log.ts';

type Readable = Extract<PageState, { state: 'readable' }>;

const PAGE: Readable = {
  ...{ state: 'readable', url: 'https://a.test/', library: 'loaded', generation: 'older' },
  ...{ queued: 0, identity: 'bob', kind: 'named', source: 'cookie' },
  ...{ aliases: null, apiKey: 'abc', cookies: [] },
};
const begun = (page: PageState) =>
  fold(pageDrafts(page, START).map((draft, seq) => ({ seq, ...draft })));

describe('a log that begins anew on an open page', () => {
  it('knows who the visitor is, under which key, and that the library has loaded', () => {
    expect(begun(PAGE).current()).toMatchObject({
      ...{ identity: 'bob', kind: 'named', apiKey: 'abc', url: 'https://a.test/' },
      ...{ library: 'loaded', generation: 'older', queued: 0 },
    });
    expect(begun(PAGE).entries.map(({ kind }) => kind)).toEqual(['identity']);
    // As it was read: KM.i() is not said to have been asked where it was not.
    expect(begun(PAGE).entries[0]).toMatchObject({ source: 'cookie' });
  });

  it('has nothing of a page without identity and library, or that cannot be read', () => {
    const none: Readable = { ...PAGE, library: 'none', identity: null, kind: 'none' };
    expect(pageDrafts(none, START)).toEqual([]);
    expect(pageDrafts({ state: 'browser-page' }, START)).toEqual([]);
    expect(pageDrafts({ state: 'no-access', url: null }, START)).toEqual([]);
  });

  it('does not claim that the calls of a page from before the extension are watched', () => {
    const drafts = pageDrafts({ ...PAGE, unwatched: true }, START);
    expect(drafts.map(({ type }) => type)).toEqual(['identity']);
  });
});
