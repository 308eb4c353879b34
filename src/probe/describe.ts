import type { CallArgument } from '../core/session/observation.ts';
import { LIMITS } from '../protocol/claims.ts';
import {
  append,
  bare,
  cut,
  getOwnPropertyDescriptor,
  isArray,
  keys,
  stringify,
} from './primitives.ts';

/** Depth and number of members up to which an object argument is copied. */
const DEPTH = 3;
const MEMBERS = 64;

/** A copy of plain data that runs no getter of the page and has no `toJSON`. */
function copy(value: unknown, depth: number): unknown {
  switch (typeof value) {
    case 'string':
      return cut(value, LIMITS.text);
    case 'number':
    case 'boolean':
      return value;
    case 'object':
      break;
    default:
      return value === undefined ? null : `[${typeof value}]`;
  }
  if (value === null) return null;
  if (depth === 0) return '[…]';
  const result: Record<string, unknown> = bare(isArray(value) ? [] : {});
  const names = keys(value);
  for (let i = 0; i < names.length && i < MEMBERS; i++) {
    const name = names[i] as string;
    const descriptor = getOwnPropertyDescriptor(value, name);
    result[cut(name, LIMITS.text)] =
      descriptor && 'value' in descriptor ? copy(descriptor.value, depth - 1) : '[getter]';
  }
  return result;
}

function bounded(type: CallArgument['type'], text: string, limit: number): CallArgument {
  return text.length > limit
    ? bare({ type, text: cut(text, limit), fullLength: text.length })
    : bare({ type, text });
}

/** What an argument is, bounded in size, without running code of the page where that can be helped. */
export function describe(value: unknown): CallArgument {
  if (value === null) return bare({ type: 'null', text: 'null' });
  switch (typeof value) {
    case 'string':
      return bounded('string', value, LIMITS.text);
    case 'number':
    case 'boolean':
      return bare({ type: typeof value as 'number' | 'boolean', text: `${value}` });
    case 'undefined':
      return bare({ type: 'undefined', text: 'undefined' });
    case 'function':
      return bare({ type: 'function', text: '' });
    case 'object':
      try {
        return bounded('object', stringify(copy(value, DEPTH)), LIMITS.object);
      } catch {
        return bare({ type: 'other', text: isArray(value) ? 'array' : 'object' });
      }
    default:
      return bare({ type: 'other', text: typeof value });
  }
}

/** All arguments of a call, up to the limit. */
export function describeAll(values: ArrayLike<unknown>, from: number): CallArgument[] {
  const result: CallArgument[] = [];
  for (let i = from; i < values.length && i < from + LIMITS.args; i++)
    append(result, describe(values[i]));
  return bare(result);
}
