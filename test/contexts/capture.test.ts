import { beforeEach, describe, expect, it, vi } from 'vitest';
import { capture, type OutcomeDraft, type RequestDraft } from '../../src/background/capture.ts';
import type { RequestListeners } from '../../src/platform/web-request.ts';

const browser = vi.hoisted(() => ({ listeners: undefined as RequestListeners | undefined }));
vi.mock('../../src/platform/web-request.ts', () => ({
  watchRequests(_hosts: readonly string[], listeners: RequestListeners) {
    browser.listeners = listeners;
  },
}));

const drafts: (RequestDraft | OutcomeDraft)[] = [];
beforeEach(() => {
  drafts.length = 0;
  const keep = (_tab: number, draft: RequestDraft | OutcomeDraft) => void drafts.push(draft);
  capture({ request: keep, outcome: keep, orphan() {} }, []);
});

/** What the browser tells of a request from its beginning to its end. */
function send(details: object): void {
  const all = {
    requestId: 'r1',
    tabId: 1,
    frameId: 5,
    timeStamp: 1,
    method: 'GET',
    url: 'http://trk.kissmetrics.io/e?_k=k&_n=n',
    type: 'image',
    ...details,
  };
  browser.listeners?.before(all as Parameters<RequestListeners['before']>[0]);
  const end = { ...all, statusCode: 200 };
  browser.listeners?.completed(end as unknown as Parameters<RequestListeners['completed']>[0]);
}

describe('the frame of a captured request', () => {
  it('is the browser’s for a subframe', () => {
    send({ frameType: 'sub_frame', documentLifecycle: 'active' });
    expect(drafts.map(({ frameId }) => frameId)).toEqual([5, 5]);
  });

  it('is the top one for a page that has been left, however the browser numbers it', () => {
    send({ frameType: 'outermost_frame', documentLifecycle: 'pending_deletion' });
    expect(drafts.map(({ frameId }) => frameId)).toEqual([0, 0]);
    expect(drafts[0]).not.toHaveProperty('prerendered');
  });

  it('is one of its own for a page that is prerendered, which the request says', () => {
    send({ frameType: 'outermost_frame', documentLifecycle: 'prerender' });
    expect(drafts.map(({ frameId }) => frameId)).toEqual([5, 5]);
    expect(drafts[0]).toMatchObject({ prerendered: 'yes' });
  });
});
