import {
  LIBRARY,
  METHODS,
  OWN_CALLS,
  PUSH,
  QUEUE,
  READS,
  TAKEN,
} from '../core/kissmetrics/names.ts';
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
  getPrototypeOf,
  includes,
  isArray,
  isObject,
  microtask,
  now,
  ObjectOf,
  ProxyOf,
  plain,
  removeAt,
  stringify,
} from './primitives.ts';
import { callStack } from './stack.ts';
import { lend, type Watch, watch, wrapInPlace } from './watch.ts';

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
/** A function in whose place readers see another, and the names under which it was found. */
interface Wrapped {
  readonly original: unknown;
  readonly proxy: unknown;
  readonly names: (string | null)[];
}
type AnyFunction = (...args: unknown[]) => unknown;
/** Sees a call of a wrapped function, which `run` makes; `above` is the top of the page's stack. */
type Trap = (run: () => unknown, self: unknown, args: unknown[], above: unknown) => unknown;
const WATCHED = [...METHODS, ...OWN_CALLS, READS] as const;

/**
 * Watches `_kmq` and `KM` of this window, however and whenever they come, and claims what the page
 * does with them. Does nothing until one of them is assigned. Functions that the browser or the
 * library put there are wrapped; those that the page assigns stay its own.
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
  let saidReady = false;
  /** The page has made the library compute an identity. */
  let computed = false;
  let lookPending = false;
  let callCount = 0;
  /** Inside a call that is reported already: what the library calls of itself is not the page's. */
  let inside = false;
  let last: string | null = null;
  const methods = bare<Watch[]>([]);
  const wrapped = bare<Wrapped[]>([]);
  let lastCookies: string | null = null;
  /** The latest call that ran since cookies were looked at; 0 for none. */
  let ran = 0;
  let queue: object | null = null;
  /** When the library took the array's place. */
  let takenAt = 0;

  const say = (state: 'queueing' | 'loaded'): void => {
    const generation = library ? readGeneration(library) : undefined;
    claim({ type: 'library', at: now(), state, url, began, generation, apiKey: readApiKey() });
    began = undefined;
  };

  const identity = (): string | null => {
    const all = cookieText();
    const reading = readIdentity(all, library, ready, computed);
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
      loading = false;
      for (let i = 0; i < methods.length; i++) methods[i]?.release();
      methods.length = 0;
      if (isComplete() && !ready) wrapMethods();
      if (ready && !saidReady) {
        saidReady = true;
        say('loaded');
      }
      if (ready && !(isArray(queue) && queue.length > 0)) {
        // What the library took from the queue by ways of its own has run by now.
        for (let i = 0; i < waiting.length; i++) {
          const { call } = waiting[i] as Waiting;
          const exists = call.method === null ? undefined : has(call.method);
          claim({ at: takenAt || now(), phase: 'ran', through: 'queue', exists, ...call });
        }
        waiting.length = 0;
      }
      identity();
    } catch {
      // A library that cannot be looked at is no error of the page.
    }
  }

  const isComplete = (): boolean => {
    try {
      return typeof (library as { i?: unknown } | null)?.i === 'function';
    } catch {
      return false;
    }
  };
  /** Whether the library has a method; undefined while that is not known. */
  const has = (method: string): boolean | undefined => {
    if (!ready) return;
    for (let holder = library; holder; holder = getPrototypeOf(holder))
      if (getOwnPropertyDescriptor(holder, method)) return true;
    return false;
  };

  /**
   * Claims a call, runs it, and looks at the identity afterwards.
   * @param names of the function that is called: its method's, and others that are the same
   * @param list holds the arguments from `from` on: 0 for a method's own, 1 after the name in an item
   */
  const observe = (
    names: readonly (string | null)[],
    list: readonly unknown[],
    from: number,
    queueing: boolean,
    above: unknown,
    run: () => unknown,
  ): unknown => {
    const method = names[0] as string | null;
    try {
      if (isFull() || (queueing && waiting.length >= LIMITS.batch)) lost += 1;
      else {
        const args = describeAll(list, from);
        const text = stringify(args);
        const stack = callStack(above);
        let known: Call | undefined;
        for (let i = 0; i < waiting.length && !queueing && !known; i++) {
          const { call, text: its } = waiting[i] as Waiting;
          if (its !== text || !includes(names, call.method)) continue;
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
          by: loading && !known ? 'library' : undefined,
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

  /** Gives what readers see in a function's place; the same for the same function. */
  const wrap = (original: unknown, name: string | null, seen: (of: Wrapped) => Trap): unknown => {
    if (typeof original !== 'function') return;
    for (let i = 0; i < wrapped.length; i++) {
      const { original: other, proxy, names } = wrapped[i] as Wrapped;
      if (original === proxy) return;
      if (original !== other) continue;
      if (!includes(names, name)) append(names, name);
      return proxy;
    }
    function trap(target: AnyFunction, self: unknown, args: unknown[]): unknown {
      const run = (): unknown => apply(target, self, args);
      return inside ? run() : call(run, self, args, trap);
    }
    const proxy = new ProxyOf(original as AnyFunction, { __proto__: null, apply: trap } as object);
    const made = bare({ original, proxy, names: bare([name]) });
    const call = seen(made);
    append(wrapped, made);
    return proxy;
  };

  const wrapMethod = (name: string, method: unknown): unknown =>
    wrap(method, name, ({ names }) => (run, _, args, above) => {
      if (name === 'clearIdentity') computed = false;
      else if (name === READS || name === 'record' || name === 'set' || name === 'identify')
        computed = true;
      if (name === READS) return run();
      return observe(names, args, 0, false, above, run);
    });

  /** Wraps what a library has that is complete. */
  const wrapMethods = (): void => {
    ready = true;
    for (let i = 0; i < WATCHED.length; i++) {
      const name = WATCHED[i] as string;
      wrapInPlace(library as object, name, (method) => wrapMethod(name, method));
    }
  };

  const wrapPush = (push: unknown): unknown =>
    wrap(push, null, () => (run, self, args, above) => {
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
    return observe(bare([method]), list, 1, queueing, above, run);
  };

  const takeQueue = (value: unknown): void => {
    if (!isObject(value) || value === queue) return;
    const first = !queue;
    queue = value;
    lookAtLibrary();
    if (isArray(value)) {
      observeQueue(value, takeQueue);
      if (first) say('queueing');
      lend(value, PUSH, wrapPush);
    } else if (isComplete() && (loading || plain(value, TAKEN))) {
      // Any other object is the page's own.
      takenAt = now();
      wrapInPlace(value, PUSH, wrapPush);
    }
    lookLater();
  };

  const takeLibrary = (value: unknown): void => {
    if (!isObject(value) || value === library) return;
    library = value;
    ready = saidReady = computed = false;
    if (isComplete()) wrapMethods();
    else {
      loading = true;
      for (let i = 0; i < WATCHED.length; i++) {
        const name = WATCHED[i] as string;
        // Before it can say who the visitor is, an object may be a stand-in of the page.
        const method = watch(value, name, (method) =>
          isComplete() ? wrapMethod(name, method) : undefined,
        );
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
      watched = watch(window, name, take);
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
