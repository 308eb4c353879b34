import { type ReadonlySignal, signal } from '@preact/signals';
import type { Setting } from '../protocol/settings.ts';
import { onSetting, readSetting, writeSetting } from './settings.ts';

/** A setting as a signal: it follows every page of the extension that changes it. */
export interface Preference<T> {
  /** The initial value until the stored one has been read. */
  readonly value: ReadonlySignal<T>;
  /** Settles when it has been read. */
  readonly ready: Promise<void>;
  set(value: T): void;
}

export function createPreference<T>(setting: Setting<T>, end: AbortSignal): Preference<T> {
  const value = signal(setting.initial);
  let touched = false;
  const take = (next: T): void => {
    touched = true;
    value.value = next;
  };
  onSetting(setting, take, end);
  const ready = readSetting(setting).then(
    (stored) => {
      // What was set meanwhile is newer.
      if (!touched) value.value = stored;
    },
    // Without storage the setting lasts as long as the page.
    () => {},
  );
  return {
    value,
    ready,
    set(next) {
      take(next);
      writeSetting(setting, next).catch(() => {});
    },
  };
}
