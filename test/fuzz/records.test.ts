import fc from 'fast-check';
import * as v from 'valibot';
import { expect } from 'vitest';
import { createRecords } from '../../src/background/rehearsal/records.ts';
import { soundRecords } from '../../src/background/stored-records.ts';
import { isObservation } from '../../src/core/formats/observation-guard.ts';
import { KEY_LABELS, TEST_HOSTS } from '../../src/protocol/api-keys.ts';
import { CLEAR_ON_NAVIGATION, SAVED_FILTERS } from '../../src/protocol/panel-settings.ts';
import { PERSONAS } from '../../src/protocol/personas.ts';
import { type Setting, settingFrom } from '../../src/protocol/settings.ts';
import { OWN_HOSTS } from '../../src/protocol/tracking-hosts.ts';
import { memoryArea } from '../contexts/key-value-area.ts';
import { arbitraryLog } from '../core/support/arbitrary.ts';
import { fold } from '../core/support/fold.ts';
import { boundary } from './boundary.ts';
import { hostileValue, spoilt } from './hostile.ts';

const record = arbitraryLog
  .filter((log) => log.length > 0)
  .chain((log) => spoilt(fc.constantFrom<unknown[]>(...log)));

boundary(
  'stored observations, of other versions too',
  fc.array(record, { maxLength: 12 }),
  async (records) => {
    const positions = records.map((_, index) => index * 2);
    const read = await soundRecords(records, () => positions);
    expect(read).toHaveLength(records.length);
    expect(read.every(isObservation)).toBe(true);
    const seqs = read.map(({ seq }) => seq + 0);
    expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
    fold(read);
  },
);

boundary(
  'the fold, on all that the guard lets through',
  fc.array(record, { maxLength: 20 }),
  (records) => {
    const session = fold(records.filter(isObservation));
    for (const entry of session.entries) expect(session.entry(entry.key)).toBe(entry);
    session.people.list();
  },
);

const SETTINGS: readonly Setting<unknown>[] = [
  KEY_LABELS,
  TEST_HOSTS,
  CLEAR_ON_NAVIGATION,
  SAVED_FILTERS,
  PERSONAS,
  OWN_HOSTS,
];
const stored = fc.constantFrom<unknown[]>(
  [{ key: 'k', label: 'Shop', colour: 'red', production: true }],
  ['localhost', '*.test'],
  true,
  [{ name: 'Ann', kind: 'named', identity: 'ann', returning: true }],
  [{ host: 'a.test', pathPrefix: '/km' }],
);
boundary('settings from storage', spoilt(stored), (value) => {
  for (const setting of SETTINGS)
    expect(v.is(setting.guard, settingFrom(setting, value))).toBe(true);
});

const cookie = {
  name: 'km_ai',
  value: 'x',
  domain: 'a.test',
  hostOnly: true,
  path: '/',
  secure: false,
  httpOnly: false,
  sameSite: 'lax',
};
const snapshot = {
  site: 'a.test',
  at: 5,
  cookies: [cookie],
  memories: [{ document: 5, remembered: null }],
};
const kept = { type: 'undo', action: 'log-out', lasting: true, snapshot };
boundary('stored snapshots', spoilt(fc.constant([kept, kept])), async (value) => {
  const records = createRecords(
    { ...memoryArea(), get: async () => value },
    { ...memoryArea(), get: async () => hostileValue },
  );
  for (const one of await records.all()) expect(one.snapshot.cookies).toBeInstanceOf(Array);
  await records.put({ ...kept, type: 'undo' } as never);
});
