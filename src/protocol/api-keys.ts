import * as v from 'valibot';
import type { Setting } from './settings.ts';

export const KEY_COLOURS = ['red', 'orange', 'green', 'blue', 'purple', 'grey'] as const;
export type KeyColour = (typeof KEY_COLOURS)[number];

const KEY_LABEL = v.object({
  key: v.pipe(v.string(), v.maxLength(1_024)),
  label: v.pipe(v.string(), v.maxLength(40)),
  colour: v.picklist(KEY_COLOURS),
  /** Real customers' data is under it: it should not meet a test host. */
  production: v.boolean(),
});
/** What the user calls an API key. */
export type KeyLabel = v.InferOutput<typeof KEY_LABEL>;

export const KEY_LABELS: Setting<readonly KeyLabel[]> = {
  name: 'keyLabels',
  guard: v.pipe(v.array(KEY_LABEL), v.maxLength(200)),
  initial: [],
};

/** A host name, `*.` before it for all below it too. */
export const HOST_PATTERN = /^(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*$/;

/** Hosts where nobody should be counted as a customer. */
export const TEST_HOSTS: Setting<readonly string[]> = {
  name: 'testHosts',
  guard: v.pipe(v.array(v.pipe(v.string(), v.regex(HOST_PATTERN))), v.maxLength(200)),
  initial: ['localhost', '127.0.0.1', '*.localhost', '*.test', '*.example', '*.local'],
};

/** Whether a host is one of the patterns'; `*.test` means every host that ends in `.test`. */
export function isTestHost(host: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) =>
    pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern,
  );
}
