/**
 * The built-ins that the probe uses, taken before any script of the page can change them, and used
 * without looking anything up on prototypes afterwards.
 */
export const { defineProperty, getOwnPropertyDescriptor, getPrototypeOf, setPrototypeOf, keys } =
  Object;
export const { apply } = Reflect;
export const { isArray } = Array;
export const { isView } = ArrayBuffer;
export const { stringify } = JSON;
export const now = Date.now;
export const ProxyOf = Proxy;
export const microtask = queueMicrotask;
const { push, splice } = Array.prototype;
export const ARRAY = Array.prototype;
const sliceText = String.prototype.slice;
const { exec } = RegExp.prototype;

export const ObjectOf = Object;
export const isObject = (value: unknown): value is object => ObjectOf(value) === value;
/** The same object without a prototype: nothing of the page's, such as a `toJSON`, is inherited. */
export const bare = <T>(value: T): T => setPrototypeOf(value, null);
/** An own data property's value: runs no getter. */
export const plain = (target: object, name: string, otherwise?: unknown): unknown => {
  const descriptor = getOwnPropertyDescriptor(target, name);
  return descriptor && (descriptor.get || descriptor.set ? otherwise : descriptor.value);
};
export const append = <T>(list: T[], item: T): void => {
  apply(push, list, [item]);
};
export const removeAt = (list: unknown[], index: number): void => {
  apply(splice, list, [index, 1]);
};
export const cut = (text: string, length: number): string => apply(sliceText, text, [0, length]);
export const match = (pattern: RegExp, text: string): RegExpExecArray | null =>
  apply(exec, pattern, [text]);

const wrappers = new WeakMap<object, unknown>();
const { get, set } = WeakMap.prototype;
/** What readers see in a function's place; of a wrapper itself. */
export const wrapperOf = (original: object): unknown => apply(get, wrappers, [original]);
export const setWrapper = (original: object, wrapper: unknown): void => {
  apply(set, wrappers, [original, wrapper]);
};
