import type { JsonObject, JsonValue } from './json-picker.ts';

/** The value if it is an object; else null. */
export function asObject(value: JsonValue | undefined): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : null;
}
