import type { Session } from '../session/session.ts';
import type { ChainLink, Person } from './people.ts';

/** An identity under its API key. */
export interface IdentityRef {
  readonly apiKey: string;
  readonly id: string;
}

/** Whether two identities are one person, and why. */
export type Explanation =
  /** The shortest chain of aliases from the first to the second. */
  | { readonly is: 'one'; readonly links: readonly ChainLink[] }
  /** Kissmetrics knows the people of each API key by themselves. */
  | { readonly is: 'two'; readonly because: 'keys' }
  /** No alias of this session leads from one to the other. */
  | { readonly is: 'two'; readonly because: 'no-alias' }
  /** Aliases were kept from joining them. The chain with the fewest of those, if they had not been. */
  | { readonly is: 'two'; readonly because: 'kept'; readonly links: readonly ChainLink[] };

/** Explains what two different identities of a session are to each other. */
export function explain(
  session: Pick<Session, 'entries' | 'people'>,
  from: IdentityRef,
  to: IdentityRef,
): Explanation {
  if (from.apiKey !== to.apiKey) return { is: 'two', because: 'keys' };
  const links = session.people.chain(from.apiKey, from.id, to.id);
  if (links.length > 0) return { is: 'one', links };
  const kept = keptChain(session, from.apiKey, from.id, to.id);
  return kept === null
    ? { is: 'two', because: 'no-alias' }
    : { is: 'two', because: 'kept', links: kept };
}

/** A person, or an identity that is alone. */
type Place = Person | string;

/** Breadth first over people, by aliases that were blocked or held; within a person by what joined it. */
function keptChain(
  { entries, people }: Pick<Session, 'entries' | 'people'>,
  apiKey: string,
  from: string,
  to: string,
): readonly ChainLink[] | null {
  const placeOf = (id: string): Place => people.of(apiKey, id) ?? id;
  const ways = new Map<Place, ChainLink[]>();
  const addWay = (link: ChainLink): void => {
    const place = placeOf(link.from);
    const known = ways.get(place);
    if (known === undefined) ways.set(place, [link]);
    else known.push(link);
  };
  for (const entry of entries) {
    if (entry.kind !== 'alias' || entry.wouldJoin === undefined) continue;
    const { p, n, account: key } = entry.request;
    if (key !== apiKey || !p || !n) continue;
    addWay({ from: p, to: n, alias: entry.key });
    addWay({ from: n, to: p, alias: entry.key });
  }
  const start = placeOf(from);
  const goal = placeOf(to);
  const reached = new Map<Place, ChainLink | null>([[start, null]]);
  const queue = [start];
  for (const place of queue) {
    for (const link of ways.get(place) ?? []) {
      const next = placeOf(link.to);
      if (reached.has(next)) continue;
      reached.set(next, link);
      queue.push(next);
    }
  }
  if (!reached.has(goal)) return null;
  const kept: ChainLink[] = [];
  for (let link = reached.get(goal); link; link = reached.get(placeOf(link.from)))
    kept.unshift(link);
  const links: ChainLink[] = [];
  let at = from;
  for (const link of kept) {
    links.push(...people.chain(apiKey, at, link.from), link);
    at = link.to;
  }
  links.push(...people.chain(apiKey, at, to));
  return links;
}
