import { LIBRARY, METHODS, QUEUE } from '../core/kissmetrics/names.ts';
import type { CallArgument } from '../core/session/observation.ts';
import { type ClaimDraft, LIMITS } from '../protocol/claims.ts';
import { isFull } from './channel.ts';
import { cookieText } from './cookies.ts';
import { describeAll } from './describe.ts';
import { ownCookies, readApiKey, readGeneration, readIdentity } from './identity.ts';
import {
  append,
  apply,
  bare,
  cut,
  getOwnPropertyDescriptor,
  isArray,
  isObject,
  microtask,
  now,
  ProxyOf,
  plain,
  removeAt,
  stringify,
} from './primitives.ts';
import { callStack } from './stack.ts';
import { type Watch, watch } from './watch.ts';

interface Call {
  readonly type: 'call';
  readonly id: number;
  readonly method: string | null;
  readonly args: readonly CallArgument[];
}
interface Waiting {
  readonly call: Call;
  readonly text: string;
}
type AnyFunction = (...args: unknown[]) => unknown;
/** Sees a call of a watched function, which `run` makes; `above` is the top of the page's stack. */
type Trap = (run: () => unknown, self: unknown, args: unknown[], above: unknown) => unknown;

/**
 * Watches `_kmq` and `KM` of this window, however and whenever they come, and claims what the page
 * does with them. Does nothing until one of them is assigned.
 */
