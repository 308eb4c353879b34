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

/**
 * Requests byte for byte, apart from what differs from run to run: anonymous IDs become their
 * order of appearance, times become `TIME`.
 */
export function comparable(requests: readonly Recorded[]): string[] {
  const known = new Map<string, string>();
  const ID = /[A-Za-z0-9]{1}(?:[A-Za-z0-9]|%2B|%2F){26}(?:%3D|=)/g;
  return requests.map(({ method, host, path, body }) => {
    const plain = `${method} ${host}${path} ${body}`.replace(/_t=\d+/g, '_t=TIME');
    return plain.replace(ID, (id) => {
      const name = known.get(id) ?? `ANON-${known.size + 1}`;
      known.set(id, name);
      return name;
    });
  });
}
