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
 * Notices every value that a property gets from now on. A property that does not exist yet stays
 * non-enumerable until it is assigned. Does nothing to accessors and frozen properties.
 * @param see gives in a list what readers see instead; without a list the property is plain from
 * then on, as without us
 * @param first what readers see until the property is assigned
 */
export function watch(
  target: object,
  name: string,
  see: (value: unknown) => readonly [unknown] | undefined,
  first?: unknown,
): Watch | null {
  let assigned = false;
  let shown = first;
  function get(): unknown {
    return shown;
  }
  function set(this: unknown, value: unknown): void {
    // An object that inherits from the target gets a property of its own, as without us.
    if (isObject(this) && this !== target) {
      assign(this, name, value);
      return;
    }
    if (assigned && value === shown && isObject(value)) return;
    // Anew, so that it is listed where an assignment would have put it.
    if (!assigned) delete (target as Record<string, unknown>)[name];
    take(value);
  }
  const install = (): void => {
    define(target, name, { configurable: true, enumerable: assigned, get, set });
  };
  const take = (value: unknown): void => {
    assigned = true;
    shown = value;
    install();
    let seen: readonly [unknown] | undefined = [value];
    try {
      seen = see(value);
    } catch {
      // Whatever the page put there, it must find it again.
    }
    if (seen) shown = seen[0];
    else release();
  };
  const intact = (): boolean => getOwnPropertyDescriptor(target, name)?.get === get;
  const release = (): void => {
    if (!intact()) return;
    if (assigned) assign(target, name, shown);
    else delete (target as Record<string, unknown>)[name];
  };
  try {
    const descriptor = getOwnPropertyDescriptor(target, name);
    if (!descriptor) install();
    else if (descriptor.configurable && descriptor.writable) take(descriptor.value);
    else return null;
  } catch {
    return null;
  }
  return { intact, release };
}

/**
 * Puts a wrapper in the place where a method is kept, on the object or on its prototype, as the same
 * kind of property; an assignment of the page replaces it like any other.
 */
export function wrapInPlace(target: object, name: string, wrap: (value: unknown) => unknown): void {
  try {
    let holder: object | null = target;
    while (holder && !getOwnPropertyDescriptor(holder, name)) holder = getPrototypeOf(holder);
    if (!holder || holder === ARRAY) return;
    const descriptor = getOwnPropertyDescriptor(holder, name) as PropertyDescriptor;
    const value = wrap(descriptor.value);
    if (!value) return;
    descriptor.value = value;
    define(holder, name, descriptor);
  } catch {
    // Frozen, or a proxy: it is not watched.
  }
}
