import { failureOf } from '../session/failure.ts';
import type { CallArgument } from '../session/observation.ts';
import type { Entry } from '../session/session.ts';

/** Everything of an entry that a search can find, decoded, in lower case. */
export function searchText(entry: Entry): string {
  return [
    ...textsOf(entry),
    ...entry.findings.flatMap(({ rule, identities }) => [rule, ...identities]),
  ]
    .join('\n')
    .toLowerCase();
}

function textsOf(entry: Entry): (string | null | undefined)[] {
  switch (entry.kind) {
    case 'alias':
    case 'event':
    case 'properties':
      return [
        entry.kind,
        entry.delivery,
        entry.error,
        failureOf(entry)?.reason,
        entry.status?.toString(),
        entry.request.host,
        entry.documentUrl,
        ...entry.request.parameters.flatMap(({ name, value }) => [name, value]),
        entry.cause.by === 'call' ? entry.cause.method : entry.cause.by,
      ];
    case 'call':
      return [
        'call',
        entry.fate,
        entry.method ?? 'function',
        ...entry.args.map(({ text }: CallArgument) => text),
        entry.identityBefore,
      ];
    case 'identity':
      return ['identity', entry.identity, entry.previous, entry.cause?.method];
    case 'navigation':
      return ['page', 'navigation', entry.url];
    case 'note':
      return ['note', entry.code, entry.detail];
  }
}