export function watchPage(claim: (claim: ClaimDraft | number) => void): void {
  let began: number | undefined = now();
  const url = location.href;
  const waiting = bare<Waiting[]>([]);
  /** Calls that were too many to describe. */
  let lost = 0;
  let library: object | null = null;
  let libraryAt = 0;
  let ready = false;
  let lookPending = false;
  let callCount = 0;
  /** Inside a call that is reported already: what the library calls of itself is not the page's. */
  let inside = false;
  let last: string | null = null;
  const methods = bare<Watch[]>([]);
  let lastCookies: string | null = null;
  /** The latest call that ran since cookies were looked at; 0 for none. */
  let ran = 0;
  let queue: object | null = null;

  const say = (state: 'queueing' | 'loaded'): void => {
    const generation = library ? readGeneration(library) : undefined;
    claim({ type: 'library', at: now(), state, url, began, generation, apiKey: readApiKey() });
    began = undefined;
  };

  const identity = (): string | null => {
    const all = cookieText();
    const reading = readIdentity(all, library, ready);
    const at = now();
    const cookies = ownCookies(all);
    if (cookies !== lastCookies && !isFull()) {
      lastCookies = cookies;
      claim({ type: 'cookies', at, cookies, call: ran });
    }
    ran = 0;
    const text = stringify(bare(reading));
    if (text !== last && !isFull()) {
      last = text;
      claim({ type: 'identity', at, ...reading, apiKey: readApiKey() });
    }
    return reading.id;
  };

  /** Looks once the script that is running has ended: then a library that just came is complete. */
  const lookLater = (): void => {
    if (lookPending) return;
    lookPending = true;
    microtask(look);
  };

  /** Brings what is known of the page up to date; what the page makes of that stays with it. */
  function look(): void {
    lookPending = false;
    if (!queue && !library) return;
    try {
      if (lost && !isFull()) {
        claim(lost);
        lost = 0;
      }
      if (!ready && typeof (library as { i?: unknown } | null)?.i === 'function') {
        ready = true;
        for (let i = 0; i < methods.length; i++) methods[i]?.release();
        methods.length = 0;
        say('loaded');
      }
      if (ready && !(isArray(queue) && queue.length > 0)) {
        // What the library took from the queue by ways of its own has run by now.
        for (let i = 0; i < waiting.length; i++)
          claim({
            at: libraryAt,
            phase: 'ran',
            through: 'queue',
            ...(waiting[i] as Waiting).call,
          });
        waiting.length = 0;
      }
      identity();
    } catch {
      // A library that cannot be looked at is no error of the page.
    }
  }

  /**
   * Claims a call, runs it, and looks at the identity afterwards.
   * @param list holds the arguments from `from` on: 0 for a method's own, 1 after the name in an item
   */
  const observe = (
    method: string | null,
    list: readonly unknown[],
    from: number,
    queueing: boolean,
    above: unknown,
    run: () => unknown,
  ): unknown => {
    try {
      if (isFull() || (queueing && waiting.length >= LIMITS.batch)) lost += 1;
      else {
        const args = describeAll(list, from);
        const text = stringify(bare([method, args]));
        const stack = callStack(above);
        let known: Call | undefined;
        for (let i = 0; i < waiting.length && !queueing && !known; i++) {
          if (waiting[i]?.text !== text) continue;
          known = waiting[i]?.call;
          removeAt(waiting, i);
        }
        const call = known ?? { type: 'call', id: ++callCount, method, args };
        const identityBefore = queueing ? undefined : identity();
        if (queueing) append(waiting, { call, text });
        else ran = call.id;
        claim({
          at: now(),
          phase: queueing ? 'queued' : 'ran',
          through: from > 0 ? 'queue' : 'library',
          stack: known ? undefined : stack,
          identityBefore,
          ...call,
        });
      }
    } catch {
      // A call that cannot be described still runs.
    }
    const outer = inside;
    // A queued function's own calls are the page's; those of a named method are the library's.
    inside = method !== null;
    try {
      return run();
    } finally {
      inside = outer;
      lookLater();
    }
  };

  const wrap = (method: unknown, seen: Trap): unknown => {
    if (typeof method !== 'function') return;
    function trap(target: AnyFunction, self: unknown, args: unknown[]): unknown {
      const run = (): unknown => apply(target, self, args);
      return inside ? run() : seen(run, self, args, trap);
    }
    return new ProxyOf(method as AnyFunction, { __proto__: null, apply: trap } as object);
  };

  const wrapPush = (push: unknown): unknown =>
    wrap(push, (run, self, args, above) => {
      if (isArray(self) && !library) {
        observeQueue(args, above);
        return run();
      }
      // The last item is claimed innermost, so that items keep their order.
      let all = run;
      for (let i = most(args) - 1; i >= 0; i--) {
        const next = all;
        const item = args[i];
        all = () => observeItem(item, false, above, next);
      }
      return all();
    });

  /** How many items of a list are looked at; the rest counts as lost. */
  const most = (items: readonly unknown[]): number => {
    const { length } = items;
    if (length <= LIMITS.items) return length;
    lost += length - LIMITS.items;
    return LIMITS.items;
  };

  const observeQueue = (items: readonly unknown[], above: unknown): void => {
    const nothing = (): void => {};
    const length = most(items);
    for (let i = 0; i < length; i++) observeItem(plain(items, `${i}`), true, above, nothing);
  };

  const observeItem = (
    item: unknown,
    queueing: boolean,
    above: unknown,
    run: () => unknown,
  ): unknown => {
    let method: string | null = null;
    let list: readonly unknown[] | null = bare([]);
    if (typeof item !== 'function')
      try {
        list = isArray(item) ? item : null;
        const name = list && plain(list, '0');
        method = typeof name === 'string' ? cut(name, LIMITS.text) : typeof name;
      } catch {
        // A proxy that cannot be looked at is no call.
        list = null;
      }
    if (!list) return run();
    return observe(method, list, 1, queueing, above, run);
  };

  const takeQueue = (value: unknown): void => {
    if (!isObject(value) || value === queue) return;
    const first = !queue;
    queue = value;
    if (isArray(value) && !library) {
      observeQueue(value, takeQueue);
      if (first) say('queueing');
    }
    watch(value, 'push', wrapPush);
    lookLater();
  };

  const takeLibrary = (value: unknown): void => {
    if (!isObject(value) || value === library) return;
    library = value;
    libraryAt = now();
    ready = false;
    for (let i = 0; i < METHODS.length; i++) {
      const name = METHODS[i] as string;
      const method = watch(value, name, (method) =>
        wrap(method, (run, _, args, above) => observe(name, args, 0, false, above, run)),
      );
      if (method) append(methods, method);
    }
    lookLater();
  };

  /** @returns looks again: a page that declared or defined a global anew took the watch off */
  const watchGlobal = (name: string, take: (value: unknown) => void): (() => void) => {
    let watched = watch(window, name, take);
    return () => {
      if (watched?.intact()) return;
      watched = watch(window, name, take);
      if (!watched) take(getOwnPropertyDescriptor(window, name)?.value);
    };
  };
  const lookAtQueue = watchGlobal(QUEUE, takeQueue);
  const lookAtLibrary = watchGlobal(LIBRARY, takeLibrary);
  const lookAgain = (): void => {
    lookAtQueue();
    lookAtLibrary();
    look();
  };
  addEventListener('DOMContentLoaded', lookAgain);
  addEventListener('load', lookAgain);
}
