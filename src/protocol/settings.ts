import * as v from 'valibot';

/** One thing that the user can set: what it may be, and what it is until then. */
export interface Setting<T> {
  /** Its key in the browser's storage; never changes. */
  readonly name: string;
  readonly guard: v.GenericSchema<unknown, T>;
  readonly initial: T;
  /** Turns what an older version stored into today's shape, before the guard sees it. */
  readonly upgrade?: (stored: unknown) => unknown;
}

/** What a stored value means: itself, its upgraded form, or the initial value if it fits neither. */
export function settingFrom<T>(setting: Setting<T>, stored: unknown): T {
  if (stored === undefined) return setting.initial;
  const asIs = v.safeParse(setting.guard, stored);
  if (asIs.success) return asIs.output;
  if (!setting.upgrade) return setting.initial;
  try {
    const upgraded = v.safeParse(setting.guard, setting.upgrade(stored));
    return upgraded.success ? upgraded.output : setting.initial;
  } catch {
    return setting.initial;
  }
}
