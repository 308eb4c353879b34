import type { PageState } from '../protocol/api.ts';
import type { Draft } from './draft.ts';

/**
 * What a log that begins anew on an open page has to know: the page's scripts tell of changes only.
 * @param at milliseconds since 1970
 */
export function pageDrafts(page: PageState, at: number): Draft[] {
  if (page.state !== 'readable') return [];
  const { library, generation, url, identity, kind, source, apiKey } = page;
  const base = { at, frameId: 0, ...(apiKey !== null && { apiKey }) };
  const drafts: Draft[] = [];
  // Of a page that was open before the extension, calls are not watched.
  if (library !== 'none' && !page.unwatched)
    drafts.push({
      ...{ type: 'library', ...base, state: library, documentUrl: url },
      ...(generation && { generation }),
    });
  if (identity !== null && kind !== 'none')
    drafts.push({ type: 'identity', ...base, id: identity, kind, source });
  return drafts;
}
