import {
  FORGETS,
  FORM,
  LIBRARY,
  PUSH,
  QUEUE,
  READS,
  SUBMIT,
  TAKEN,
  WATCHED,
} from '../core/kissmetrics/names.ts';
import type { CallArgument } from '../core/session/observation.ts';
import { type ClaimDraft, LIMITS } from '../protocol/claims.ts';
import { isFull } from './channel.ts';
import { cookieText } from './cookies.ts';
import { describeAll } from './describe.ts';
import { ownCookies, readApiKey, readIdentity, readIds } from './identity.ts';
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
  ObjectOf,
  ProxyOf,
  plain,
  removeAt,
  setWrapper,
  stringify,
  wrapperOf,
} from './primitives.ts';
import { callStack } from './stack.ts';
import { type Watch, watch, wrapInPlace } from './watch.ts';

interface Call {
  readonly type: 'call';
  readonly id: number;
  readonly method: string | null;
  readonly args: readonly CallArgument[];
}
interface Waiting {
  readonly call: Call;
  /** Of the arguments. */
  readonly text: string;
}
type AnyFunction = (...args: unknown[]) => unknown;
/** Sees a call of a wrapped function, which `run` makes; `above` is the top of the page's stack. */
type Trap = (run: () => unknown, self: unknown, args: unknown[], above: unknown) => unknown;

/**
 * Watches `_kmq` and `KM` of this window, however and whenever they come, and claims what the page
 * does with them. Does nothing until one of them is assigned. Functions that the browser or the
 * library put there are wrapped; those that the page assigns stay its own.
 *
 * One closure, and longer than other files: its parts share their state, and modules of their own
 * would cost bytes in every page.
 * @returns looks at the identity
 */
