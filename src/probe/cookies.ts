import { apply, getOwnPropertyDescriptor, match } from './primitives.ts';

const cookieGetter = getOwnPropertyDescriptor(Document.prototype, 'cookie')?.get;
const decode = decodeURIComponent;
const RegExpOf = RegExp;

/** Reads cookies of the document by name, decoded; empty if absent or forbidden here. */
export function cookieReader(): (name: string) => string {
  let all = '';
  try {
    all = cookieGetter ? apply(cookieGetter, document, []) : '';
  } catch {
    // A sandboxed document has none.
  }
  return (name) => {
    const value = match(new RegExpOf(`(?:^|; )${name}=([^;]*)`), all)?.[1] ?? '';
    try {
      return decode(value);
    } catch {
      return value;
    }
  };
}
