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
  readonly #onLearnt: (first: Place | null) => void;

  /**
   * @param onLearnt called when something new is known of an identity, with the first alias that
   * names it: nothing before that depends on its kind
   */
  constructor(onLearnt: (first: Place | null) => void) {
    this.#onLearnt = onLearnt;
  }

  /** What is known of an identity; undefined for one that nothing is known of. */
  readonly useOf = (id: string): IdentityUse | undefined => this.#known.get(id);

  /** Takes in an item. */
  see(item: Item): void {
    const { observation, request } = item;
    switch (observation.type) {
      case 'request':
        if (request?.kind === 'alias') this.#alias(request.p, request.n, item);
        this.#url(observation.documentUrl);
        break;
      case 'call':
        this.#call(observation);
        break;
      case 'identity':
        this.#identified(observation.id);
        break;
      case 'library':
        this.#url(observation.documentUrl);
        break;
      case 'navigation':
        this.#url(observation.url);
        break;
    }
  }

  #alias(p: string | null, n: string | null, place: Place): void {
    if (!p || !n || p === n) return;
    this.#joined(p, n, place);
    this.#joined(n, p, place);
  }

  #joined(id: string, other: string, { at, seq }: Place): void {
    const known = this.#of(id);
    if (known === null) return;
    const { first } = known;
    if (first === null || at < first.at || (at === first.at && seq < first.seq))
      known.first = { at, seq };
    if (ANONYMOUS.test(other) || isMangledAnonymousId(other) || isDeviceId(other)) {
      this.#learn(known, 'withAnonymous');
      return;
    }
    if (machineShape(other) !== null) known.others.add(other);
    else known.withText = true;
    this.#learn(known, 'joined');
  }

  #call({ method, args: [first], identityBefore }: CallObservation): void {
    this.#identified(identityBefore ?? null);
    if (method !== 'identify' || clearsIdentity(first) || first?.fullLength !== undefined) return;
    this.#identified(identityArgument(first));
  }

  #url(url: string | undefined): void {
    if (!url?.includes('kmi=')) return;
    for (const id of pageUrlMarks(url).identities) this.#identified(id);
  }

  #identified(id: string | null): void {
    const known = id === null ? null : this.#of(id);
    if (known !== null) this.#learn(known, 'identified');
  }

  #learn(known: Known, what: 'identified' | 'withAnonymous' | 'joined'): void {
    if (known[what]) return;
    known[what] = true;
    this.#onLearnt(known.first);
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
