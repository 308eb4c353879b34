import { identityKind } from '../../src/core/kissmetrics/identity.ts';
import type { Recorded } from './tracking.ts';

/** Requests as readable lines: path, identity, name, values; anonymous IDs by order of appearance. */
export function normalised(requests: readonly Recorded[]): string[] {
  const known = new Map<string, string>();
  const shown = (id: string): string => {
    if (identityKind(id) !== 'anonymous') return id;
    const name = known.get(id) ?? `anon-${known.size + 1}`;
    known.set(id, name);
    return name;
  };
  return requests.map(({ path }) => {
    const url = new URL(path, 'http://trk.kissmetrics.io');
    const values = url.searchParams;
    const properties = [...values].filter(([name]) => !name.startsWith('_'));
    const parts = [
      url.pathname.slice(1),
      shown(values.get('_p') ?? ''),
      shown(values.get('_n') ?? ''),
      ...properties.map(([name, value]) => `${name}=${value}`),
    ];
    return parts.filter((part) => part !== '').join(' ');
  });
}

/** An anonymous ID in a URL: 27 Base64 characters and `=`. */
const ENCODED_ID = /(?:[A-Za-z0-9]|%2B|%2F){27}%3D/g;

/** A text without the anonymous IDs of URLs in it, which differ from run to run. */
export function withoutIds(text: string): string {
  return text.replace(ENCODED_ID, 'ANON');
}

/**
 * Requests byte for byte, apart from what differs from run to run: anonymous IDs become their
 * order of appearance, times become `TIME`. Sorted, since parallel connections arrive in any order.
 */
export function comparable(requests: readonly Recorded[]): string[] {
  const known = new Map<string, string>();
  return requests
    .map(({ method, host, path, body }) =>
      `${method} ${host}${path} ${body}`.replace(/_t=\d+/g, '_t=TIME'),
    )
    .map((text) => ({ text, sortedBy: withoutIds(text) }))
    .sort((a, b) => (a.sortedBy < b.sortedBy ? -1 : a.sortedBy > b.sortedBy ? 1 : 0))
    .map(({ text }) =>
      text.replace(ENCODED_ID, (id) => {
        const name = known.get(id) ?? `ANON-${known.size + 1}`;
        known.set(id, name);
        return name;
      }),
    );
}
