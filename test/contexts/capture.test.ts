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
  const end = { statusCode: 200, ...all };
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

const PLAIN = 'http://trk.kissmetrics.io/a?_k=k&_p=p&_n=n';
const SECURE = 'https://trk.kissmetrics.io/a?_k=k&_p=p&_n=n';

/** What browsers tell of one request, as recorded in Chromium 156 and Firefox ESR 153. */
function tell(...events: readonly (readonly [keyof RequestListeners, object])[]): void {
  for (const [name, details] of events) {
    const base = { requestId: '7', tabId: 1, frameId: 0, timeStamp: 1, method: 'GET' };
    const all = { ...base, url: PLAIN, type: 'image', ...details };
    browser.listeners?.[name](all as never);
  }
}

/** Requests by ID and address, outcomes by ID and what is not the same in all. */
const log = () =>
  drafts.map((draft) => {
    if (draft.type === 'request') return `${draft.requestId} ${draft.url}`;
    const { requestId, delivery, status, error, redirect, internal } = draft;
    return [requestId, delivery, status, error, redirect, internal].filter(Boolean).join(' ');
  });

describe('a captured request that is sent on', () => {
  it('by its server has been answered', () => {
    tell(
      ['before', {}],
      ['redirected', { statusCode: 302, statusLine: 'HTTP/1.1 302 Found', redirectUrl: SECURE }],
      ['before', { url: SECURE }],
      ['completed', { url: SECURE, statusCode: 200 }],
    );
    expect(log()).toEqual([
      `7 ${PLAIN}`,
      `7 delivered 302 ${SECURE}`,
      `7.1 ${SECURE}`,
      '7.1 delivered 200',
    ]);
  });

  it.each([
    ['Chromium', { statusCode: 307, statusLine: 'HTTP/1.1 307 Internal Redirect' }],
    ['Firefox', { statusCode: 0, statusLine: '' }],
  ])('to https by %s itself has not left', (_, how) => {
    tell(
      ['before', {}],
      ['redirected', { ...how, redirectUrl: SECURE }],
      ['before', { url: SECURE }],
      ['completed', { url: SECURE, statusCode: 200 }],
    );
    expect(log()[1]).toBe(`7 failed ${SECURE} yes`);
  });

  it.each([
    ['Chromium', { statusCode: 307, statusLine: 'HTTP/1.1 307 Internal Redirect' }],
    ['Firefox', { statusCode: 0, statusLine: '' }],
  ])('elsewhere by an extension in %s has been blocked', (_, how) => {
    tell(['before', {}], ['redirected', { ...how, redirectUrl: 'data:,' }]);
    expect(log()[1]).toBe('7 blocked INTERNAL_REDIRECT data:, yes');
  });

  it('by the server of a temporary kind is the server’s', () => {
    const statusLine = 'HTTP/1.1 307 Temporary Redirect';
    tell(['before', {}], ['redirected', { statusCode: 307, statusLine, redirectUrl: SECURE }]);
    expect(log()[1]).toBe(`7 delivered 307 ${SECURE}`);
  });
});

describe('a captured request that Firefox asks a service worker about', () => {
  const asked = ['redirected', { statusCode: 0, statusLine: '', redirectUrl: PLAIN }] as const;

  it('is one request if the worker lets it pass', () => {
    tell(['before', {}], asked, ['before', {}], ['completed', { statusCode: 200 }]);
    expect(log()).toEqual([`7 ${PLAIN}`, '7 blocked SERVICE_WORKER', '7 delivered 200']);
  });

  it('did not leave if the worker answers', () => {
    tell(['before', {}], asked);
    expect(log()).toEqual([`7 ${PLAIN}`, '7 blocked SERVICE_WORKER']);
  });

  it('is nothing to log if it is no tracking request', () => {
    const url = 'http://trk.kissmetrics.io/favicon.ico';
    tell(
      ['before', { url }],
      ['redirected', { url, statusCode: 0, redirectUrl: url }],
      ['before', { url }],
      ['completed', { url, statusCode: 200 }],
    );
    expect(log()).toEqual([]);
  });
});

describe('what is captured', () => {
  it.each(['trk.kissmetrics.io', 'trk.kissmetrics.com', 'trc.kissmetrics.io'])(
    'is sent to %s',
    (host) => {
      send({ url: `https://${host}:443/e?_k=k&_p=p&_n=n&`, method: 'HEAD' });
      expect(drafts).toMatchObject([
        { type: 'request', method: 'HEAD' },
        { delivery: 'delivered' },
      ]);
    },
  );

  it('is a batch with the whole of its body', () => {
    const text = JSON.stringify({ data: Array(2_000).fill({ identity: 'anon-1', alias: 'bob' }) });
    const bytes = new TextEncoder().encode(text).buffer;
    const url = 'http://api.kissmetrics.com/v1/products/p-1/tracking/e?_signature=s';
    send({ method: 'POST', url, requestBody: { raw: [{ bytes }] } });
    expect(drafts[0]).toMatchObject({ url, body: text });
    expect(drafts[0]).not.toHaveProperty('bodyProblem');
  });

  it('is nothing else of the host of batches', () => {
    send({ url: 'http://api.kissmetrics.com/v1/products' });
    expect(drafts).toEqual([]);
  });

  it('is no preflight', () => {
    send({ method: 'OPTIONS' });
    expect(drafts).toEqual([]);
  });

  it('was not sent when the browser’s cache had the answer', () => {
    send({ fromCache: true });
    send({ requestId: 'r2', fromCache: true, statusCode: 304 });
    expect(drafts.filter(({ type }) => type === 'outcome')).toMatchObject([
      { delivery: 'blocked', error: 'ANSWERED_FROM_CACHE', status: 200 },
      { delivery: 'delivered', status: 304 },
    ]);
  });

  it('says what is known of a body that cannot be read', () => {
    const bytes = Uint8Array.of(0xff, 0xfe, 0xfd).buffer;
    send({ method: 'POST', requestBody: { raw: [{ bytes }] } });
    send({ requestId: 'r2', method: 'POST', requestBody: { error: 'Unknown error.' } });
    expect(drafts.filter(({ type }) => type === 'request')).toMatchObject([
      { bodyProblem: 'not UTF-8', bodySize: 3 },
      { bodyProblem: 'Unknown error.' },
    ]);
  });
});