export function watchPage(claim: (claim: ClaimDraft | number) => void): () => void {
  let began: number | undefined = now();
  const url = location.href;
  const waiting = bare<Waiting[]>([]);
  /** Calls that were too many to describe. */
  let lost = 0;
  let library: object | null = null;
  /** The script that assigned the library is still running. */
  let loading = false;
  /** The library is complete, and its methods are wrapped. */
  let ready = false;
  /** The page has made the library compute an identity. */
  let computed = false;
  let lookPending = false;
  let callCount = 0;
  /** Inside a call that is reported already: what the library calls of itself is not the page's. */
  let inside = false;
  let last: string | undefined;
  const methods = bare<Watch[]>([]);
  let lastCookies: string | undefined;
  /** The latest call that ran since cookies were looked at; 0 for none. */
  let ran = 0;
  let queue: object | null = null;

  const say = (state: 'queueing' | 'loaded'): void => {
    const ids = readIds(library);
    claim({ type: 'library', at: now(), state, url, began, ids, apiKey: readApiKey() });
    began = undefined;
  };

  const identity = (): string | null => {
    const all = cookieText();
    const reading = readIdentity(all, library, ready, computed);
    const at = now();
    const cookies = ownCookies(all);
    const full = isFull();
    if (cookies !== lastCookies && !full) {
      lastCookies = cookies;
      claim({ type: 'cookies', at, cookies, call: ran });
    }
    ran = 0;
    const text = stringify(bare(reading));
    if (text !== last && !full) {
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
      loading = false;
      for (let i = 0; i < methods.length; i++) methods[i]?.release();
      methods.length = 0;
      if (isComplete() && !ready) wrapMethods();
      if (ready && !(isArray(queue) && queue.length > 0)) {
        // What the library took from the queue by ways of its own has run by now.
        for (let i = 0; i < waiting.length; i++) {
          const { call } = waiting[i] as Waiting;
          const exists = call.method === null ? undefined : has(call.method);
          claim({ at: now(), phase: 'ran', through: 'queue', exists, ...call });
        }
        waiting.length = 0;
      }
      identity();
    } catch {
      // A library that cannot be looked at is no error of the page.
    }
  }

  const isComplete = (): boolean => typeof (library as { i?: unknown } | null)?.i === 'function';
  /** Whether the library has a method; undefined while that is not known. */
  const has = (method: string): boolean | undefined =>
    ready ? method in (library as object) : undefined;

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
        const text = stringify(args);
        const stack = callStack(above);
        let known: Call | undefined;
        for (let i = 0; i < waiting.length && !queueing && !known; i++) {
          const { call, text: its } = waiting[i] as Waiting;
          // One function by two names: the wrapper knows the first.
          const same =
            call.method === method || (call.method === WATCHED[FORM] && method === WATCHED[SUBMIT]);
          if (its !== text || !same) continue;
          known = call;
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
          exists: from > 0 && !queueing && method !== null ? has(method) : undefined,
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

  /** Gives what readers see in a function's place, the same for the same; nothing for a wrapper. */
  const wrap = (original: unknown, seen: Trap): unknown => {
    if (typeof original !== 'function') return;
    const known = wrapperOf(original);
    if (known) return known === original ? undefined : known;
    function trap(target: AnyFunction, self: unknown, args: unknown[]): unknown {
      const run = (): unknown => apply(target, self, args);
      return inside ? run() : seen(run, self, args, trap);
    }
    const proxy = new ProxyOf(original as AnyFunction, { __proto__: null, apply: trap } as object);
    setWrapper(original, proxy);
    setWrapper(proxy, proxy);
    return proxy;
  };

  const wrapMethod = (index: number, method: unknown): unknown =>
    wrap(method, (run, _, args, above) => {
      if (index <= FORGETS) computed = index < FORGETS;
      return index > 0 ? observe(WATCHED[index] as string, args, 0, false, above, run) : run();
    });

  /** Wraps what a library has that is complete. */
  const wrapMethods = (): void => {
    ready = true;
    say('loaded');
    for (let i = 0; i < WATCHED.length; i++) {
      wrapInPlace(library as object, WATCHED[i] as string, (method) => wrapMethod(i, method));
    }
  };

  const wrapPush = (push: unknown): unknown =>
    wrap(push, (run, self, args, above) => {
      if (isArray(self)) {
        if (self === queue) observeQueue(args, above);
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
    lookAtLibrary();
    if (isArray(value)) {
      observeQueue(value, takeQueue);
      if (first && !ready) say('queueing');
      if (!getOwnPropertyDescriptor(value, PUSH))
        watch(value, PUSH, () => undefined, wrapPush(value[PUSH]));
    } else if (isComplete() && (loading || plain(value, TAKEN))) {
      // Any other object is the page's own.
      wrapInPlace(value, PUSH, wrapPush);
    }
    lookLater();
  };

  const takeLibrary = (value: unknown): void => {
    if (!isObject(value) || value === library) return;
    library = value;
    ready = computed = false;
    if (isComplete()) wrapMethods();
    else {
      loading = true;
      for (let i = 0; i < WATCHED.length; i++) {
        const name = WATCHED[i] as string;
        // Before it can say who the visitor is, an object may be a stand-in of the page.
        if (getOwnPropertyDescriptor(value, name)) continue;
        const method = watch(value, name, (method) => {
          const wrapper = isComplete() && wrapMethod(i, method);
          return wrapper ? [wrapper] : undefined;
        });
        if (method) append(methods, method);
      }
    }
    lookLater();
  };

  /** @returns looks again: a page that declared or defined a global anew took the watch off */
  const watchGlobal = (name: string, take: (value: unknown) => void): (() => void) => {
    let watched: Watch | null = null;
    return () => {
      if (watched?.intact()) return;
      watched = watch(window, name, (value) => {
        take(value);
        return [value];
      });
      if (!watched) take(getOwnPropertyDescriptor(window, name)?.value);
    };
  };
  const lookAtQueue = watchGlobal(QUEUE, takeQueue);
  // Until there is a queue, `KM` may be anything: nothing is put in its place.
  const lookAtLibrary = watchGlobal(LIBRARY, takeLibrary);
  const lookAgain = (): void => {
    lookAtQueue();
    if (queue || typeof plain(ObjectOf(plain(window, LIBRARY)), READS) === 'function')
      lookAtLibrary();
    look();
  };
  lookAtQueue();
  addEventListener('DOMContentLoaded', lookAgain);
  addEventListener('load', lookAgain);
  return look;
}
