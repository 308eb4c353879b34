import { bare, defineProperty, getOwnPropertyDescriptor, getPrototypeOf } from './primitives.ts';

/** Defines a property; what a page puts on `Object.prototype` is no part of its descriptor. */
const define = (target: object, name: string, descriptor: PropertyDescriptor): void => {
  defineProperty(target, name, bare(descriptor));
};

export interface Watch {
  /** Whether the page left the watch in place. */
  intact(): boolean;
  /** Takes the watch off a property that was never assigned. */
  release(): void;
}

/**
 * Notices every value that a property gets, now and later, and lets readers see `wrap(value)` in
 * its place. A property that does not exist yet stays non-enumerable until it is assigned.
 * Leaves alone what cannot be watched without changing the page: accessors and frozen properties.
 */
export function watch(
  target: object,
  name: string,
  wrap: (value: unknown) => unknown,
): Watch | null {
  let assigned = false;
  let shown: unknown;
  const take = (value: unknown): void => {
    shown = value;
    try {
      shown = wrap(value);
    } catch {
      // Whatever the page put there, it must find it again.
    }
  };
  function get(): unknown {
    return shown;
  }
  function set(this: unknown, value: unknown): void {
    // An object that inherits from the target gets a property of its own, as without us.
    if (typeof this === 'object' && this !== null && this !== target) {
      define(this, name, { configurable: true, enumerable: true, writable: true, value });
      return;
    }
    if (!assigned) install(true);
    if (value !== shown) take(value);
  }
  const install = (enumerable: boolean): void => {
    assigned = enumerable;
    define(target, name, { configurable: true, enumerable, get, set });
  };
  try {
    const descriptor = getOwnPropertyDescriptor(target, name);
    if (descriptor && !(descriptor.configurable && descriptor.writable)) return null;
    // An inherited value, such as `push` of an array, is what a reader gets until an own one is set.
    const value = descriptor
      ? descriptor.value
      : (getPrototypeOf(target) as Record<string, unknown> | null)?.[name];
    install(descriptor?.enumerable ?? false);
    take(value);
  } catch {
    return null;
  }
  const intact = (): boolean => getOwnPropertyDescriptor(target, name)?.get === get;
  return {
    intact,
    release() {
      if (!assigned && intact()) delete (target as Record<string, unknown>)[name];
    },
  };
}
