import type { Replacements } from './query.ts';

/**
 * The body of a batch with its texts replaced: identities and keys by their names, everything else
 * where it holds one; null if it is no JSON.
 */
export function maskBatch(body: string, by: Replacements): string | null {
  try {
    const value: unknown = JSON.parse(body);
    return JSON.stringify(masked(value, '', by));
  } catch {
    return null;
  }
}

function masked(value: unknown, name: string, by: Replacements): unknown {
  if (Array.isArray(value)) return value.map((one) => masked(one, '', by));
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(([key, member]) => [
      RESERVED.has(key) ? key : by.value(key),
      masked(member, key, by),
    ]);
    return Object.fromEntries(members);
  }
  if (name === 'identity' || name === 'alias' || name === '_p')
    return typeof value === 'boolean' || value === null ? value : by.identity(String(value));
  if (name === '_k') return typeof value === 'string' ? by.apiKey(value) : value;
  return typeof value === 'string' ? by.value(value) : value;
}

const RESERVED: ReadonlySet<string> = new Set([
  ...['data', 'identity', 'alias', 'event', 'timestamp'],
  ...['_k', '_p', '_n', '_t', '_d'],
]);
