import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { TRACKING_HOSTS, VENDOR_HOSTS } from '../../../src/core/kissmetrics/hosts.ts';
import { filesBelow } from '../../tools/source-scan.ts';

const read = (path: string) => readFileSync(path, 'utf8');

describe('the vendor’s hosts', () => {
  test('have a source each', () => {
    expect(new Set(TRACKING_HOSTS).size).toBe(TRACKING_HOSTS.length);
    for (const { host, source } of VENDOR_HOSTS)
      expect(source, host).toMatch(/^https:\/\/[\w.-]+\//);
  });

  test('are named in PRIVACY.md and on the facts page', () => {
    for (const host of TRACKING_HOSTS) {
      expect(read('PRIVACY.md')).toContain(`\`${host}\``);
      expect(read('docs/kissmetrics-facts.md')).toContain(`\`${host}\``);
    }
  });

  test('stand nowhere else in the code', () => {
    const naming = filesBelow('src').filter(
      (path) =>
        path !== 'src/core/kissmetrics/hosts.ts' &&
        /\.tsx?$/.test(path) &&
        TRACKING_HOSTS.some((host) =>
          read(path)
            .replace(/\/\*[\s\S]*?\*\//g, '')
            .includes(host),
        ),
    );
    expect(naming).toEqual([]);
  });
});
