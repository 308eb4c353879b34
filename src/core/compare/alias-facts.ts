import type { RuleId } from '../findings/finding.ts';
import type { Kinds } from '../people/kinds/kinds.ts';
import type { Delivery } from '../session/observation.ts';
import type { RequestEntry, Session } from '../session/session.ts';
import { byKey, type Pairing } from './match.ts';

/** An alias of a session with all its repetitions, in whichever order its pair was sent. */
export interface AliasFacts {
  /** Of an alias in a batch its product. */
  readonly apiKey: string | null;
  /** `_p` and `_n` as they were sent first. */
  readonly pair: readonly [string | null, string | null];
  /** The same, with every anonymous ID taken as equal: each visitor has their own. */
  readonly pairOfKinds: readonly [string | null, string | null];
  /** How often it was sent; the library's own retries are not counted. */
  readonly sends: number;
  /** How it ended, each way once. */
  readonly deliveries: readonly Delivery[];
  /** What sent it: methods of calls, else `url`, `form`, `queue`, `unseen`, `unknown`. */
  readonly causes: readonly string[];
  /** The rules that it breaks. */
  readonly rules: readonly RuleId[];
  /** Key of its first entry. */
  readonly entry: number;
}

/** In what two aliases that belong together differ. */
export type AliasDifference = 'apiKey' | 'sends' | 'deliveries' | 'causes' | 'rules';

/** Every alias of a session once, in the order of its first request. */
export function aliasFacts(session: Session): readonly AliasFacts[] {
  const groups = new Map<string, RequestEntry[]>();
  for (const entry of session.entries) {
    if (entry.kind !== 'alias') continue;
    const { account, p, n } = entry.request;
    const key = JSON.stringify([account, ...inOrder([p, n])]);
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { account: apiKey, p, n } = first.request;
    const firsts = group.filter(({ retryOf }) => retryOf === null);
    return {
      apiKey,
      pair: [p, n] as const,
      pairOfKinds: [withoutId(p, session.kinds), withoutId(n, session.kinds)] as const,
      sends: firsts.length,
      deliveries: distinct(group.map(({ delivery }) => delivery)),
      causes: distinct(firsts.map(({ cause }) => (cause.by === 'call' ? cause.method : cause.by))),
      rules: distinct(group.flatMap(({ findings }) => findings.map(({ rule }) => rule))),
      entry: first.key,
    };
  });
}

export function aliasDifferences(before: AliasFacts, after: AliasFacts): AliasDifference[] {
  const names: readonly AliasDifference[] = ['apiKey', 'sends', 'deliveries', 'causes', 'rules'];
  return names.filter((name) => String(before[name]) !== String(after[name]));
}

/**
 * The same pair; then the same pair but for the anonymous ID, which every visitor has another of;
 * then either of these under another API key, as a test site has.
 */
export const ALIAS_PAIRINGS: readonly Pairing<AliasFacts>[] = [
  byKey(({ apiKey, pair }) => JSON.stringify([apiKey, ...inOrder(pair)])),
  byKey(({ apiKey, pairOfKinds }) => JSON.stringify([apiKey, ...inOrder(pairOfKinds)])),
  byKey(({ pair }) => JSON.stringify(inOrder(pair))),
  byKey(({ pairOfKinds }) => JSON.stringify(inOrder(pairOfKinds))),
];

/** Any anonymous ID as the same one, which no named identity can be. */
function withoutId(id: string | null, kinds: Kinds): string | null {
  return id !== null && kinds.of(id) === 'anonymous' ? '='.repeat(28) : id;
}

function inOrder(pair: readonly (string | null)[]): (string | null)[] {
  return [...pair].sort((a, b) => compare(JSON.stringify(a), JSON.stringify(b)));
}

function distinct<T extends string>(values: readonly T[]): T[] {
  return [...new Set(values)].sort(compare);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
