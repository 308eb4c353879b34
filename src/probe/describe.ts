import type { CallArgument } from '../core/session/observation.ts';
import { LIMITS } from '../protocol/claims.ts';
import { append, bare, cut, isArray, isView, keys, plain, stringify } from './primitives.ts';

/** Depth and number of members up to which an object argument is copied. */
const DEPTH = 3;
const MEMBERS = 64;

/** Characters that the copy of the moment may still take; then its text is over the limit. */
let room = 0;

function short(text: string): string {
  const start = cut(text, LIMITS.text);
  room -= start.length;
  return start;
}

/** A copy of plain data that runs no getter of the page and has no `toJSON`. */
function copy(value: unknown, depth: number): unknown {
  const type = typeof value;
  room -= 1;
  if (type === 'string') return short(value as string);
  if (type === 'number' || type === 'boolean' || value === null) return value;
  if (value === undefined) return null;
  if (type !== 'object' || isView(value)) return `[${type}]`;
  if (depth === 0) return '[…]';
  const list = isArray(value);
  const result: Record<string, unknown> = bare(list ? [] : {});
  // The names of an array of millions would take seconds.
  const names = list ? value : keys(value);
  for (let i = 0; i < names.length && i < MEMBERS && room > 0; i++) {
    const name = list ? `${i}` : (names[i] as string);
    result[list ? name : short(name)] = copy(plain(value, name, '[getter]'), depth - 1);
  }
  return result;
}

/** What an argument is, bounded in size, without running code of the page where that can be helped. */
export function describe(value: unknown): CallArgument {
  let type = typeof value as CallArgument['type'] | 'bigint';
  let text: string = type;
  try {
    if (value === null) text = type = 'null';
    else if (type === 'function') text = '';
    else if (type === 'object') {
      room = LIMITS.object;
      text = stringify(copy(value, DEPTH));
    } else if (type === 'bigint') type = 'other';
    // Throws for a symbol.
    else text = `${value}`;
  } catch {
    type = 'other';
  }
  const limit = type === 'object' ? LIMITS.object : LIMITS.text;
  return text.length > limit
    ? bare({ type, text: cut(text, limit), fullLength: text.length })
    : bare({ type, text });
}

/** All arguments of a call, up to the limit. */
export function describeAll(values: readonly unknown[], from: number): CallArgument[] {
  const result = bare<CallArgument[]>([]);
  for (let i = from; i < values.length && i < from + LIMITS.args; i++)
    append(result, describe(plain(values, `${i}`)));
  return result;
}
