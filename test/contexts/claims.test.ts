import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draftsOf } from '../../src/background/claims.ts';
import type { ContentSender } from '../../src/platform/ports.ts';
import { type Claim, LIMITS } from '../../src/protocol/claims.ts';

const NOW = 1_000_000;
const SENDER: ContentSender = {
  tabId: 7,
  frameId: 3,
  documentId: 'D1',
  url: 'http://shop.example.test/page',
};
const message = (claims: readonly unknown[], dropped = 0) => ({
  type: 'claims',
  document: '1-2-3-4',
  claims: claims.map((claim) => (typeof claim === 'string' ? claim : JSON.stringify(claim))),
  dropped,
});
const call: Claim = {
  type: 'call',
  at: 5,
  id: 9,
  phase: 'ran',
  through: 'queue',
  method: 'identify',
  args: [{ type: 'string', text: 'bob' }],
};

describe('claims of a page', () => {
  it('become observations of the frame and document that the browser names', () => {
    const forged = { ...call, frameId: 0, documentId: 'other', tabId: 1 };
    expect(draftsOf(message([forged]), SENDER, NOW)).toEqual([
      {
        type: 'call',
        at: 5,
        frameId: 3,
        documentId: 'D1',
        callId: '1-2-3-4.9',
        phase: 'ran',
        through: 'queue',
        method: 'identify',
        args: [{ type: 'string', text: 'bob' }],
      },
    ]);
  });

  it('begin a document with the address that the browser names', () => {
    const library: Claim = {
      type: 'library',
      at: 6,
      state: 'queueing',
      url: 'http://elsewhere.test/',
      began: 4,
    };
    const { began: _, ...later } = library;
    expect(
      draftsOf(message([library, later]), SENDER, NOW).map(({ type, at }) => [type, at]),
    ).toEqual([
      ['navigation', 4],
      ['library', 6],
      ['library', 6],
    ]);
    expect(draftsOf(message([library]), SENDER, NOW)[0]).toMatchObject({ url: SENDER.url });
  });

  it.each([
    ['a cookie that names it', 'bob', true, 'named'],
    ['its shape', '5tyjZxK+/Q1aB2cD3eF4gH5iJau=', false, 'anonymous'],
    ['no other sign', 'bob', false, 'named'],
    ['its absence', null, false, 'none'],
  ])('give an identity its kind by %s', (_, id, named, kind) => {
    const identity = { type: 'identity', at: 1, id, named, source: 'library' };
    expect(draftsOf(message([identity]), SENDER, NOW)).toMatchObject([{ id, kind }]);
  });

  it('tell the Kissmetrics cookies and no others, cut, and the call that ran', () => {
    const long = 'x'.repeat(LIMITS.cookie + 1);
    const cookies = { type: 'cookies', at: 1, cookies: `km_ai=a%2Bb; km_uq=${long}; km_x=1` };
    expect(
      draftsOf(
        message([
          { ...cookies, call: 9 },
          { ...cookies, call: 0 },
        ]),
        SENDER,
        NOW,
      ),
    ).toEqual(
      [{ callId: '1-2-3-4.9' }, {}].map((ran) => ({
        ...{ type: 'cookies', at: 1, frameId: 3, documentId: 'D1' },
        cookies: [
          { name: 'km_ai', value: 'a+b' },
          { name: 'km_uq', value: long.slice(1), fullLength: long.length },
        ],
        ...ran,
      })),
    );
  });

  it('cannot come from the future', () => {
    expect(draftsOf(message([{ ...call, at: NOW * 2 }]), SENDER, NOW)[0]?.at).toBe(NOW);
  });

  it('that do not fit are counted, and do not stop the others', () => {
    const bad = [
      '{',
      'null',
      { type: 'call' },
      { ...call, at: 'now' },
      { ...call, method: 'x'.repeat(LIMITS.text + 1) },
      { ...call, args: Array.from({ length: LIMITS.args + 1 }, () => call.args[0]) },
      { type: '__proto__' },
    ];
    const drafts = draftsOf(message([...bad, call], 4), SENDER, NOW);
    expect(drafts.map((draft) => draft.type)).toEqual(['call', 'note', 'note']);
    expect(drafts.slice(1)).toMatchObject([
      { code: 'unreadable', detail: String(bad.length) },
      { code: 'limited', detail: '4' },
    ]);
  });

  it('never throw, whatever arrives', () => {
    fc.assert(
      fc.property(fc.anything(), fc.array(fc.string()), (anything, texts) => {
        expect(draftsOf(anything, SENDER, NOW)).toEqual([]);
        expect(Array.isArray(draftsOf(message(texts), SENDER, NOW))).toBe(true);
        expect(Array.isArray(draftsOf(message([anything ?? null]), SENDER, NOW))).toBe(true);
      }),
    );
  });
});
