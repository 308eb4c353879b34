import { apply, getOwnPropertyDescriptor, match } from './primitives.ts';

const cookieGetter = getOwnPropertyDescriptor(Document.prototype, 'cookie')?.get;
const decode = decodeURIComponent;
const RegExpOf = RegExp;

/** The document's cookies as it can read them; empty if that is forbidden here. */
export function cookieText(): string {
  try {
    return cookieGetter ? apply(cookieGetter, document, []) : '';
  } catch {
    // A sandboxed document has none.
    return '';
  }
}

/** A cookie's value, decoded; empty if absent. */
export function cookieIn(all: string, name: string): string {
  const value = match(new RegExpOf(`(?:^|; )${name}=([^;]*)`), all)?.[1] ?? '';
  try {
    return decode(value);
  } catch {
    return value;
  }
}
