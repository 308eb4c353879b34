import type { CallArgument } from '../session/observation.ts';

/**
 * Values that the library takes for "no identity", besides everything that is falsy: templates
 * print them where a user is missing. Source: the library's `identify`, generation of 2011 to 2013.
 */
const NULL_LIKE: ReadonlySet<string> = new Set([
  '',
  'null',
  'nil',
  "'null'",
  "'nil'",
  '"null"',
  '"nil"',
  "''",
  '""',
]);

/** Whether `identify` with this argument does what `clearIdentity` does. */
export function clearsIdentity(argument: CallArgument | undefined): boolean {
  switch (argument?.type) {
    case undefined:
    case 'null':
    case 'undefined':
      return true;
    case 'string':
      return NULL_LIKE.has(argument.text);
    case 'number':
      return argument.text === '0' || argument.text === '-0' || argument.text === 'NaN';
    case 'boolean':
      return argument.text === 'false';
    default:
      return false;
  }
}

/**
 * The identity that an argument of `identify` or `alias` becomes on the wire; null if it names
 * nobody or its text cannot be known. Cut as the argument was.
 */
export function identityArgument(argument: CallArgument | undefined): string | null {
  switch (argument?.type) {
    case 'string':
      return argument.text === '' ? null : argument.text;
    case 'number':
    case 'boolean':
      return argument.text;
    case 'object':
      return argument.text.startsWith('[') ? null : '[object Object]';
    default:
      return null;
  }
}

/** The names of the properties of an object argument; null if they cannot be known. */
export function propertyNames(argument: CallArgument | undefined): readonly string[] | null {
  if (argument?.type !== 'object' || argument.fullLength !== undefined) return null;
  try {
    const value: unknown = JSON.parse(argument.text);
    return typeof value === 'object' && value !== null ? Object.keys(value) : null;
  } catch {
    return null;
  }
}
