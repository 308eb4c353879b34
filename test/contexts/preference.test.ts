import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createPreference } from '../../src/platform/preference.ts';
import { CLEAR_ON_NAVIGATION, SAVED_FILTERS } from '../../src/protocol/panel-settings.ts';
import { settingFrom } from '../../src/protocol/settings.ts';

const platform = vi.hoisted(() => ({
  readSetting: vi.fn(),
  writeSetting: vi.fn(),
  onSetting: vi.fn(),
}));
vi.mock('../../src/platform/settings.ts', () => platform);

const { signal } = new AbortController();
const settled = () => new Promise((resolve) => setImmediate(resolve));

beforeEach(() => {
  vi.resetAllMocks();
  platform.readSetting.mockResolvedValue(true);
  platform.writeSetting.mockResolvedValue(undefined);
});

describe('a preference', () => {
  it('is the initial value until the stored one is there', async () => {
    const preference = createPreference(CLEAR_ON_NAVIGATION, signal);
    expect(preference.value.value).toBe(false);
    await settled();
    expect(preference.value.value).toBe(true);
  });

  it('is stored when it is set, and is not undone by what was stored before', async () => {
    const preference = createPreference(CLEAR_ON_NAVIGATION, signal);
    preference.set(false);
    await settled();
    expect(preference.value.value).toBe(false);
    expect(platform.writeSetting).toHaveBeenCalledWith(CLEAR_ON_NAVIGATION, false);
  });

  it('follows other pages', async () => {
    const preference = createPreference(CLEAR_ON_NAVIGATION, signal);
    await settled();
    platform.onSetting.mock.lastCall?.[1](false);
    expect(preference.value.value).toBe(false);
  });

  it('lasts as long as the page where nothing can be stored', async () => {
    platform.readSetting.mockRejectedValue(new Error('no storage'));
    platform.writeSetting.mockRejectedValue(new Error('no room'));
    const preference = createPreference(CLEAR_ON_NAVIGATION, signal);
    preference.set(true);
    await settled();
    expect(preference.value.value).toBe(true);
  });
});

describe('what is stored of saved filters', () => {
  it.each<[unknown, readonly string[]]>([
    [undefined, []],
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
    ['a', []],
    [[1], []],
    [['x'.repeat(501)], []],
    [Array.from({ length: 31 }, String), []],
  ])('%j', (stored, expected) => {
    expect(settingFrom(SAVED_FILTERS, stored)).toEqual(expected);
  });
});
