import { LIBRARY, METHODS, QUEUE } from '../core/kissmetrics/names.ts';
import type { CallArgument } from '../core/session/observation.ts';
import { type CallClaim, type Claim, LIMITS } from '../protocol/claims.ts';
import { isFull } from './channel.ts';
import { cookieText } from './cookies.ts';
import { describeAll } from './describe.ts';
import { ownCookies, type Reading, readApiKey, readGeneration, readIdentity } from './identity.ts';
import {
  append,
  apply,
  bare,
  cut,
  getOwnPropertyDescriptor,
  isArray,
  microtask,
  now,
  ProxyOf,
  plain,
  removeAt,
  stringify,
} from './primitives.ts';
import { callStack } from './stack.ts';
import { type Watch, watch } from './watch.ts';

interface Waiting {
  readonly id: number;
  readonly method: string | null;
  readonly args: readonly CallArgument[];
  readonly text: string;
}
type AnyFunction = (...args: unknown[]) => unknown;
/** Items of one queue, or of one `push`, that are looked at. */
const ITEMS = 200;
const ObjectOf = Object;
const isObject = (value: unknown): value is object => ObjectOf(value) === value;

/**
 * Watches `_kmq` and `KM` of this window, however and whenever they come, and claims what the page
 * does with them. Does nothing until one of them is assigned.
 */
export function watchPage(claim: (claim: Claim | number) => void): void {
  let began: number | null = now();
  const url = location.href;
  const waiting = bare<Waiting[]>([]);
  /** Calls that were too many to describe. */
  let lost = 0;
  let library: object | null = null;
  let libraryAt = 0;
  let ready = false;
  let noticed = false;
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
    const apiKey = readApiKey();
    claim({
      type: 'library',
      at: now(),
      state,
      url,
      ...(began !== null && { began }),
      ...(generation && { generation }),
      ...(apiKey && { apiKey }),
    });
    began = null;
  };

  const identity = (): Reading => {
    const all = cookieText();
    const reading = readIdentity(all, library, ready);
    const at = now();
    const cookies = ownCookies(all);
    if (cookies !== lastCookies && !isFull()) {
      lastCookies = cookies;
      claim({ type: 'cookies', at, cookies, call: ran });
    }
    ran = 0;
    const text = stringify(bare([reading.id, reading.named, reading.source]));
    if (text !== last && !isFull()) {
      last = text;
      const apiKey = readApiKey();
      claim({ type: 'identity', at, ...reading, ...(apiKey && { apiKey }) });
    }
    return reading;
  };

  const report = (
    phase: CallClaim['phase'],
    through: CallClaim['through'],
    { id, method, args }: Pick<Waiting, 'id' | 'method' | 'args'>,
    more: Pick<CallClaim, 'stack' | 'identityBefore'>,
    at = now(),
  ): void => {
    claim({ type: 'call', at, id, phase, through, method, args, ...more });
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
    try {
      if (noticed) lookNow();
    } catch {
      // A library that cannot be looked at is no error of the page.
    }
  }

  function lookNow(): void {
    if (lost && !isFull()) {
      claim(lost);
      lost = 0;
    }
    if (!ready && library && typeof (library as { i?: unknown }).i === 'function') {
      ready = true;
      for (let i = 0; i < methods.length; i++) methods[i]?.release();
      methods.length = 0;
      say('loaded');
    }
    if (ready && !(isArray(queue) && queue.length > 0)) {
      // What the library took from the queue by ways of its own has run by now.
      for (let i = 0; i < waiting.length; i++)
        report('ran', 'queue', waiting[i] as Waiting, {}, libraryAt);
      waiting.length = 0;
    }
    identity();
  }

  /**
   * Claims a call, runs it, and looks at the identity afterwards.
   * @param list holds the arguments from `from` on
   */
  const observe = (
    method: string | null,
    list: readonly unknown[],
    from: number,
    through: CallClaim['through'],
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
        let known: Pick<Waiting, 'id' | 'method' | 'args'> | undefined;
        for (let i = 0; i < waiting.length && !queueing && !known; i++) {
          if (waiting[i]?.text !== text) continue;
          known = waiting[i];
          removeAt(waiting, i);
        }
        const call = known ?? { id: ++callCount, method, args };
        const identityBefore = queueing ? undefined : identity().id;
        if (queueing) append(waiting, { ...call, text });
        report(queueing ? 'queued' : 'ran', through, call, {
          ...(stack && !known && { stack }),
          ...(identityBefore !== undefined && { identityBefore }),
        });
        if (!queueing) ran = call.id;
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

  const wrapPush = (push: unknown): unknown => {
    if (typeof push !== 'function') return push;
    function trap(target: AnyFunction, self: unknown, args: unknown[]): unknown {
      let run = (): unknown => apply(target, self, args);
      if (inside) return run();
      if (isArray(self) && !library) {
        observeQueue(args, trap);
        return run();
      }
      // The last item is claimed innermost, so that items keep their order.
      for (let i = most(args) - 1; i >= 0; i--) {
        const next = run;
        const item = args[i];
        run = () => observeItem(item, false, trap, next);
      }
      return run();
    }
    return new ProxyOf(push as AnyFunction, { __proto__: null, apply: trap } as object);
  };

  /** How many items of a list are looked at; the rest counts as lost. */
  const most = (items: readonly unknown[]): number => {
    const { length } = items;
    if (length <= ITEMS) return length;
    lost += length - ITEMS;
    return ITEMS;
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
    return observe(method, list, 1, 'queue', queueing, above, run);
  };

  const takeQueue = (value: unknown): unknown => {
    if (!isObject(value) || value === queue) return value;
    queue = value;
    const first = !noticed;
    noticed = true;
    if (isArray(value) && !library) {
      observeQueue(value, takeQueue);
      if (first) say('queueing');
    }
    watch(value, 'push', wrapPush);
    lookLater();
    return value;
  };

  const wrapMethod =
    (name: string) =>
    (method: unknown): unknown => {
      if (typeof method !== 'function') return method;
      function trap(target: AnyFunction, self: unknown, args: unknown[]): unknown {
        const run = (): unknown => apply(target, self, args);
        if (inside) return run();
        return observe(name, args, 0, 'library', false, trap, run);
      }
      return new ProxyOf(method as AnyFunction, { __proto__: null, apply: trap } as object);
    };

  const takeLibrary = (value: unknown): unknown => {
    if (!isObject(value) || value === library) return value;
    noticed = true;
    library = value;
    libraryAt = now();
    ready = false;
    for (let i = 0; i < METHODS.length; i++) {
      const name = METHODS[i] as string;
      const method = watch(value, name, wrapMethod(name));
      if (method) append(methods, method);
    }
    lookLater();
    return value;
  };

  const globals = [
    { name: QUEUE, take: takeQueue, watched: watch(window, QUEUE, takeQueue) },
    { name: LIBRARY, take: takeLibrary, watched: watch(window, LIBRARY, takeLibrary) },
  ];
  /** A page that declared or defined a global anew took the watch off: take up what it put there. */
  const lookAgain = (): void => {
    for (let i = 0; i < globals.length; i++) {
      const global = globals[i] as (typeof globals)[number];
      if (global.watched?.intact()) continue;
      global.watched = watch(window, global.name, global.take);
      if (!global.watched) global.take(getOwnPropertyDescriptor(window, global.name)?.value);
    }
    look();
  };
  addEventListener('DOMContentLoaded', lookAgain);
  addEventListener('load', lookAgain);
}
