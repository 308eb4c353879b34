import fc from 'fast-check';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryChannels } from '../../src/protocol/channel.ts';
import { createClient, push, serve } from '../../src/protocol/rpc.ts';

interface TestApi {
  double(args: { readonly n: number }): number;
  fail(args: { readonly why: string }): null;
  silent(args: null): null;
}
interface TestPushes {
  news: { readonly text: string };
}

const GUARDS = {
  double: v.object({ n: v.number() }),
  fail: v.object({ why: v.string() }),
  silent: v.null(),
};

function pair(signal: AbortSignal) {
  const [near, far] = memoryChannels();
  serve<TestApi>(
    far,
    GUARDS,
    {
      double: ({ n }) => n * 2,
      fail: ({ why }) => {
        throw new Error(why);
      },
      silent: () => new Promise<null>(() => {}),
    },
    signal,
  );
  return {
    near,
    far,
    client: createClient<TestApi, TestPushes>(near, { signal, timeoutMs: 1000 }),
  };
}

describe('typed requests', () => {
  let controller: AbortController;
  beforeEach(() => {
    controller = new AbortController();
  });
  afterEach(() => {
    controller.abort();
    vi.useRealTimers();
  });

  it('answers each request with its own result', async () => {
    const { client } = pair(controller.signal);
    const all = [1, 2, 3].map((n) => client.request('double', { n }));
    expect(await Promise.all(all)).toEqual([2, 4, 6]);
  });

  it('carries the message of a handler that throws', async () => {
    const { client } = pair(controller.signal);
    await expect(client.request('fail', { why: 'no such tab' })).rejects.toMatchObject({
      code: 'failed',
      message: 'no such tab',
    });
  });

  it('refuses arguments of the wrong shape and methods that do not exist', async () => {
    const { client } = pair(controller.signal);
    const wrong = { n: 'two' } as unknown as { n: number };
    await expect(client.request('double', wrong)).rejects.toMatchObject({ code: 'refused' });
    const unknown = 'constructor' as 'double';
    await expect(client.request(unknown, { n: 1 })).rejects.toMatchObject({ code: 'refused' });
  });

  it('gives up after the time-out', async () => {
    vi.useFakeTimers();
    const { client } = pair(controller.signal);
    const answer = expect(client.request('silent', null)).rejects.toMatchObject({
      code: 'timeout',
    });
    await vi.advanceTimersByTimeAsync(1000);
    await answer;
  });

  it('rejects what waits when the signal aborts, and everything after', async () => {
    const { client } = pair(controller.signal);
    const waiting = expect(client.request('silent', null)).rejects.toMatchObject({
      code: 'closed',
    });
    controller.abort();
    await waiting;
    await expect(client.request('double', { n: 1 })).rejects.toMatchObject({ code: 'closed' });
  });

  it('delivers pushes until the listener ends', async () => {
    const { far, client } = pair(controller.signal);
    const heard: string[] = [];
    const listening = new AbortController();
    client.onPush('news', ({ text }) => heard.push(text), listening.signal);
    push<TestPushes>(far, 'news', { text: 'one' });
    await client.request('double', { n: 0 });
    listening.abort();
    push<TestPushes>(far, 'news', { text: 'two' });
    await client.request('double', { n: 0 });
    expect(heard).toEqual(['one']);
  });

  it('is not stopped by foreign messages, whatever they are', async () => {
    const { near, far, client } = pair(controller.signal);
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.integer(), async (junk, n) => {
        near.post(junk);
        far.post(junk);
        near.post({ type: 'request', id: junk, method: junk, args: junk });
        far.post({ type: 'response', id: junk, ok: junk, result: junk });
        expect(await client.request('double', { n })).toBe(n * 2);
      }),
    );
  });
});
