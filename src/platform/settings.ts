import browser from 'webextension-polyfill';
import { type Setting, settingFrom } from '../protocol/settings.ts';

const keyOf = (setting: Setting<unknown>): string => `setting.${setting.name}`;

/** The value of a setting; its initial value where none or an unreadable one is stored. */
export async function readSetting<T>(setting: Setting<T>): Promise<T> {
  const key = keyOf(setting);
  return settingFrom(setting, (await browser.storage.local.get(key))[key]);
}

/** Stores a setting for every page of the extension. Rejects when there is no room. */
export async function writeSetting<T>(setting: Setting<T>, value: T): Promise<void> {
  await browser.storage.local.set({ [keyOf(setting)]: value });
}

/** Calls back with each new value of a setting until the signal aborts, whoever changed it. */
export function onSetting<T>(
  setting: Setting<T>,
  listener: (value: T) => void,
  signal?: AbortSignal,
): void {
  const key = keyOf(setting);
  const hear: Parameters<typeof browser.storage.onChanged.addListener>[0] = (changes, area) => {
    const change = changes[key];
    if (area === 'local' && change) listener(settingFrom(setting, change.newValue));
  };
  browser.storage.onChanged.addListener(hear);
  signal?.addEventListener('abort', () => browser.storage.onChanged.removeListener(hear), {
    once: true,
  });
}
