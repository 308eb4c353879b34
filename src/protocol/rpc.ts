import * as v from 'valibot';
import type { Channel } from './channel.ts';

/** Methods by name: one JSON-safe argument, one JSON-safe result. */
export type Api<Shape> = { readonly [Name in keyof Shape]: (args: never) => unknown };
type Args<Shape, Name extends keyof Shape> = Shape[Name] extends (args: infer A) => unknown
  ? A
  : never;
type Result<Shape, Name extends keyof Shape> = Shape[Name] extends (args: never) => infer R
  ? R
  : never;

/** The other end of an `Api`, answering. */
export type Handlers<Shape> = {
  readonly [Name in keyof Shape]: (
    args: Args<Shape, Name>,
  ) => Result<Shape, Name> | Promise<Result<Shape, Name>>;
};

/** For each method the guard of its argument. */
export type Guards<Shape> = {
  readonly [Name in keyof Shape]: v.GenericSchema<unknown, Args<Shape, Name>>;
};

/** An error raised by the other end, or by its silence. */
export class RpcError extends Error {
  override readonly name = 'RpcError';
  constructor(
    message: string,
    readonly code: 'failed' | 'refused' | 'timeout' | 'closed',
  ) {
    super(message);
  }
}

const REQUEST = v.object({
  type: v.literal('request'),
  id: v.number(),
  method: v.string(),
  args: v.unknown(),
});
/** What can be answered at all, if only to say that it makes no sense. */
const NUMBERED = v.object({ type: v.literal('request'), id: v.number() });
const RESPONSE = v.variant('ok', [
  v.object({
    type: v.literal('response'),
    id: v.number(),
    ok: v.literal(true),
    result: v.unknown(),
  }),
  v.object({
    type: v.literal('response'),
    id: v.number(),
    ok: v.literal(false),
    code: v.picklist(['failed', 'refused']),
    message: v.string(),
  }),
]);
const PUSH = v.object({ type: v.literal('push'), name: v.string(), data: v.unknown() });

export interface Client<Shape, Pushes> {
  /**
   * Asks the other end.
   * @throws RpcError `refused` for an unknown method or arguments of the wrong shape, `failed` if
   * the handler threw, `timeout` after `timeoutMs` of silence, `closed` when the client's signal
   * aborts.
   */
  request<Name extends keyof Shape & string>(
    method: Name,
    args: Args<Shape, Name>,
  ): Promise<Result<Shape, Name>>;
  /** Hears pushes of a name until the signal aborts. */
  onPush<Name extends keyof Pushes & string>(
    name: Name,
    listener: (data: Pushes[Name]) => void,
    signal: AbortSignal,
  ): void;
}

/** The asking end of a channel. */
export function createClient<Shape extends Api<Shape>, Pushes>(
  channel: Channel,
  options: { readonly signal: AbortSignal; readonly timeoutMs: number },
): Client<Shape, Pushes> {
  const { signal, timeoutMs } = options;
  const waiting = new Map<number, (response: v.InferOutput<typeof RESPONSE> | RpcError) => void>();
  const listeners = new Map<string, Set<(data: never) => void>>();
  let lastId = 0;

  channel.listen((message) => {
    const response = v.safeParse(RESPONSE, message);
    if (response.success) return waiting.get(response.output.id)?.(response.output);
    const push = v.safeParse(PUSH, message);
    if (!push.success) return;
    for (const listener of listeners.get(push.output.name) ?? [])
      listener(push.output.data as never);
  }, signal);
  signal.addEventListener(
    'abort',
    () => {
      for (const settle of [...waiting.values()])
        settle(new RpcError('connection closed', 'closed'));
    },
    { once: true },
  );

  return {
    request(method, args) {
      return new Promise((resolve, reject) => {
        if (signal.aborted) return reject(new RpcError('connection closed', 'closed'));
        const id = ++lastId;
        const timer = setTimeout(
          () => waiting.get(id)?.(new RpcError(`no answer to ${method}`, 'timeout')),
          timeoutMs,
        );
        waiting.set(id, (response) => {
          waiting.delete(id);
          clearTimeout(timer);
          if (response instanceof RpcError) reject(response);
          else if (response.ok) resolve(response.result as Result<Shape, typeof method>);
          else reject(new RpcError(response.message, response.code));
        });
        try {
          channel.post({ type: 'request', id, method, args });
        } catch {
          waiting.get(id)?.(new RpcError('connection closed', 'closed'));
        }
      });
    },
    onPush(name, listener, pushSignal) {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set.add(listener));
      pushSignal.addEventListener('abort', () => set.delete(listener), { once: true });
    },
  };
}

/** The answering end of a channel. Whatever does not fit a guard is refused, and stops nothing. */
export function serve<Shape extends Api<Shape>>(
  channel: Channel,
  guards: Guards<Shape>,
  handlers: Handlers<Shape>,
  signal: AbortSignal,
): void {
  const answer = async (id: number, message: unknown): Promise<unknown> => {
    const refuse = (code: 'failed' | 'refused', message: string) =>
      ({ type: 'response', id, ok: false, code, message }) as const;
    const read = v.safeParse(REQUEST, message);
    if (!read.success) return refuse('refused', 'no request');
    const { method } = read.output;
    if (!Object.hasOwn(handlers, method)) return refuse('refused', `unknown method ${method}`);
    const name = method as keyof Shape;
    const args = v.safeParse(guards[name], read.output.args);
    if (!args.success) return refuse('refused', `wrong arguments for ${method}`);
    try {
      const result = await handlers[name](args.output);
      return { type: 'response', id, ok: true, result: result ?? null };
    } catch (error) {
      return refuse('failed', error instanceof Error ? error.message : String(error));
    }
  };
  channel.listen((message) => {
    const request = v.safeParse(NUMBERED, message);
    if (!request.success) return;
    void answer(request.output.id, message).then((response) => {
      if (signal.aborted) return;
      try {
        channel.post(response);
      } catch {
        // The asker is gone; nobody waits for this answer.
      }
    });
  }, signal);
}

/** Tells the other end something unasked. Throws if it is gone. */
export function push<Pushes>(
  channel: Channel,
  name: keyof Pushes & string,
  data: Pushes[typeof name],
): void {
  channel.post({ type: 'push', name, data });
}
