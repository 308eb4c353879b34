import { isNothingButNobody, nobodyIn } from '../../findings/nobody/nobody.ts';
import { decodedOnceMore } from '../../findings/rules/double-encoded.ts';
import { isIpAddress } from '../../findings/rules/weak-identifier.ts';
import { MAX_IDENTITY_LENGTH } from '../../kissmetrics/hosts.ts';
import { ANONYMOUS, isMangledAnonymousId } from '../../kissmetrics/identity.ts';
import { isDeviceId, machineShape } from '../../kissmetrics/machine-ids.ts';
import { machineStandIn } from './machine-stand-in.ts';

/** Documentation addresses of RFC 5737; of RFC 3849 when those are used up. */
const ADDRESSES = ['192.0.2.', '198.51.100.', '203.0.113.'];

type Series = 'anonymous' | 'machine' | 'person' | 'named' | 'address' | 'unfilled' | 'api-key';

/**
 * Stand-ins for identities and API keys, by order of first appearance: equal ones for equal
 * originals and different ones for different originals. A stand-in keeps what is wrong with an
 * identity: too long, mangled, encoded twice, surrounded by white space, another letter case of a
 * known one, an IP address, not decodable. One that names nobody in particular is its own.
 */
export class Pseudonyms {
  readonly #identities = new Map<string, string>();
  readonly #apiKeys = new Map<string, string>();
  /** Originals by their stand-ins, so that none is given twice. */
  readonly #taken = new Map<string, string>();
  /** The first original of each lower-case form. */
  readonly #spellings = new Map<string, string>();
  readonly #counts = new Map<Series, number>();
  readonly #related: ReadonlySet<string>;

  /**
   * @param related all identities of the log: one that differs from another only by spaces in the
   * place of `+` gets a stand-in that differs in the same way
   */
  constructor(related: ReadonlySet<string>) {
    this.#related = related;
  }

  /** Identities seen so far, with their stand-ins. */
  get identities(): ReadonlyMap<string, string> {
    return this.#identities;
  }

  /** API keys seen so far, with their stand-ins. */
  get apiKeys(): ReadonlyMap<string, string> {
    return this.#apiKeys;
  }

  identity(id: string): string {
    const known = this.#identities.get(id);
    if (known !== undefined) return known;
    const made = isNothingButNobody(id) ? id : this.#unique(id, this.#candidate(id));
    this.#identities.set(id, made);
    this.#taken.set(made, id);
    const spelling = id.toLowerCase();
    if (!this.#spellings.has(spelling)) this.#spellings.set(spelling, id);
    return made;
  }

  apiKey(key: string): string {
    if (key === '') return key;
    const known = this.#apiKeys.get(key);
    if (known !== undefined) return known;
    const made = `api-key-${this.#next('api-key')}`;
    this.#apiKeys.set(key, made);
    return made;
  }

  #candidate(id: string): string {
    const restored = id.replaceAll(' ', '+');
    const trimmed = id.trim();
    const lostPlus = restored !== id && trimmed === id && this.#related.has(restored);
    if (isMangledAnonymousId(id) || lostPlus) return this.identity(restored).replaceAll('+', ' ');
    if (trimmed !== id) {
      const [before, after] = id.split(trimmed) as [string, string];
      return before + this.identity(trimmed) + after;
    }
    const meant = decodedOnceMore(id);
    if (meant !== null) {
      const encoded = encodeURIComponent(this.identity(meant));
      return encoded.includes('%') ? encoded : encoded.replace('-', '%2D');
    }
    const first = this.#spellings.get(id.toLowerCase());
    return first !== undefined && !ANONYMOUS.test(id) ? this.identity(first) : this.#fresh(id);
  }

  /** Another letter case if the original is another letter case of the one that has it already. */
  #unique(id: string, candidate: string): string {
    const sized = lengthened(candidate, id);
    const owner = this.#taken.get(sized);
    if (owner === undefined && keepsKind(id, sized)) return sized;
    if (owner !== undefined && owner.toLowerCase() === id.toLowerCase()) {
      for (let turn = 0; turn < 4096; turn++) {
        const other = inLetterCase(sized, turn);
        if (other !== sized && !this.#taken.has(other) && keepsKind(id, other)) return other;
      }
    }
    const fresh = lengthened(this.#fresh(id), id);
    return decodedOnceMore(id) === null ? fresh : fresh.replace('-', '%2D');
  }

  #fresh(id: string): string {
    if (ANONYMOUS.test(id)) {
      const number = String(this.#next('anonymous')).padStart(10, '0');
      return `Masked+Anonymous+${number}${id.endsWith('=') ? '=' : ''}`;
    }
    if (isDeviceId(id)) return `$device:${machineStandIn('uuid', this.#next('machine'))}`;
    const shape = machineShape(id);
    if (shape !== null) return machineStandIn(shape, this.#next('machine'));
    if (isIpAddress(id)) {
      const number = this.#next('address') - 1;
      const network = ADDRESSES[Math.floor(number / 254)];
      return network === undefined
        ? `2001:db8::${number.toString(16)}`
        : `${network}${(number % 254) + 1}`;
    }
    const why = nobodyIn(id);
    if (why === 'template') return `{{masked-${this.#next('unfilled')}}}`;
    if (why !== null) return `function () { return ${this.#next('unfilled')} }`;
    // `+` stays visible, because it is what gets lost on the way; and so does `%`.
    const joint = id.includes('+') ? '+' : '-';
    const tail = id.includes('%') && decodedOnceMore(id) === null ? '%' : '';
    return id.includes('@')
      ? `person${joint}${this.#next('person')}@masked.invalid${tail}`
      : `named${joint}${this.#next('named')}${tail}`;
  }

  #next(series: Series): number {
    const next = (this.#counts.get(series) ?? 0) + 1;
    this.#counts.set(series, next);
    return next;
  }
}

function keepsKind(id: string, candidate: string): boolean {
  return (
    isMangledAnonymousId(id) === isMangledAnonymousId(candidate) &&
    machineShape(id) === machineShape(candidate) &&
    isDeviceId(id) === isDeviceId(candidate) &&
    nobodyIn(id) === nobodyIn(candidate)
  );
}

/** As long as the original if that is too long; white space at the end stays there. */
function lengthened(candidate: string, id: string): string {
  const length = countCharacters(id);
  if (length <= MAX_IDENTITY_LENGTH) return candidate;
  const missing = length - countCharacters(candidate);
  if (missing <= 0) return candidate;
  const body = candidate.trimEnd();
  return body + 'x'.repeat(missing) + candidate.slice(body.length);
}

function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** The letters of a text as the bits of a number: upper case for 1. */
function inLetterCase(text: string, bits: number): string {
  let rest = bits;
  return text.replace(/[a-z]/gi, (letter) => {
    const upper = rest % 2 === 1;
    rest = Math.floor(rest / 2);
    return upper ? letter.toUpperCase() : letter.toLowerCase();
  });
}
