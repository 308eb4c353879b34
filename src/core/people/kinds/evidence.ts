import { clearsIdentity, identityArgument } from '../../kissmetrics/arguments.ts';
import { ANONYMOUS, isMangledAnonymousId } from '../../kissmetrics/identity.ts';
import { isDeviceId, machineShape } from '../../kissmetrics/machine-ids.ts';
import { pageUrlMarks } from '../../kissmetrics/page-url.ts';
import type { Item } from '../../session/items.ts';
import type { CallObservation } from '../../session/observation.ts';

/** How a session uses an identity that a program made. */
export interface IdentityUse {
  /** The page passed it to `identify` or `?kmi=`, or the library had it as the visitor's identity. */
  readonly identified: boolean;
  /** An alias names it together with an anonymous ID of the library or of a device. */
  readonly withAnonymous: boolean;
  /** An alias names it together with something else. */
  readonly joined: boolean;
  /** An alias names it together with a text that no program made. */
  readonly withText: boolean;
  /** The others that a program made, and that an alias names together with it. */
  readonly others: ReadonlySet<string>;
}

/** A place in the canonical order of a log. */
export type Place = Pick<Item, 'at' | 'seq'>;

interface Known extends IdentityUse {
  identified: boolean;
  withAnonymous: boolean;
  joined: boolean;
  withText: boolean;
  readonly others: Set<string>;
  /** The first alias that names it: nothing before that depends on its kind. */
  first: Place | null;
}

/**
 * What a log says about the use of identities that programs made. It only ever grows, and each item
 * adds the same whenever it is seen: so the order of arrival makes no difference, and each identity
 * changes its kind at most once after its first alias, from anonymous to named.
 */
export class KindEvidence {
  readonly #known = new Map<string, Known>();

  /** What is known of an identity; undefined for one that nothing is known of. */
  readonly useOf = (id: string): IdentityUse | undefined => this.#known.get(id);

  /** The first alias that names an identity; null if none does. */
  firstAlias(id: string): Place | null {
    return this.#known.get(id)?.first ?? null;
  }

  /** Takes in an item; gives the identities of which it says something new. */
  see(item: Item): readonly string[] {
    const { observation, request } = item;
    switch (observation.type) {
      case 'request':
        return [
          ...(request?.kind === 'alias' ? this.#alias(request.p, request.n, item) : []),
          ...this.#url(observation.documentUrl),
        ];
      case 'call':
        return this.#call(observation);
      case 'identity':
        return this.#identified(observation.id);
      case 'library':
        return this.#url(observation.documentUrl);
      case 'navigation':
        return this.#url(observation.url);
      default:
        return NONE;
    }
  }

  #alias(p: string | null, n: string | null, place: Place): readonly string[] {
    if (!p || !n || p === n) return NONE;
    return [this.#joined(p, n, place), this.#joined(n, p, place)].flat();
  }

  #joined(id: string, other: string, { at, seq }: Place): readonly string[] {
    const known = this.#of(id);
    if (known === null) return NONE;
    const { first } = known;
    if (first === null || at < first.at || (at === first.at && seq < first.seq))
      known.first = { at, seq };
    if (ANONYMOUS.test(other) || isMangledAnonymousId(other) || isDeviceId(other))
      return this.#learn(id, known, 'withAnonymous');
    if (machineShape(other) !== null) known.others.add(other);
    else known.withText = true;
    return this.#learn(id, known, 'joined');
  }

  #call({ method, args: [first], identityBefore }: CallObservation): readonly string[] {
    const before = this.#identified(identityBefore ?? null);
    if (method !== 'identify' || clearsIdentity(first) || first?.fullLength !== undefined)
      return before;
    return [...before, ...this.#identified(identityArgument(first))];
  }

  #url(url: string | undefined): readonly string[] {
    if (!url?.includes('kmi=')) return NONE;
    return pageUrlMarks(url).identities.flatMap((id) => this.#identified(id));
  }

  #identified(id: string | null): readonly string[] {
    const known = id === null ? null : this.#of(id);
    return id === null || known === null ? NONE : this.#learn(id, known, 'identified');
  }

  #learn(
    id: string,
    known: Known,
    what: 'identified' | 'withAnonymous' | 'joined',
  ): readonly string[] {
    if (known[what]) return NONE;
    known[what] = true;
    return [id];
  }

  /** Null for an identity that no program made: its use makes no difference. */
  #of(id: string): Known | null {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    if (machineShape(id) === null) return null;
    const flags = { identified: false, withAnonymous: false, joined: false, withText: false };
    const made: Known = { ...flags, others: new Set(), first: null };
    this.#known.set(id, made);
    return made;
  }
}

const NONE: readonly string[] = [];
