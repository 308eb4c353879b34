import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusedDrafts } from '../../src/background/refusals.ts';
import { RequestIndex } from '../../src/background/request-index.ts';

const SENDER = { tabId: 1, frameId: 3, documentId: 'd', url: 'https://shop.test/' };
const URL_OF = (name: string) => `http://trk.kissmetrics.io/e?_k=k&_n=${name}`;
const refusal = (id: number, url: string, more: object = {}) => ({
  ...{ id, at: 1_000, url, initiator: '', refused: 'img-src' },
  ...more,
});
const told = (requests: readonly object[]) => ({
  ...{ type: 'requests', document: '1-2-3-4', dropped: 0 },
  requests,
});

function ask(index = new RequestIndex()) {
  const recovery = {
    logged: (_: number, draft: Parameters<RequestIndex['add']>[0]) => index.add(draft),
    indexOf: async () => index,
  };
  return (input: unknown) => refusedDrafts(input, SENDER, 2_000, recovery, async () => []);
}

describe('requests that a page’s security rules refused', () => {
  it('are in the log as blocked, with the directive', async () => {
    const drafts = await ask()(
      told([refusal(1, URL_OF('a')), refusal(2, URL_OF('b'), { refused: '' })]),
    );
    expect(drafts).toMatchObject([
      { type: 'request', frameId: 3, witness: 'page', method: 'GET', url: URL_OF('a') },
      { type: 'outcome', delivery: 'blocked', error: 'CONTENT_SECURITY_POLICY img-src' },
      { type: 'request', method: '', url: URL_OF('b') },
      { type: 'outcome', delivery: 'blocked', error: 'MIXED_CONTENT' },
    ]);
  });

  it('are told once, however often they are sent, and not if webRequest saw them', async () => {
    const index = new RequestIndex();
    index.add({ requestId: 'r', url: URL_OF('seen'), at: 999 });
    const hear = ask(index);
    const message = told([refusal(1, URL_OF('seen')), refusal(2, URL_OF('new'))]);
    expect(await hear(message)).toHaveLength(2);
    expect(await hear(message)).toEqual([]);
  });

  it('are none elsewhere than at a tracking host', async () => {
    const urls = ['data:image/gif;base64,', 'http://evil.test/e?_k=k', 'inline', 'eval', ''];
    expect(await ask()(told(urls.map((url, id) => refusal(id, url))))).toEqual([]);
  });

  it('are bounded and of the right shape, whatever is sent', async () => {
    await fc.assert(
      fc.asyncProperty(fc.anything(), fc.anything(), async (input, claim) => {
        expect(await ask()(input)).toEqual([]);
        const one = refusal(1, URL_OF('a'), { refused: claim, id: claim });
        expect((await ask()(told([one]))).length).toBeLessThanOrEqual(2);
      }),
    );
    const odd = [{ refused: 'x'.repeat(101) }, { refused: 3 }, { at: 'soon' }, { id: 0.5 }];
    expect(await ask()(told(odd.map((more, id) => refusal(id, URL_OF('a'), more))))).toEqual([]);
  });

  it('do not lie in the future', async () => {
    const [request] = await ask()(told([refusal(1, URL_OF('a'), { at: 3_000 })]));
    expect(request?.at).toBe(2_000);
  });
});
