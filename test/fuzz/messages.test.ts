import fc from 'fast-check';
import * as v from 'valibot';
import { expect } from 'vitest';
import { draftsOf } from '../../src/background/claims.ts';
import { createRecovery } from '../../src/background/recovery.ts';
import { createIntake } from '../../src/content/intake.ts';
import { isObservation } from '../../src/core/formats/observation-guard.ts';
import { pageReading } from '../../src/core/kissmetrics/page-reading.ts';
import { describeAll } from '../../src/probe/describe.ts';
import { memoryChannels } from '../../src/protocol/channel.ts';
import { LIMITS } from '../../src/protocol/claims.ts';
import { BACKGROUND_GUARDS } from '../../src/protocol/guards.ts';
import { createClient, serve } from '../../src/protocol/rpc.ts';
import { boundary } from './boundary.ts';
import { hostileText, hostileValue, spoilt } from './hostile.ts';

const SENDER = { tabId: 7, frameId: 3, documentId: 'D1' };
const NOW = 1_800_000_000_000;

const claim = spoilt(
  fc.constantFrom<unknown[]>(
    { type: 'library', at: 5, state: 'loaded', url: 'http://a.test/', began: 3, apiKey: 'k' },
    {
      ...{ type: 'call', at: 5, id: 9, phase: 'ran', through: 'queue', method: 'set' },
      ...{ args: [{ type: 'string', text: 'bob', fullLength: 9 }], identityBefore: null },
    },
    { type: 'identity', at: 5, id: 'bob', named: true, source: 'library', apiKey: 'k' },
  ),
);
const claimText = claim.map((one) => {
  try {
    return JSON.stringify(one) ?? '1e999';
  } catch {
    return '{"type":"call","at":1e999';
  }
});
const claims = spoilt(
  fc.array(claimText, { maxLength: 5 }).map((list) => {
    return { type: 'claims', document: '1-2-3-4', claims: list, dropped: 0 };
  }),
);

function expectSound(drafts: readonly object[]): void {
  for (const [seq, draft] of drafts.entries()) {
    expect(isObservation({ seq, ...draft }), JSON.stringify(draft)).toBe(true);
    expect(draft).toMatchObject({ frameId: 3, documentId: 'D1' });
    expect(draft).not.toHaveProperty('tabId');
    expect(JSON.stringify(draft).length).toBeLessThan(2 * LIMITS.claim);
  }
}

boundary('content script to background: claims', claims, (message) => {
  expectSound(draftsOf(message, SENDER, NOW));
});

const timings = spoilt(
  fc.array(hostileText).map((texts) => ({
    type: 'requests',
    document: '1-2',
    dropped: 0,
    requests: texts.map((text, id) => ({
      ...{ id, at: NOW, initiator: 'img' },
      url: `https://trk.kissmetrics.io/a?_k=k&_p=${text}&_n=b`,
    })),
  })),
);
boundary('content script to background: timings', timings, async (message) => {
  const recovery = createRecovery(
    async () => [],
    async () => [],
    async () => {},
  );
  expectSound(await recovery.missing(message, SENDER));
});

boundary('probe to content script', fc.array(fc.oneof(claimText, hostileValue)), async (events) => {
  const told: { claims: readonly string[]; dropped: number }[] = [];
  const take = createIntake((list, dropped) => told.push({ claims: list, dropped }));
  for (const event of events) take(event);
  await Promise.resolve();
  for (const { claims: list, dropped } of told) {
    expect(Number.isSafeInteger(dropped)).toBe(true);
    expect(list.length).toBeLessThanOrEqual(LIMITS.batch);
    expect(list.join('').length).toBeLessThanOrEqual(LIMITS.second);
  }
});

