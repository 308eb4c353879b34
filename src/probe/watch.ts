import {
  ARRAY,
  bare,
  defineProperty,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  isObject,
} from './primitives.ts';

/** Defines a property; what a page puts on `Object.prototype` is no part of its descriptor. */
const define = (target: object, name: string, descriptor: PropertyDescriptor): void => {
  defineProperty(target, name, bare(descriptor));
};

/** Defines a property as an assignment does. */
const assign = (target: object, name: string, value: unknown): void => {
  define(target, name, { configurable: true, enumerable: true, writable: true, value });
};

export interface Watch {
  /** Whether the page left the watch in place. */
  intact(): boolean;
  /** Leaves a plain property with the value that readers saw, or none if it was never assigned. */
  release(): void;
}

/**
 * Notices every value that a property gets, now and later, and lets readers see `wrap(value)`
 * instead if that returns anything. A property that does not exist yet stays non-enumerable until
 * it is assigned. Does nothing to accessors and frozen properties.
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
      shown = wrap(value) ?? value;
    } catch {
      // Whatever the page put there, it must find it again.
    }
  };
  function get(): unknown {
    return shown;
  }
  function set(this: unknown, value: unknown): void {
    // An object that inherits from the target gets a property of its own, as without us.
    if (isObject(this) && this !== target) {
      assign(this, name, value);
      return;
    }
    if (!assigned) {
      // Anew, so that it is listed where an assignment would have put it.
      delete (target as Record<string, unknown>)[name];
      install(true);
    }
    if (value !== shown || !isObject(value)) take(value);
  }
  const install = (enumerable: boolean): void => {
    assigned = enumerable;
    define(target, name, { configurable: true, enumerable, get, set });
  };
  try {
    const descriptor = getOwnPropertyDescriptor(target, name);
    if (descriptor && !(descriptor.configurable && descriptor.writable)) return null;
    install(descriptor?.enumerable ?? false);
    take(descriptor?.value);
  } catch {
    return null;
  }
  const intact = (): boolean => getOwnPropertyDescriptor(target, name)?.get === get;
  return {
    intact,
    release() {
      if (!intact()) return;
      if (assigned) assign(target, name, shown);
      else delete (target as Record<string, unknown>)[name];
    },
  };
}

/**
 * Lets readers of an inherited method see a wrapper, until the page assigns a method of its own:
 * that is then a plain property, as without us.
 */
export function lend(target: object, name: string, wrap: (value: unknown) => unknown): void {
  try {
    if (getOwnPropertyDescriptor(target, name)) return;
    const wrapped = wrap((target as Record<string, unknown>)[name]);
    define(target, name, {
      configurable: true,
      enumerable: false,
      get: () => wrapped,
      set(this: object, value: unknown) {
        if (value !== wrapped) assign(this, name, value);
      },
    });
  } catch {
    // Frozen, or a proxy: it is not watched.
  }
}

/**
 * Puts a wrapper in the place where a method is kept, on the object or on its prototype, as the same
 * kind of property; an assignment of the page replaces it like any other.
 */
export function wrapInPlace(target: object, name: string, wrap: (value: unknown) => unknown): void {
  try {
    let holder: object | null = target;
    let descriptor: PropertyDescriptor | undefined;
    while (holder) {
      descriptor = getOwnPropertyDescriptor(holder, name);
      if (descriptor) break;
      holder = getPrototypeOf(holder);
    }
    const wrapped = descriptor && wrap(descriptor.value);
    if (!holder || !wrapped || holder === ARRAY) return;
    const { configurable, enumerable, writable } = descriptor as PropertyDescriptor;
    define(holder, name, { configurable, enumerable, writable, value: wrapped } as never);
  } catch {
    // Frozen, or a proxy: it is not watched.
  }
}