/** Values that throw when they are touched are made only in the check: fast-check would touch them. */
const trap: fc.Arbitrary<() => unknown> = fc.oneof(
  hostileValue.map((value) => () => value),
  fc.constantFrom<(() => unknown)[]>(
    () => new Proxy({}, { ownKeys: fail }),
    () => new Proxy([], { get: fail }),
    () => {
      const { proxy, revoke } = Proxy.revocable([], {});
      revoke();
      return proxy;
    },
    () => Object.defineProperty({}, 'trap', { enumerable: true, get: noticed }),
    () => Object.defineProperty([1], 0, { enumerable: true, get: noticed }),
    () => {
      const own: Record<string, unknown> = {};
      own.own = own;
      return own;
    },
    () => ({
      long: 'x'.repeat(1e6),
      list: new Array(2 ** 32 - 1),
      bytes: new Uint8Array(1e6),
    }),
    () => Symbol('s'),
    () => fail,
  ),
);
/** Getters of the page that ran. */
let ran = 0;
function noticed(): number {
  ran += 1;
  return ran;
}
function fail(): never {
  throw new Error('code of the page ran');
}
const holder = fc.tuple(
  fc.array(fc.tuple(hostileText, trap), { maxLength: 6 }),
  fc.nat({ max: 2 }),
);

boundary('arguments of a page’s calls', holder, ([members, shape]) => {
  const values = members.map(([, make]) => make());
  const object = Object.fromEntries(members.map(([name], index) => [name, values[index]]));
  ran = 0;
  for (const one of Array.from(describeAll([values, object, ...values], shape))) {
    expect(one.text.length).toBeLessThanOrEqual(LIMITS.object);
    expect(JSON.stringify({ ...one }).length).toBeLessThan(7 * LIMITS.object);
  }
  expect(ran).toBe(0);
});

const request = spoilt(
  fc.constantFrom<unknown[]>(
    { type: 'request', id: 1, method: 'log.read', args: { tabId: 1, after: -1 } },
    {
      type: 'request',
      id: 2,
      method: 'page.act',
      args: { tabId: 1, action: 'log-out', reload: true },
    },
    { type: 'response', id: 1, ok: true, result: null },
    { type: 'push', name: 'log.appended', data: { logId: 'a', observations: [] } },
  ),
);
const carried = (message: unknown): unknown => {
  try {
    return JSON.parse(JSON.stringify(message) ?? 'null');
  } catch {
    return null;
  }
};
boundary(
  'panel to background',
  fc.array(request, { maxLength: 6 }),
  async (messages) => {
    const end = new AbortController();
    const [asker, answerer] = memoryChannels();
    const handlers = Object.fromEntries(
      Object.keys(BACKGROUND_GUARDS).map((name) => [name, () => name]),
    );
    serve(answerer, BACKGROUND_GUARDS, handlers as never, end.signal);
    const answers: unknown[] = [];
    asker.listen((answer) => answers.push(answer), end.signal);
    const sent = [
      ...messages.map(carried),
      { type: 'request', id: 77, method: 'log.clear', args: { tabId: 1 } },
    ];
    for (const message of sent) asker.post(message);
    await new Promise((resolve) => setImmediate(resolve));
    end.abort();
    const numbered = v.object({ type: v.literal('request'), id: v.number() });
    expect(answers).toHaveLength(sent.filter((message) => v.is(numbered, message)).length);
    expect(answers).toContainEqual({ type: 'response', id: 77, ok: true, result: 'log.clear' });
  },
  0.5,
);

boundary(
  'background to panel',
  fc.array(request, { maxLength: 6 }),
  async (messages) => {
    const end = new AbortController();
    const [asker, answerer] = memoryChannels();
    const client = createClient<{ ask(args: null): string }, { told: string }>(asker, {
      signal: end.signal,
      timeoutMs: 1_000,
    });
    for (const message of messages.map(carried)) answerer.post(message);
    serve<{ ask(args: null): string }>(
      answerer,
      { ask: v.null() },
      { ask: () => 'yes' },
      end.signal,
    );
    await new Promise((resolve) => setImmediate(resolve));
    expect(await client.request('ask', null)).toBe('yes');
    end.abort();
  },
  0.5,
);

boundary(
  'results of scripts in the page',
  spoilt(
    fc.constant({
      url: 'http://a.test',
      library: 'loaded',
      older: true,
      queued: 3,
      id: 'bob',
      asked: true,
      apiKey: 'k',
      stored: ['bob', ''],
      began: 5,
      slow: null,
    }),
  ),
  (result) => {
    const read = pageReading(result);
    if (read) expect(JSON.stringify(read).length).toBeLessThan(100_000);
  },
);
